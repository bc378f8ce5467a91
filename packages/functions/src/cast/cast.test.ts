import { MapValue, parseTypeText, type Value } from '@riffle/columns';
import { describe, expect, test } from 'vitest';
import { canCast, castProblem } from './can-cast.ts';
import { compileCast } from './compile-cast.ts';
import { inlineCast } from './inline-cast.ts';

function cast(value: Value, from: string, to: string, zone = 'UTC'): Value {
  return compileCast(parseTypeText(from), parseTypeText(to), { zone })(value);
}

describe('values', () => {
  const cases: readonly (readonly [Value, string, string, Value])[] = [
    [12345678901, 'BIGINT', 'INT', -539222987],
    [300, 'INT', 'TINYINT', 44],
    [9234568200, 'DOUBLE', 'INT', 2_147_483_647],
    [-1.9, 'DOUBLE', 'BIGINT', -1],
    [Number.NaN, 'DOUBLE', 'INT', 0],
    [9_123_870, 'DECIMAL(10, 3)', 'TINYINT', -93],
    [12345, 'INT', 'DECIMAL(6, 2)', null],
    [0.125, 'DOUBLE', 'DECIMAL(4, 2)', 13],
    [true, 'BOOLEAN', 'DECIMAL(3, 1)', 10],
    [0, 'INT', 'BOOLEAN', false],
    [' 42 ', 'STRING', 'INT', 42],
    ['1.9', 'STRING', 'BIGINT', 1],
    ['abcdef', 'STRING', 'CHAR(3)', 'abc'],
    [1.5, 'DOUBLE', 'STRING', '1.5'],
    [Uint8Array.of(1, 2, 3), 'BYTES', 'BINARY(2)', Uint8Array.of(1, 2)],
    [19_000, 'DATE', 'TIMESTAMP(3)', 1_641_600_000_000],
    [1_641_600_000_123_456, 'TIMESTAMP(6)', 'TIMESTAMP(3)', 1_641_600_000_123],
    [1_641_600_000_123, 'TIMESTAMP(3)', 'TIME(0)', 0],
    [['1', null], 'ARRAY<STRING>', 'ARRAY<INT>', [1, null]],
    [[1, 'x'], 'ROW<a INT, b STRING>', 'ROW<c STRING, d STRING>', ['1', 'x']],
    [new MapValue([[1, 2]]), 'MAP<INT, INT>', 'MAP<STRING, BIGINT>', new MapValue([['1', 2]])],
  ];

  test.each(cases)('%j from %s to %s', (value, from, to, expected) => {
    expect(cast(value, from, to)).toEqual(expected);
  });

  test('the session zone links TIMESTAMP_LTZ with the local types', () => {
    expect(cast(0, 'TIMESTAMP_LTZ(3)', 'TIMESTAMP(3)', 'Asia/Shanghai')).toBe(8 * 3_600_000);
    expect(cast(8 * 3_600_000, 'TIMESTAMP(3)', 'TIMESTAMP_LTZ(3)', 'Asia/Shanghai')).toBe(0);
    expect(cast('1970-01-01 08:00:00', 'STRING', 'TIMESTAMP_LTZ(3)', 'Asia/Shanghai')).toBe(0);
  });

  test('what cannot be read says so', () => {
    expect(() => cast('x', 'STRING', 'INT')).toThrow("Cannot cast 'x' to INT.");
  });
});

describe('which casts there are', () => {
  test.each([
    ['INT', 'DATE', false],
    ['DATE', 'TIME', false],
    ['ARRAY<INT>', 'ARRAY<DATE>', false],
    ['ROW<a INT>', 'ROW<a INT, b INT>', false],
    ['VARIANT', 'STRING', false],
    ['INTERVAL DAY TO SECOND', 'INT', false],
    ['BIGINT', 'INTERVAL DAY TO SECOND', true],
    ['MAP<INT, INT>', 'STRING', true],
    ['NULL', 'DATE', true],
  ])('%s to %s: %s', (from, to, expected) => {
    expect(canCast(parseTypeText(from), parseTypeText(to))).toBe(expected);
  });

  test('numbers and times name the functions that do it', () => {
    expect(castProblem(parseTypeText('INT'), parseTypeText('TIMESTAMP(3)'))).toContain('TO_TIMESTAMP(');
    expect(castProblem(parseTypeText('TIMESTAMP(3)'), parseTypeText('INT'))).toContain('UNIX_TIMESTAMP(');
  });
});

test('an inlined cast gives what the body gives', () => {
  const kinds = ['TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE', 'BOOLEAN', 'DECIMAL(20, 1)'];
  for (const from of kinds) {
    for (const to of kinds) {
      const [source, target] = [parseTypeText(from), parseTypeText(to)];
      const code = inlineCast('x', source, target);
      // Forms that call the inline scope are compared in compile.test.ts.
      if (code !== undefined && !/[a-z]+To[A-Z]/.test(code)) {
        const inlined = new Function('x', `return ${code}`) as (x: Value) => Value;
        const values = from === 'BOOLEAN' ? [true, false] : [0, 1, -7, 100];
        expect(values.map(inlined), `${from} to ${to}`).toEqual(values.map((value) => cast(value, from, to)));
      }
    }
  }
});
