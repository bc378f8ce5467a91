/** Monaco from our own bundle, with the languages and colours of the studio. Nothing of it comes from a network. */
import { loader } from '@monaco-editor/react';
import * as monaco from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/markdown/register';
import 'monaco-editor/languages/definitions/python/register';
import 'monaco-editor/languages/definitions/scala/register';
import { FLINK_SQL, flinkSqlConfiguration, flinkSqlTokens } from './flink-sql-language.ts';
import { themeFromTokens } from './monaco-theme.ts';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

monaco.languages.register({ id: FLINK_SQL });
monaco.languages.setMonarchTokensProvider(FLINK_SQL, flinkSqlTokens);
monaco.languages.setLanguageConfiguration(FLINK_SQL, flinkSqlConfiguration);
monaco.editor.defineTheme('riffle-light', themeFromTokens('light'));
monaco.editor.defineTheme('riffle-dark', themeFromTokens('dark'));
loader.config({ monaco: monaco as unknown as typeof import('monaco-editor') });
void document.fonts.ready.then(() => monaco.editor.remeasureFonts());

export { monaco };
