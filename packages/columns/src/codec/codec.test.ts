import { seededRandom } from '@riffle/base';
import { describe, expect, test } from 'vitest';
import { parseTypeText } from '../type-parser.ts';
import { type LogicalType, types } from '../types.ts';
import { MapValue, normalizeLong, type Value, VariantValue } from '../values.ts';
import { formatDecimal, rescaleDecimal } from './decimal-text.ts';
import { formatValue } from './format-value.ts';
import { fromJson, toJson } from './json-value.ts';
import { formatDouble, formatFloat } from './number-text.ts';
import { parseValue } from './parse-value.ts';

const zone = { zone: 'Asia/Shanghai' };

describe('numbers print as in Java', () => {
  test.each([
    [1, '1.0'],
    [1e10, '1.0E10'],
    [-1e7, '-1.0E7'],
    [9999999, '9999999.0'],
    [0.001, '0.001'],
    [0.00001, '1.0E-5'],
    [-0, '-0.0'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [2 ** 60, '1.15292150460684698E18'],
    [123.456789, '123.456789'],
    [5e-324, '5.0E-324'],
  ])('%d', (value, text) => {
    expect(formatDouble(value)).toBe(text);
  });

  test('floats', () => {
    expect(formatFloat(Math.fround(123.456))).toBe('123.456');
    expect(formatFloat(Math.fround(12345678901))).toBe('1.23456788E10');
    expect(formatFloat(Math.fround(0.45))).toBe('0.45');
  });
});

describe('text of values', () => {
  const cases: readonly (readonly [string, Value, string])[] = [
    ['BOOLEAN', true, 'TRUE'],
    ['DECIMAL(5, 2)', -5, '-0.05'],
    ['DATE', 19_000, '2022-01-08'],
    ['TIMESTAMP(3)', 0, '1970-01-01 00:00:00.000'],
    ['TIMESTAMP_LTZ(0)', 0, '1970-01-01 08:00:00'],
    ['BYTES', Uint8Array.of(104, 105), 'hi'],
    ['ARRAY<INT>', [1, null], '[1, NULL]'],
    ['MAP<STRING, ROW<a DOUBLE, b BOOLEAN>>', new MapValue([['k', [1, false]]]), '{k=(1.0, FALSE)}'],
    ['INTERVAL YEAR TO MONTH', 14, '+1-02'],
    ['INTERVAL DAY TO SECOND', -129_600_000, '-1 12:00:00.000'],
    ['VARIANT', new VariantValue(new Map<string, bigint>([['a', 9007199254740993n]])), '{"a":9007199254740993}'],
  ];

  test.each(cases)('%s', (type, value, text) => {
    expect(formatValue(value, parseTypeText(type), zone)).toBe(text);
  });

  test('text is read as CAST reads it', () => {
    const read = (text: string, type: string) => parseValue(text, parseTypeText(type), zone);
    expect(read(' 1.9 ', 'INT')).toBe(1);
    expect(read('9223372036854775807', 'BIGINT')).toBe(9223372036854775807n);
    expect(read('9223372036854775808', 'BIGINT')).toBeUndefined();
    expect(read('', 'INT')).toBeUndefined();
    expect(read('1.235', 'DECIMAL(3, 2)')).toBe(124);
    expect(read('12.3', 'DECIMAL(3, 2)')).toBeUndefined();
    expect(read('yes', 'BOOLEAN')).toBe(true);
    expect(read('abcdef', 'CHAR(3)')).toBe('abc');
    expect(read('a', 'CHAR(3)')).toBe('a  ');
    expect(read('a', 'BINARY(2)')).toEqual(Uint8Array.of(97, 0));
    expect(read('1970-01-01 08:00:00', 'TIMESTAMP_LTZ(3)')).toBe(0);
    expect(read('1e3', 'DOUBLE')).toBe(1000);
    expect(read('x', 'DOUBLE')).toBeUndefined();
  });
});

describe('JSON form', () => {
  const seed = Number(process.env['SEED'] ?? 20_260_301);
  const random = seededRandom(seed);

  function randomLong(bits: number): Value {
    const digits = BigInt(random.integer(0, 2 ** 32)) * 2n ** 32n + BigInt(random.integer(0, 2 ** 32));
    return normalizeLong(BigInt.asIntN(bits, digits >> BigInt(random.integer(0, 60))));
  }

  const generators: readonly (readonly [LogicalType, () => Value])[] = [
    [types.boolean(), () => random.next() < 0.5],
    [types.int(), () => random.integer(-(2 ** 31), 2 ** 31 - 1)],
    [types.bigint(), () => randomLong(64)],
    [types.decimal(20, 4), () => randomLong(62)],
    [types.double(), () => random.pick([random.next() * 1e300, -0, Number.NaN, Number.POSITIVE_INFINITY])],
    [types.string(), () => random.pick(['', 'a"b', '😀'])],
    [types.bytes(), () => Uint8Array.of(random.integer(0, 255), 0)],
    [types.date(), () => random.integer(-700_000, 2_000_000)],
    [types.time(3), () => random.integer(0, 86_399_999)],
    [types.timestamp(6), () => random.integer(-(2 ** 50), 2 ** 50)],
    [types.timestampLtz(9), () => randomLong(62)],
    [types.dayTimeInterval(), () => random.integer(-(2 ** 50), 2 ** 50)],
    [types.variant(), () => new VariantValue(new Map([['x', [1, 2n, 'a', null, Uint8Array.of(1)]]]))],
  ];

  test(`every value comes back (seed ${seed})`, () => {
    for (let i = 0; i < 2_000; i++) {
      const [type, make] = random.pick(generators);
      const value = make();
      const nested = types.row([
        { name: 'a', type: types.array(type) },
        { name: 'm', type: types.map(types.int(), type) },
      ]);
      const row = [[value, null], new MapValue([[1, value]])];
      const json = JSON.parse(JSON.stringify(toJson(row, nested)));
      expect(fromJson(json, nested)).toEqual(row);
    }
  });

  test('what toJson never gives is refused', () => {
    expect(() => fromJson('x', types.bigint())).toThrow('"x" is not the JSON form of a BIGINT value.');
    expect(() => fromJson([1], types.row([]))).toThrow('is not the JSON form of a ROW value.');
  });
});

test('rescaling rounds halves away from zero', () => {
  expect([15, -15, 14].map((value) => rescaleDecimal(value, 1, 0))).toEqual([2, -2, 1]);
  expect(formatDecimal(rescaleDecimal(123, 2, 30), 30)).toBe(`1.23${'0'.repeat(28)}`);
});
