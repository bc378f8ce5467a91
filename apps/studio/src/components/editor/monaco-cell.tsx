import { Editor, type OnMount } from '@monaco-editor/react';
import type { CellLanguage, Problem } from '@riffle/protocol';
import type { editor } from 'monaco-editor';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { useTheme } from '../frame/use-theme.ts';
import { enterEditor, leaveEditor } from './editor-focus.ts';
import { FLINK_SQL } from './flink-sql-language.ts';
import { useLiveMarkers } from './live-markers.ts';
import { EDITOR_LINES, EDITOR_PADDING, lineHeightOf, PADDING_TOP } from './measures.ts';
import { monaco } from './monaco-setup.ts';
import { SQL_OPTIONS } from './providers.ts';

export interface MonacoCellProps {
  readonly cellId: string;
  readonly language: CellLanguage;
  readonly onReady: () => void;
  /** The height of wrapped text; lines that do not wrap need none. */
  readonly onHeight: (height: number) => void;
}

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  ariaLabel: 'Text of the cell',
  automaticLayout: true,
  bracketPairColorization: { enabled: false },
  contextmenu: true,
  editContext: false,
  fixedOverflowWidgets: true,
  folding: false,
  fontFamily: "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, monospace",
  fontLigatures: false,
  glyphMargin: false,
  guides: { indentation: false, bracketPairs: false },
  hideCursorInOverviewRuler: true,
  lineDecorationsWidth: 10,
  lineNumbersMinChars: 2,
  links: false,
  matchBrackets: 'near',
  minimap: { enabled: false },
  occurrencesHighlight: 'off',
  overviewRulerBorder: false,
  overviewRulerLanes: 0,
  padding: { top: PADDING_TOP, bottom: 0 },
  quickSuggestions: false,
  renderLineHighlight: 'none',
  renderWhitespace: 'none',
  scrollbar: {
    alwaysConsumeMouseWheel: false,
    horizontalScrollbarSize: 8,
    verticalScrollbarSize: 8,
    useShadows: false,
  },
  scrollBeyondLastLine: false,
  selectionHighlight: false,
  stickyScroll: { enabled: false },
  suggestOnTriggerCharacters: false,
  tabSize: 2,
  wordBasedSuggestions: 'off',
};

export function MonacoCell({ cellId, language, onReady, onHeight }: MonacoCellProps) {
  const theme = useTheme();
  const [instance, setInstance] = useState<editor.IStandaloneCodeEditor | null>(null);
  const release = useRef<(() => void) | undefined>(undefined);
  const { fontSize, lineNumbers, wordWrap } = useStore(studio.settings.store);
  const lineHeight = lineHeightOf(fontSize);
  const wraps = language === 'markdown' || wordWrap;
  const initial = useRef(studio.drafts.textOf(cellId) ?? '');

  const onMount: OnMount = (mounted) => {
    release.current = bindEditor(mounted, cellId);
    takeText(mounted, cellId);
    setInstance(mounted);
    onReady();
  };
  useEffect(() => () => release.current?.(), []);
  useMarkers(instance, cellId);
  const numbered = useStore(studio.notes, (state) => state.cells[cellId]?.lineNumbers !== false);
  const isSql = monacoLanguage(language) === FLINK_SQL;
  useLiveMarkers(instance, cellId, isSql);
  useEffect(() => {
    if (instance === null || !wraps) {
      onHeight(0);
      return undefined;
    }
    const most = EDITOR_LINES * lineHeight + EDITOR_PADDING;
    const tell = (): void => onHeight(Math.min(most, instance.getContentHeight() + 12));
    tell();
    const listening = instance.onDidContentSizeChange(tell);
    return () => listening.dispose();
  }, [instance, wraps, lineHeight, onHeight]);

  return (
    <Editor
      defaultValue={initial.current}
      language={monacoLanguage(language)}
      theme={theme === 'dark' ? 'riffle-dark' : 'riffle-light'}
      options={{
        ...OPTIONS,
        ...(isSql ? SQL_OPTIONS : {}),
        wordWrap: wraps ? 'on' : 'off',
        lineNumbers: numbered && lineNumbers ? 'on' : 'off',
        fontSize,
        lineHeight,
      }}
      loading={null}
      onMount={onMount}
    />
  );
}

function monacoLanguage(language: CellLanguage): string {
  return language === 'markdown' || language === 'python' || language === 'scala' ? language : FLINK_SQL;
}

/** What was typed since the editor began to load. */
function takeText(mounted: editor.IStandaloneCodeEditor, cellId: string): void {
  const text = studio.drafts.textOf(cellId) ?? '';
  const model = mounted.getModel();
  model?.setEOL(monaco.editor.EndOfLineSequence.LF);
  if (model !== null && model.getValue() !== text) {
    model.setValue(text);
  }
}

/**
 * Typing goes to the draft, the draft's other changes come back, and commands reach the editor.
 * Bound before the editor can have the focus: a key pressed between the two would be lost.
 */
