import { parseTypeText } from '@riffle/columns';
import { expect, test } from 'vitest';
import { runAggregateCases } from './aggregates.ts';
import { runExpressionCases, runFunctionCases } from './functions.ts';
import { decodeTyped } from './typed-json.ts';

const line = (fields: object): string => JSON.stringify({ id: 'x', kind: 'result', fields: [], ...fields });

test('a function case is judged by value, type and refusal', () => {
  const fields = [{ name: 'a', type: 'INT', value: 41 }];
  const results = runFunctionCases([
    line({ sql: 'a + 1', fields, expectedType: 'INT', expected: 42 }),
    line({ sql: 'a + 1', fields, expectedType: 'INT', expected: 43 }),
    line({ sql: 'a + 1', fields, expectedType: 'BIGINT', expected: 42 }),
    line({ sql: 'a / 0', fields, kind: 'error', error: 'zero' }),
    line({ sql: 'a + 1', fields, kind: 'error', error: 'zero' }),
    '',
  ]);
  expect(results).toEqual([
    { id: 'x', status: 'pass', reason: '' },
    { id: 'x', status: 'fail', reason: 'expected 43, got 42' },
    { id: 'x', status: 'fail', reason: 'expected the type BIGINT, got INT' },
    { id: 'x', status: 'pass', reason: '' },
    { id: 'x', status: 'fail', reason: 'expected the error "zero", got a result' },
  ]);
});

test('an expression case is judged by its text in the session zone', () => {
  const results = runExpressionCases([
    line({
      sql: 'CAST(b AS TIMESTAMP_LTZ(3))',
      fields: [{ name: 'b', type: 'TIMESTAMP(3)', value: { $timestamp: '2024-01-31T10:00' } }],
      config: { 'table.local-time-zone': 'Asia/Shanghai' },
      expected: '2024-01-31 10:00:00.000',
    }),
    line({ sql: 'nosuch', expected: '1' }),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['pass', 'fail']);
});

test('an aggregate case is judged by its final rows', async () => {
  const results = await runAggregateCases([
    line({
      sql: 'SELECT f0, COUNT(f1) FROM t GROUP BY f0',
      fields: [
        { name: 'f0', type: 'VARCHAR(2147483647)' },
        { name: 'f1', type: 'INT' },
      ],
      rows: [
        { op: '+I', row: ['a', 1] },
        { op: '+I', row: ['a', 2] },
        { op: '-D', row: ['a', 1] },
      ],
      expectedTypes: ['VARCHAR(2147483647)', 'BIGINT NOT NULL'],
      expected: [['a', 1]],
    }),
  ]);
  expect(results).toEqual([{ id: 'x', status: 'pass', reason: '' }]);
});

test('tags', () => {
  const decode = (json: Parameters<typeof decodeTyped>[0], type: string) => decodeTyped(json, parseTypeText(type));
  expect(decode({ $decimal: '1.10' }, 'DECIMAL(5, 2)')).toBe(110);
  expect(decode({ $bigint: '9223372036854775807' }, 'BIGINT')).toBe(9223372036854775807n);
  expect(decode({ $duration: 'PT36H' }, 'INTERVAL DAY')).toBe(129_600_000);
  expect(decode({ $period: 'P-123M' }, 'INTERVAL MONTH')).toBe(-123);
  expect(decode({ $row: [1, 'a'] }, 'ROW<a INT, b STRING>')).toEqual([1, 'a']);
});
