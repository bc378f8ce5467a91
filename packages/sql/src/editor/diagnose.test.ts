import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose.ts';
import { editorEnvironment } from './testing/cursor.ts';

const env = editorEnvironment();
const codes = (text: string): string[] => diagnose(text, env).map(({ code }) => code);

describe('diagnose', () => {
  it('gives place and fix of an unknown column', () => {
    expect(diagnose('SELECT amont FROM orders', env)).toEqual([
      {
        code: 'unknown-column',
        severity: 'error',
        message: 'There is no column "amont". Did you mean "amount"?',
        span: { start: 7, end: 12 },
        fix: { title: 'Use "amount"', span: { start: 7, end: 12 }, replacement: 'amount' },
      },
    ]);
  });

  it('reports only what keeps a text from parsing, as a run does', () => {
    expect(codes('SELECT amont FROM orders; SELECT FROM')).toEqual(['syntax-error']);
  });

  it('judges every query by itself', () => {
    expect(codes('SELECT a FROM orders; SELECT b FROM orders; SELECT id FROM orders')).toEqual([
      'unknown-column',
      'unknown-column',
    ]);
  });

  it.each([
    "CREATE TEMPORARY TABLE t (a INT) WITH ('connector' = 'datagen'); SELECT a FROM t",
    'CREATE TEMPORARY VIEW v AS SELECT id AS a FROM orders; SELECT a FROM v',
    'ALTER TABLE orders RENAME TO o2; SELECT id FROM o2',
    'CREATE DATABASE mine; USE mine; SELECT id FROM default_database.orders',
    'BEGIN STATEMENT SET; INSERT INTO log SELECT customer, id FROM orders; END',
    '',
    '-- nothing here',
  ])('finds nothing wrong with %s', (text) => {
    expect(codes(text)).toEqual([]);
  });

  it.each([
    ['CREATE TEMPORARY VIEW v AS SELECT id AS a FROM orders; SELECT b FROM v', 'unknown-column'],
    ['DROP TABLE orders; SELECT id FROM orders', 'unknown-table'],
    ['CREATE DATABASE mine; USE mine; SELECT id FROM orders', 'unknown-table'],
  ])('sees what statements before have done: %s', (text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  it('leaves alone what stands behind a statement that makes nothing', () => {
    expect(codes('CREATE TEMPORARY VIEW v AS SELECT wrong FROM orders; SELECT a FROM v')).toEqual(['unknown-column']);
  });
});
