import { serializeType, type Value } from '@riffle/columns';
import { describe, expect, test } from 'vitest';
import { callOf, evaluate, lit } from '../testing/bound-calls.ts';
import { JavaRandom } from './java-random.ts';

type Literal = readonly [Value, string];

function call(name: string, ...args: readonly Literal[]): Value {
  return evaluate(name, ...args.map(([value, type]) => lit(value, type)));
}

function typeOf(name: string, ...args: readonly Literal[]): string {
  return serializeType(callOf(name, ...args.map(([value, type]) => lit(value, type))).type);
}

describe('operators', () => {
  const cases: readonly (readonly [string, readonly Literal[], string, Value])[] = [
    [
      '+',
      [
        [2_147_483_647, 'INT'],
        [1, 'INT'],
      ],
      'INT NOT NULL',
      -2_147_483_648,
    ],
    [
      '+',
      [
        [127, 'TINYINT'],
        [1, 'TINYINT'],
      ],
      'TINYINT NOT NULL',
      -128,
    ],
    [
      '*',
      [
        [3_037_000_500, 'BIGINT'],
        [3_037_000_500, 'BIGINT'],
      ],
      'BIGINT NOT NULL',
      -9223372036709301616n,
    ],
    [
      '/',
      [
        [7, 'INT'],
        [-2, 'INT'],
      ],
      'INT NOT NULL',
      -3,
    ],
    [
      '%',
      [
        [-7, 'BIGINT'],
        [2, 'INT'],
      ],
      'INT NOT NULL',
      -1,
    ],
    [
      '/',
      [
        [100, 'DECIMAL(20, 2)'],
        [30, 'DECIMAL(2, 1)'],
      ],
      'DECIMAL(25, 6) NOT NULL',
      333_333,
    ],
    [
      '%',
      [
        [300, 'DECIMAL(10, 2)'],
        [7, 'INT'],
      ],
      'DECIMAL(10, 2) NOT NULL',
      300,
    ],
    [
      '+',
      [
        [0.1, 'FLOAT'],
        [1, 'INT'],
      ],
      'FLOAT NOT NULL',
      Math.fround(1.1),
    ],
    ['-', [[5, 'INT']], 'INT NOT NULL', -5],
    ['-', [[-128, 'TINYINT']], 'TINYINT NOT NULL', -128],
    [
      '+',
      [
        [0, 'DATE'],
        [2, 'INTERVAL MONTH'],
      ],
      'DATE NOT NULL',
      59,
    ],
  ];

  test.each(cases)('%s, case %#', (name, args, type, value) => {
    expect([typeOf(name, ...args), call(name, ...args)]).toEqual([type, value]);
  });

  test('what does not go together is refused with both types', () => {
    expect(() => call('+', ['a', 'STRING'], [1, 'INT'])).toThrow("Cannot apply '+' to arguments of type");
  });
});

describe('rounding', () => {
  const cases: readonly (readonly [string, readonly Literal[], string, Value])[] = [
    [
      'ROUND',
      [
        [125_315, 'DECIMAL(6, 3)'],
        [0, 'INT'],
      ],
      'DECIMAL(4, 0) NOT NULL',
      125,
    ],
    [
      'ROUND',
      [
        [646_646, 'DECIMAL(10, 3)'],
        [-2, 'INT'],
      ],
      'DECIMAL(8, 0) NOT NULL',
      600,
    ],
    ['ROUND', [[2.5, 'DOUBLE']], 'DOUBLE NOT NULL', 3],
    [
      'ROUND',
      [
        [1.005, 'DOUBLE'],
        [2, 'INT'],
      ],
      'DOUBLE NOT NULL',
      1.01,
    ],
    [
      'ROUND',
      [
        [155, 'INT'],
        [-1, 'INT'],
      ],
      'INT NOT NULL',
      160,
    ],
    [
      'TRUNCATE',
      [
        [-1.99, 'DOUBLE'],
        [1, 'INT'],
      ],
      'DOUBLE NOT NULL',
      -1.9,
    ],
    ['CEIL', [[314, 'DECIMAL(10, 2)']], 'DECIMAL(10, 0) NOT NULL', 4],
    ['FLOOR', [[-314, 'DECIMAL(10, 2)']], 'DECIMAL(10, 0) NOT NULL', -4],
    ['SIGN', [[-314, 'DECIMAL(10, 2)']], 'DECIMAL(10, 2) NOT NULL', -100],
    ['ABS', [[-9223372036854775808n, 'BIGINT']], 'BIGINT NOT NULL', -9223372036854775808n],
  ];

  test.each(cases)('%s, case %#', (name, args, type, value) => {
    expect([typeOf(name, ...args), call(name, ...args)]).toEqual([type, value]);
  });
});

test('digits', () => {
  expect(call('BIN', [-1, 'INT'])).toBe('1'.repeat(64));
  expect(call('HEX', ['ö', 'STRING'])).toBe('C3B6');
  expect(call('UNHEX', ['C3B6', 'STRING'])).toEqual(Uint8Array.of(0xc3, 0xb6));
  expect(call('UNHEX', ['1-', 'STRING'])).toBeNull();
});

test("seeded random numbers are Java's", () => {
  expect(new JavaRandom(1).nextDouble()).toBe(0.7308781907032909);
  expect(new JavaRandom(5).nextInt(10)).toBe(7);
  expect(call('RAND', [10, 'INT'])).toBe(0.7304302967434272);
});