function bindEditor(mounted: editor.IStandaloneCodeEditor, cellId: string): () => void {
  let fromDraft = false;
  const disposables = [
    mounted.onDidChangeModelContent(() => {
      if (!fromDraft) {
        studio.drafts.type(cellId, mounted.getValue());
      }
    }),
    mounted.onDidFocusEditorText(() => {
      enterEditor(cellId);
      showCursor(mounted);
    }),
    mounted.onDidBlurEditorWidget(() => leaveEditor(cellId)),
    mounted.onDidChangeCursorPosition(() => showCursor(mounted)),
  ];
  const stopDraft = studio.drafts.store.subscribe((state, before) => {
    const text = state.documents[cellId]?.text;
    if (text !== undefined && text !== before.documents[cellId]?.text && text !== mounted.getValue()) {
      fromDraft = true;
      replaceText(mounted, text);
      fromDraft = false;
    }
  });
  const stopHandle = studio.editors.set(cellId, {
    focus: () => focusEditor(mounted),
    cursor: () => mounted.getModel()?.getOffsetAt(mounted.getPosition() ?? { lineNumber: 1, column: 1 }) ?? 0,
    insert: (text) => insertText(mounted, text),
    select: (from, to) => selectText(mounted, from, to),
    reveal: (line, column) => {
      mounted.setPosition({ lineNumber: line, column });
      mounted.revealLineInCenterIfOutsideViewport(line);
      mounted.focus();
    },
  });
  return () => {
    stopDraft();
    stopHandle();
    for (const disposable of disposables) {
      disposable.dispose();
    }
  };
}

function selectText(mounted: editor.IStandaloneCodeEditor, from: number, to: number): void {
  const model = mounted.getModel();
  if (model !== null) {
    mounted.setSelection(monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to)));
  }
  mounted.focus();
}

function insertText(mounted: editor.IStandaloneCodeEditor, text: string): void {
  const range = mounted.getSelection() ?? new monaco.Range(1, 1, 1, 1);
  mounted.focus();
  mounted.pushUndoStop();
  mounted.executeEdits('riffle', [{ range, text, forceMoveMarkers: true }]);
  mounted.pushUndoStop();
}

function showCursor(instance: editor.IStandaloneCodeEditor): void {
  const position = instance.getPosition();
  if (position !== null && instance.hasTextFocus()) {
    studio.ui.setState({ cursor: { line: position.lineNumber, column: position.column } });
  }
}

/** A text that no one has been in yet is gone on with from its end. */
function focusEditor(instance: editor.IStandaloneCodeEditor): void {
  const model = instance.getModel();
  const position = instance.getPosition();
  if (model !== null && (position === null || (position.lineNumber === 1 && position.column === 1))) {
    instance.setPosition(model.getPositionAt(model.getValueLength()));
  }
  instance.focus();
}

/** Replaces only the part that differs, so that cursor and undo survive. */
function replaceText(instance: editor.IStandaloneCodeEditor, text: string): void {
  const model = instance.getModel();
  if (model === null) {
    return;
  }
  const old = model.getValue();
  let start = 0;
  while (start < old.length && start < text.length && old[start] === text[start]) {
    start += 1;
  }
  let end = 0;
  while (end < old.length - start && end < text.length - start && old.at(-1 - end) === text.at(-1 - end)) {
    end += 1;
  }
  const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(old.length - end));
  instance.pushUndoStop();
  instance.executeEdits('riffle', [{ range, text: text.slice(start, text.length - end) }]);
  instance.pushUndoStop();
}

const NO_PROBLEMS: readonly Problem[] = [];

/** Problems of the last run, underlined as long as the text is the one that ran. */
function useMarkers(instance: editor.IStandaloneCodeEditor | null, cellId: string): void {
  const run = useStore(studio.notes, (state) => state.cells[cellId]?.run);
  const unchanged = useStore(studio.drafts.store, (drafts) => drafts.documents[cellId]?.text === run?.text);
  useEffect(() => {
    const model = instance?.getModel() ?? null;
    if (model === null) {
      return;
    }
    const problems = unchanged
      ? (run?.outputs.flatMap((output) => (output.kind === 'problem' ? [output.problem] : [])) ?? NO_PROBLEMS)
      : NO_PROBLEMS;
    monaco.editor.setModelMarkers(model, 'riffle', problems.flatMap(markerOf));
  }, [instance, run, unchanged]);
}

const SEVERITY = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
} as const;

function markerOf(problem: Problem): editor.IMarkerData[] {
  const { start, end = start } = problem;
  if (start === undefined || end === undefined) {
    return [];
  }
  return [
    {
      severity: SEVERITY[problem.severity],
      message: problem.hint === undefined ? problem.message : `${problem.message} ${problem.hint}`,
      startLineNumber: start.line,
      startColumn: start.column,
      endLineNumber: end.line,
      endColumn: end.line === start.line ? Math.max(end.column, start.column + 1) : end.column,
    },
  ];
}
