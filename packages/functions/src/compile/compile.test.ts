import { seededRandom } from '@riffle/base';
import { batchOf, type LogicalType, rowAt, types, type Value, valueAt } from '@riffle/columns';
import type { Expression } from '@riffle/plan';
import { describe, expect, test } from 'vitest';
import { callOf, col, lit, testContext } from '../testing/bound-calls.ts';
import { compileExpression, compileFilter, compileRowExpression } from './compile.ts';
import { interpretExpression } from './interpret.ts';

const COLUMNS: readonly LogicalType[] = [
  types.int(),
  types.bigint(),
  types.double(),
  types.decimal(10, 2),
  types.boolean(),
  types.string(),
  types.decimal(30, 10),
];
const [INT, BIGINT, DOUBLE, DECIMAL, BOOLEAN, STRING, WIDE] = COLUMNS.map((type, i) => col(i, type)) as [
  Expression,
  Expression,
  Expression,
  Expression,
  Expression,
  Expression,
  Expression,
];

const BIG = 9_007_199_254_740_993n;
const ROWS: readonly (readonly Value[])[] = [
  [1, 2, 0.5, 150, true, 'a', 10_000_000_000],
  [null, BIG, null, null, null, null, null],
  [-2_147_483_648, -3, Number.NaN, -1, false, '', -5],
  [2_147_483_647, 9_007_199_254_740_991, 1e300, 99_999_999, true, '😀', 12345678901234567890n],
  [0, 0, -0, 0, null, 'b', 0],
];

const cast = (arg: Expression, type: LogicalType, mode: 'cast' | 'try' = 'cast'): Expression => ({
  kind: 'cast',
  mode,
  arg,
  type,
});

const EXPRESSIONS: Readonly<Record<string, Expression>> = {
  'INT + 1 wraps': callOf('+', INT, lit(1, 'INT')),
  'BIGINT + BIGINT': callOf('+', BIGINT, BIGINT),
  'BIGINT * INT': callOf('*', BIGINT, INT),
  'DOUBLE + INT': callOf('+', DOUBLE, INT),
  'DECIMAL + INT': callOf('+', DECIMAL, INT),
  'DECIMAL * DECIMAL': callOf('*', DECIMAL, DECIMAL),
  'WIDE * WIDE overflows to NULL': callOf('*', WIDE, WIDE),
  'DECIMAL < WIDE': callOf('<', DECIMAL, WIDE),
  'STRING < text': callOf('<', STRING, lit('b', 'STRING')),
  'three-valued AND': callOf('AND', BOOLEAN, callOf('>', INT, lit(0, 'INT'))),
  'three-valued OR': callOf('OR', callOf('>', INT, lit(0, 'INT')), BOOLEAN),
  NOT: callOf('NOT', BOOLEAN),
  'TO_TIMESTAMP_LTZ of milliseconds is NULL outside the calendar': callOf('TO_TIMESTAMP_LTZ', BIGINT, lit(3, 'INT')),
  'TO_TIMESTAMP_LTZ of seconds': callOf('TO_TIMESTAMP_LTZ', INT, lit(0, 'INT')),
  'CASE without ELSE': callOf(
    'CASE',
    BOOLEAN,
    STRING,
    callOf('IS NULL', BOOLEAN),
    lit('none', 'STRING'),
    lit(null, 'NULL'),
  ),
  COALESCE: callOf('COALESCE', INT, lit(7, 'INT')),
  'IS DISTINCT FROM': callOf('IS DISTINCT FROM', INT, lit(1, 'INT')),
  'cast to text': cast(WIDE, types.string()),
  'TRY_CAST of text': cast(STRING, types.int(), 'try'),
  'cast DOUBLE to BIGINT': cast(DOUBLE, types.bigint()),
  NULLIF: callOf('NULLIF', INT, lit(0, 'INT')),
  'common parts once': callOf('+', callOf('*', BIGINT, BIGINT), callOf('*', BIGINT, BIGINT)),
};

