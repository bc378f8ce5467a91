import { seededRandom } from '@riffle/base';
import { type Long, normalizeLong, types } from '@riffle/columns';
import { describe, expect, test } from 'vitest';
import { addDecimals, divideDecimals, multiplyDecimals } from './decimal.ts';
import { addLong, divideLong, doubleToLong, moduloLong, multiplyLong, subtractLong } from './long.ts';
import { compareText } from './text-order.ts';
import { comparatorOf, keyOf } from './value-order.ts';

const seed = Number(process.env['SEED'] ?? 42);
const random = seededRandom(seed);

function anyLong(): Long {
  const bits = BigInt(random.integer(0, 2 ** 32)) * 2n ** 32n + BigInt(random.integer(0, 2 ** 32));
  return normalizeLong(BigInt.asIntN(64, bits) >> BigInt(random.integer(0, 63)));
}

describe(`BIGINT arithmetic agrees with big integers (seed ${seed})`, () => {
  const operations = [
    [addLong, (a: bigint, b: bigint) => a + b],
    [subtractLong, (a: bigint, b: bigint) => a - b],
    [multiplyLong, (a: bigint, b: bigint) => a * b],
    [divideLong, (a: bigint, b: bigint) => a / b],
    [moduloLong, (a: bigint, b: bigint) => a % b],
  ] as const;

  test('for random operands', () => {
    for (let i = 0; i < 20_000; i++) {
      const [operation, reference] = random.pick(operations);
      const [a, b] = [anyLong(), anyLong()];
      if (b !== 0) {
        const result = operation(a, b);
        expect(result).toBe(normalizeLong(BigInt.asIntN(64, reference(BigInt(a), BigInt(b)))));
        expect(Object.is(result, -0)).toBe(false);
      }
    }
  });

  test('division by zero is an error', () => {
    expect(() => divideLong(1, 0)).toThrow('Division by zero.');
  });

  test('doubles outside the range stop at its ends', () => {
    expect([1e30, -1e30, Number.NaN, -1.9].map(doubleToLong)).toEqual([2n ** 63n - 1n, -(2n ** 63n), 0, -1]);
  });
});

test('decimals are exact and NULL when they overflow', () => {
  const [a, b] = [types.decimal(38, 10), types.decimal(38, 28)];
  expect(addDecimals(a, b, types.decimal(38, 9))(1_000_123_456_789, 2000123456789012345678901234567n)).toBe(
    300024691358,
  );
  expect(multiplyDecimals(types.decimal(5, 2), types.decimal(5, 2), types.decimal(4, 4))(99999, 99999)).toBeNull();
  expect(divideDecimals(types.decimal(20, 2), types.decimal(2, 1), types.decimal(25, 6))(100, 30)).toBe(333333);
});

describe('order', () => {
  test('texts are ordered by code point', () => {
    expect(['\u{1f600}', '\uffee', 'a', ''].sort(compareText)).toEqual(['', 'a', '\uffee', '\u{1f600}']);
  });

  test('rows field by field, NULL first', () => {
    const type = types.row([
      { name: 'a', type: types.int() },
      { name: 'b', type: types.string() },
    ]);
    const rows = [
      [1, 'b'],
      [null, 'z'],
      [1, null],
    ];
    expect(rows.sort(comparatorOf(type))).toEqual([
      [null, 'z'],
      [1, null],
      [1, 'b'],
    ]);
    expect(keyOf(type)([1, 'b'])).toBe(keyOf(type)([1, 'b']));
  });
});
