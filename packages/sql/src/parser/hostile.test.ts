import { expect, test } from 'vitest';
import { walk } from '../ast/children.ts';
import type { Statement } from '../ast/index.ts';
import { printStatement } from '../printer/print.ts';
import { parseSql } from './parse.ts';

/** Texts that grow with `n` and break parsers that recurse or look back. */
const SHAPES: Readonly<Record<string, (n: number) => string>> = {
  parentheses: (n) => `SELECT ${'('.repeat(n)}1${')'.repeat(n)}`,
  'parentheses around a query': (n) => `${'('.repeat(n)}SELECT 1${')'.repeat(n)}`,
  'parentheses around a table': (n) => `SELECT * FROM ${'('.repeat(n)}t${')'.repeat(n)}`,
  subqueries: (n) => `${'SELECT * FROM ('.repeat(n)}SELECT 1${')'.repeat(n)}`,
  calls: (n) => `SELECT ${'f('.repeat(n)}1${')'.repeat(n)}`,
  casts: (n) => `SELECT ${'CAST('.repeat(n)}1${' AS INT)'.repeat(n)}`,
  cases: (n) => `SELECT ${'CASE WHEN '.repeat(n)}1${' THEN 1 END'.repeat(n)}`,
  'lists in lists': (n) => `SELECT 1 WHERE ${'a IN ('.repeat(n)}1${')'.repeat(n)}`,
  'nested types': (n) => `CREATE TABLE t (a ${'ROW<a '.repeat(n)}INT${'>'.repeat(n)})`,
  'a long sum': (n) => `SELECT ${'a + '.repeat(n)}1`,
};

test.each(Object.entries(SHAPES))('%s 10,000 deep are read, walked and printed', (_name, shape) => {
  const { statements, diagnostics } = parseSql(shape(10_000));
  expect(diagnostics).toEqual([]);
  const statement = statements[0] as Statement;
  let nodes = 0;
  walk(statement, () => {
    nodes++;
  });
  expect(nodes).toBeGreaterThan(1);
  expect(printStatement(statement).length).toBeGreaterThan(7);
});

/** Processor time of one parse: other programs on the machine do not count. */
function milliseconds(text: string): number {
  const start = process.cpuUsage().user;
  parseSql(text);
  return (process.cpuUsage().user - start) / 1_000;
}

test.each(Object.entries(SHAPES))('%s: eight times the text takes nowhere near 64 times as long', (_name, shape) => {
  milliseconds(shape(2_000));
  const once = Math.min(milliseconds(shape(4_000)), milliseconds(shape(4_000)));
  const eightfold = Math.min(milliseconds(shape(32_000)), milliseconds(shape(32_000)));
  expect(eightfold).toBeLessThan(once * 25 + 150);
});

test.each([
  ['columns', `SELECT ${'abc_def, '.repeat(110_000)}x`],
  ['statements', 'SELECT a FROM t WHERE b = 1;\n'.repeat(35_000)],
  ['errors', `SELECT ${'abc +, '.repeat(150_000)}x`],
  ['a string', `SELECT '${'x'.repeat(1_000_000)}'`],
  ['an open string', `SELECT '${"''".repeat(500_000)}`],
  ['open brackets', '[{('.repeat(330_000)],
])('a megabyte of %s is read within seconds', (_name, text) => {
  expect(milliseconds(text)).toBeLessThan(10_000);
});

test('errors are counted, not collected without end', () => {
  expect(parseSql('SELEC 1;'.repeat(1_000)).diagnostics.length).toBeLessThanOrEqual(101);
});

test('brackets beyond reason end with one clear error', () => {
  const { diagnostics } = parseSql(`SELECT ${'('.repeat(400_000)}`);
  expect(diagnostics.map(({ code }) => code)).toEqual(['too-deep']);
});