describe('generated code gives what the interpreter gives', () => {
  const batch = batchOf(COLUMNS, ROWS);
  test.each(Object.keys(EXPRESSIONS))('%s', (name) => {
    const expression = EXPRESSIONS[name] as Expression;
    const reference = interpretExpression(expression, testContext);
    const byRow = compileRowExpression(expression, testContext);
    const vector = compileExpression(expression, COLUMNS, testContext)(batch);
    const expected = ROWS.map((row) => reference(row));
    expect(ROWS.map((row) => byRow(row))).toEqual(expected);
    expect(ROWS.map((_, i) => valueAt(vector, i))).toEqual(expected);
  });

  const seed = Number(process.env['SEED'] ?? 7);
  test(`for random expressions over random rows (seed ${seed})`, () => {
    const random = seededRandom(seed);
    const anyNumber = (depth: number): Expression => {
      if (depth === 0) {
        return random.pick([INT, BIGINT, DOUBLE, DECIMAL, WIDE, lit(3, 'INT'), lit(2.5, 'DOUBLE')]);
      }
      if (random.next() < 0.2) {
        return callOf('CASE', anyCondition(depth - 1), anyNumber(depth - 1), anyNumber(depth - 1));
      }
      return callOf(random.pick(['+', '-', '*']), anyNumber(depth - 1), anyNumber(depth - 1));
    };
    const anyCondition = (depth: number): Expression => {
      if (depth === 0) {
        return random.pick([BOOLEAN, callOf('IS NULL', INT)]);
      }
      return random.pick([
        () => callOf('AND', anyCondition(depth - 1), anyCondition(depth - 1)),
        () => callOf('OR', anyCondition(depth - 1), anyCondition(depth - 1)),
        () => callOf('NOT', anyCondition(depth - 1)),
        () => callOf(random.pick(['<', '=', '>=']), anyNumber(depth - 1), anyNumber(depth - 1)),
      ])();
    };
    const batch = batchOf(COLUMNS, ROWS);
    for (let i = 0; i < 300; i++) {
      const expression = random.next() < 0.5 ? anyNumber(3) : anyCondition(3);
      const reference = interpretExpression(expression, testContext);
      const vector = compileExpression(expression, COLUMNS, testContext)(batch);
      expect(ROWS.map((_, row) => valueAt(vector, row))).toEqual(ROWS.map((row) => reference(row)));
    }
  });
});

test('a batch without NULLs stays exact beyond 2^53, before and after it has met such a long', () => {
  const evaluate = compileExpression(callOf('+', BIGINT, BIGINT), COLUMNS, testContext);
  const run = (value: Value): Value => valueAt(evaluate(batchOf(COLUMNS, [[1, value, 1, 1, true, '', 1]])), 0);
  expect([run(4), run(9_007_199_254_740_991), run(BIG), run(5)]).toEqual([8, 18_014_398_509_481_982n, 2n * BIG, 10]);
});

describe('what is not evaluated cannot fail', () => {
  const division = callOf('/', lit(10, 'INT'), INT);
  const guarded = callOf('AND', callOf('<>', INT, lit(0, 'INT')), callOf('>', division, lit(1, 'INT')));

  test('AND stops at FALSE', () => {
    const out = new Int32Array(2);
    const batch = batchOf([types.int()], [[0], [5]]);
    expect(compileFilter(guarded, [types.int()], testContext)(batch, out)).toBe(1);
    expect(out[0]).toBe(1);
  });

  test('an unguarded division by zero fails', () => {
    const batch = batchOf([types.int()], [[0]]);
    expect(() => compileExpression(division, [types.int()], testContext)(batch)).toThrow('Division by zero.');
  });
});

test('a filter keeps the rows whose condition is TRUE, not those where it is NULL', () => {
  const batch = batchOf([types.int()], [[1], [null], [-1], [3]]);
  const out = new Int32Array(4);
  const count = compileFilter(callOf('>', INT, lit(0, 'INT')), [types.int()], testContext)(batch, out);
  expect([...out.subarray(0, count)]).toEqual([0, 3]);
});

test('an input or a constant needs no loop', () => {
  const batch = batchOf([types.int()], [[4], [5]]);
  expect(compileExpression(INT, [types.int()], testContext)(batch)).toBe(batch.columns[0]);
  const constant = compileExpression(lit('x', 'STRING'), [], testContext)(batch);
  expect([valueAt(constant, 0), valueAt(constant, 1)]).toEqual(['x', 'x']);
});

test('IN over constants is a look into a set, NULL for NULL', () => {
  const member = Array.from({ length: 20 }, (_, i) => callOf('=', STRING, lit(`x${i}`, 'STRING'))).reduce(
    (left, right) => callOf('OR', left, right),
  );
  const vector = compileExpression(
    member,
    COLUMNS,
    testContext,
  )(
    batchOf(
      COLUMNS,
      ['x3', 'y', null].map((text) => [1, 1, 1, 1, true, text, 1]),
    ),
  );
  expect([0, 1, 2].map((row) => valueAt(vector, row))).toEqual([true, false, null]);
});

test('a CASE of a thousand branches and an OR of ten thousand operands compile', () => {
  const branches = Array.from({ length: 1_000 }, (_, i) => [callOf('=', INT, lit(i, 'INT')), lit(i * 2, 'INT')]).flat();
  const chosen = callOf('CASE', ...branches, lit(-1, 'INT'));
  const items = Array.from({ length: 10_000 }, (_, i) => callOf('=', INT, lit(i * 3, 'INT')));
  const member = items.reduce((left, right) => ({
    kind: 'call',
    name: 'OR',
    args: [left, right],
    type: types.boolean(),
  }));
  const batch = batchOf([types.int()], [[999], [5_000]]);
  const values = compileExpression(chosen, [types.int()], testContext)(batch);
  expect([valueAt(values, 0), valueAt(values, 1)]).toEqual([1998, -1]);
  expect(compileFilter(member, [types.int()], testContext)(batch, new Int32Array(2))).toBe(1);
  expect(rowAt(batch, 0)).toEqual([999]);
});
