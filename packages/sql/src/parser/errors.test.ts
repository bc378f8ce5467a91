import { lineColumnOf } from '@riffle/plan';
import { expect, test } from 'vitest';
import { parseSql, parseType } from './parse.ts';

function problems(text: string): readonly (readonly [string, string, string])[] {
  return parseSql(text).diagnostics.map(({ code, message, span }) => {
    const { line, column } = lineColumnOf(text, span.start);
    return [code, `${line}:${column}`, message] as const;
  });
}

test.each([
  ['SELECT a FORM t', 'FORM', 'FROM'],
  ['SELEC a FROM t', 'SELEC', 'SELECT'],
  ['SELECT a FROM t WHER b = 1', 'WHER', 'WHERE'],
  ['SELECT a FROM t GRUOP BY a', 'GRUOP', 'GROUP'],
  ['CREATE TABEL t (a INT)', 'TABEL', 'TABLE'],
])('%s: a misspelt keyword is recognised and can be mended', (text, wrong, right) => {
  const [problem] = parseSql(text).diagnostics;
  const start = text.indexOf(wrong);
  const span = { start, end: start + wrong.length };
  expect(problem).toMatchObject({
    code: 'syntax-error',
    message: `Found ${wrong}. Did you mean ${right}?`,
    span,
    fix: { title: `Use ${right}`, span, replacement: right },
  });
});

test('an error in one statement hides neither the others nor their errors', () => {
  const { statements, diagnostics } = parseSql('SELECT 1;\nSELECT FROM t;\nSELECT 2;\nDROP;');
  expect(statements.map(({ kind }) => kind)).toEqual(['query-statement', 'query-statement', 'query-statement']);
  expect(diagnostics).toHaveLength(2);
});

test('several errors of one statement are found, in columns, options and clauses', () => {
  const table = "CREATE TABLE t (\n a INT,\n b ,\n c STRING NOT,\n d BIGINT\n) WITH (\n 'a' = 1,\n 'b' = 'x')";
  expect(problems(table).map(([, place]) => place)).toEqual(['3:4', '4:11', '7:8']);
  expect(problems('SELECT a b c, d + FROM t WHERE a +').map(([, place]) => place)).toEqual(['1:12', '1:19', '1:35']);
  expect(problems('SELECT a +, b FROM t WHERE GROUP BY c').map(([, place]) => place)).toEqual(['1:11', '1:28']);
  const set = 'EXECUTE STATEMENT SET BEGIN\nINSERT t;\nINSERT INTO b SELECT 1;\nINSERT INTO c SELEC 1;\nEND';
  expect(problems(set).map(([, place]) => place)).toEqual(['2:8', '4:15']);
});

test('a message says what was found and what could stand there', () => {
  expect(problems('SHOW TABLES db1')).toEqual([
    ['syntax-error', '1:13', 'Found db1, but expected FROM, IN, NOT, LIKE or ";".'],
  ]);
  expect(problems('SELECT a FROM')).toEqual([
    ['syntax-error', '1:14', 'The statement ends here, but expected a table.'],
  ]);
});

test('a reserved word as a name comes with the backticks it needs', () => {
  const [problem] = parseSql('CREATE TABLE t (timestamp INT)').diagnostics;
  expect(problem).toMatchObject({ code: 'reserved-word', fix: { replacement: '`timestamp`' } });
  expect(problems('SELECT a AS value FROM t')[0]?.[0]).toBe('reserved-word');
  expect(problems('SELECT `value`, model, year(x) FROM metadata')).toEqual([]);
});

test('a reserved word where a value or an alias stands is explained too', () => {
  expect(problems('SELECT year FROM t')[0]?.[0]).toBe('reserved-word');
  expect(problems('SELECT COUNT(*) count FROM t')[0]?.[0]).toBe('reserved-word');
  expect(problems('SELECT FROM t')[0]?.[0]).toBe('syntax-error');
  expect(problems('SELECT a FROM t GROUP a')).toEqual([['syntax-error', '1:23', 'Found a, but expected BY.']]);
});

test('double quotes are explained', () => {
  expect(parseSql('SELECT "a" FROM t').diagnostics[0]).toMatchObject({ fix: { replacement: '`a`' } });
});

test('a name in single quotes is explained, and mended with backticks', () => {
  expect(parseSql("CREATE TABLE t ('tick`et' INT)").diagnostics[0]).toMatchObject({
    message: 'Found a string, but expected a column name.',
    hint: 'Single quotes make a string; names are quoted with backticks.',
    fix: { replacement: '`tick``et`', span: { start: 16, end: 25 } },
  });
});

test('behind an open quote nothing else is complained of', () => {
  expect(problems("SELECT 'abc FROM t")).toEqual([
    ['unterminated-string', '1:8', "This string is never closed: add ' where it ends."],
  ]);
});

test.each([
  ['CREATE TABLE t (a INT, WATERMARK FOR a AS (SELECT 1))', 'not-allowed-here'],
  ['CREATE TABLE t (WATERMARK FOR a AS a, WATERMARK FOR b AS b)', 'not-supported'],
  ['CREATE TABLE t (a, b)', 'not-allowed-here'],
  ['CREATE TABLE t (a INT) DISTRIBUTED INTO 1.5 BUCKETS', 'syntax-error'],
  ['CREATE TABLE t (a TIMESTAMP WITH TIME ZONE)', 'syntax-error'],
  ['CREATE TABLE t (a INTERVAL DAY)', 'reserved-word'],
  ['EXPLAIN CREATE TABLE t (a INT)', 'not-allowed-here'],
  ["STOP JOB 'j' WITH DRAIN", 'not-allowed-here'],
  ['DROP TEMPORARY MATERIALIZED TABLE t', 'not-supported'],
  ['SELECT * FROM (a JOIN b) AS c', 'not-supported'],
])('%s is refused as %s', (text, code) => {
  expect(problems(text).map(([found]) => found)).toEqual([code]);
});

test('nothing throws on a cut-off or shuffled statement', () => {
  const text =
    "CREATE TABLE t (a ROW<b INT>, WATERMARK FOR a AS a - INTERVAL '1' DAY) WITH ('k' = 'v') AS SELECT f(x)[1] FROM t";
  for (let end = 0; end <= text.length; end++) {
    expect(() => parseSql(text.slice(0, end))).not.toThrow();
    expect(() => parseSql(text.slice(end) + text.slice(0, end))).not.toThrow();
  }
});

test('a type alone may be anything a catalog can hold', () => {
  expect(parseType('INTERVAL DAY(3) TO SECOND(2) NOT NULL').diagnostics).toEqual([]);
  expect(parseType('MAP<STRING>').diagnostics).toHaveLength(1);
});
