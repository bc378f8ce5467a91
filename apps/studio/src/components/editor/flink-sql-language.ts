import type { languages } from 'monaco-editor';
import { SQL_KEYWORDS, SQL_TYPES } from '../../core/language/flink-sql-words.ts';

export const FLINK_SQL = 'flink-sql';

/** Colours of Flink SQL: a word before a parenthesis is a function unless it is a keyword. */
export const flinkSqlTokens: languages.IMonarchLanguage = {
  ignoreCase: true,
  defaultToken: '',
  keywords: [...SQL_KEYWORDS],
  types: [...SQL_TYPES],
  /** Words after AS that name nothing: a query, or the type of a CAST. */
  asWords: ['select', 'with', 'of', 'values', 'row', 'json'],
  tokenizer: {
    root: [[/^\s*%[\w-]+(\.\w+)*/, { token: 'metatag', next: '@afterHeader' }], { include: '@sql' }],
    afterHeader: [
      [/\((?:"(?:\\.|[^"\\])*"|[^)"])*\)/, { token: 'metatag', next: '@statements' }],
      [/./, { token: '@rematch', next: '@statements' }],
      [/$/, { token: '', next: '@statements' }],
    ],
    statements: [{ include: '@sql' }],
    sql: [
      [/--.*$/, 'comment'],
      [/\/\*/, 'comment', '@comment'],
      [/'/, 'string', '@string'],
      [/`/, 'identifier', '@quoted'],
      [/\d+(\.\d+)?([eE][+-]?\d+)?/, 'number'],
      [
        /(as)(\s+)([a-z_]\w*)(?!\s*\()/,
        ['keyword', '', { cases: { '@asWords': 'keyword', '@types': 'type', '@default': 'identifier' } }],
      ],
      [/[a-z_]\w*(?=\s*\()/, { cases: { '@keywords': 'keyword', '@types': 'type', '@default': 'predefined' } }],
      [/[a-z_]\w*/, { cases: { '@keywords': 'keyword', '@types': 'type', '@default': 'identifier' } }],
      [/[;,.()[\]]/, 'delimiter'],
      [/[<>=!%&+\-*/|~^:?]+/, 'operator'],
    ],
    comment: [
      [/[^*]+/, 'comment'],
      [/\*\//, 'comment', '@pop'],
      [/\*/, 'comment'],
    ],
    string: [
      [/[^']+/, 'string'],
      [/''/, 'string'],
      [/'/, 'string', '@pop'],
    ],
    quoted: [
      [/[^`]+/, 'identifier'],
      [/``/, 'identifier'],
      [/`/, 'identifier', '@pop'],
    ],
  },
};

export const flinkSqlConfiguration: languages.LanguageConfiguration = {
  comments: { lineComment: '--', blockComment: ['/*', '*/'] },
  brackets: [
    ['(', ')'],
    ['[', ']'],
  ],
  autoClosingPairs: [
    { open: '(', close: ')' },
    { open: '[', close: ']' },
    { open: "'", close: "'", notIn: ['string', 'comment'] },
    { open: '`', close: '`', notIn: ['string', 'comment'] },
  ],
};
