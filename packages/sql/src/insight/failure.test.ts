import { expect, test } from 'vitest';
import { parseSql } from '../parser/parse.ts';
import { placeOfFailure } from './failure.ts';

/** The text at the place of the failure, and the text after its fix. */
function place(text: string, message: string, operator?: string): [at: string, fixed?: string] {
  const { span, fix } = placeOfFailure({ message, operator }, parseSql(text).statements, text);
  const at = text.slice(span.start, span.end);
  return fix === undefined ? [at] : [at, text.slice(0, fix.span.start) + fix.replacement + text.slice(fix.span.end)];
}

test('a division that can only be the one is pointed at, and mended', () => {
  expect(place('SELECT a, b / c FROM t', 'Division by zero.')).toEqual(['b / c', 'SELECT a, b / NULLIF(c, 0) FROM t']);
  expect(place('SELECT MOD(a, (b - 1)) FROM t', 'Division by zero.')).toEqual([
    'MOD(a, (b - 1))',
    'SELECT MOD(a, (NULLIF(b - 1, 0))) FROM t',
  ]);
});

test('of several the one that the operator names is meant; else it is the statement', () => {
  const text = 'SELECT a / b AS x FROM t WHERE c % d > 1';
  expect(place(text, 'Division by zero.', 'Calc(select=[(a / b) AS x])')[0]).toBe('a / b');
  expect(place(text, 'Division by zero.', 'Calc(select=[(a / b) AS x], where=[((c % d) > 1)])')).toEqual([text]);
});

test('a cast is found by its type', () => {
  const text = 'SELECT CAST(a AS INT), CAST(b AS DATE), TRY_CAST(c AS INT) FROM t';
  expect(place(text, "Cannot cast 'x\ny' to INT.")).toEqual([
    'CAST(a AS INT)',
    'SELECT TRY_CAST(a AS INT), CAST(b AS DATE), TRY_CAST(c AS INT) FROM t',
  ]);
});

test('a record that cannot be read is one of the only table', () => {
  expect(place('SELECT 1 FROM t', 'shard 0: the record cannot be read: no JSON. It is: x.')).toEqual(['t']);
});

test('anything else is the statement’s', () => {
  expect(place('SELECT 1', 'Out of luck.')).toEqual(['SELECT 1']);
});
