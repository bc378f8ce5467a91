import type { Value } from '@riffle/columns';
import { types } from '@riffle/columns';
import { describe, expect, test } from 'vitest';
import { compileRowExpression } from '../compile/compile.ts';
import { callOf, col, evaluate, lit, testContext } from '../testing/bound-calls.ts';

type Literal = readonly [Value, string];

function call(name: string, ...args: readonly Literal[]): Value {
  return evaluate(name, ...args.map(([value, type]) => lit(value, type)));
}

describe('comparison', () => {
  const cases: readonly (readonly [string, Literal, Literal, Value])[] = [
    ['=', [100, 'DECIMAL(8, 2)'], [10_000, 'DECIMAL(8, 4)'], true],
    ['<', [123, 'DECIMAL(38, 38)'], [1, 'INT'], true],
    ['=', [1, 'INT'], [1, 'DOUBLE'], true],
    ['>', ['b', 'STRING'], ['a', 'CHAR(1)'], true],
    ['<>', [[1, 2], 'ARRAY<INT>'], [[1, 2], 'ARRAY<INT>'], false],
    ['=', [null, 'INT'], [1, 'INT'], null],
    ['<=', [0, 'TIMESTAMP(3)'], [0, 'TIMESTAMP(6)'], true],
    ['=', [0, 'DATE'], ['1970-01-01', 'STRING'], true],
    ['IS DISTINCT FROM', [null, 'INT'], [null, 'INT'], false],
    ['IS NOT DISTINCT FROM', [1, 'INT'], [null, 'INT'], false],
    ['GREATEST', [1, 'INT'], [2, 'BIGINT'], 2],
    ['LEAST', [1, 'INT'], [null, 'INT'], null],
    ['NULLIF', [100, 'DECIMAL(8, 2)'], [1, 'DOUBLE'], null],
    ['COALESCE', [null, 'INT'], [250, 'DECIMAL(5, 2)'], 250],
  ];

  test.each(cases)('%s %j %j', (name, left, right, expected) => {
    expect(call(name, left, right)).toEqual(expected);
  });

  test('texts and numbers are not compared, and collections have no order', () => {
    expect(() => call('=', ['1', 'STRING'], [1, 'INT'])).toThrow(
      'implicit type conversion between VARCHAR and INTEGER',
    );
    expect(() => call('<', [[1], 'ARRAY<INT>'], [[2], 'ARRAY<INT>'])).toThrow('have no order');
    expect(() => call('=', ['x', 'STRING'], [1, 'DATE'])).toThrow("'x' cannot be read as DATE");
  });

  test('a computed text that is no time compares with nothing', () => {
    const equal = compileRowExpression(callOf('=', col(0, types.string()), col(1, types.date())), testContext);
    expect([equal(['x', 0]), equal(['1970-01-01', 0])]).toEqual([null, true]);
  });
});
