import { type LogicalType, MapValue, notNull, types, type Value } from '@riffle/columns';
import { describe, expect, test } from 'vitest';
import type { TableFunction } from '../contract.ts';
import {
  callScalar,
  column,
  constant,
  scalarNamed,
  TEST_CONTEXT,
  type TestArgument,
  text,
} from '../testing/scalar-call.ts';
import { collectionFunctions } from './index.ts';

function call(name: string, ...args: TestArgument[]): Value {
  return callScalar(scalarNamed(collectionFunctions, name), args).value;
}

function typeOf(name: string, ...args: TestArgument[]): LogicalType {
  return callScalar(scalarNamed(collectionFunctions, name), args).type;
}

const ints = (...values: (number | null)[]): TestArgument => column(types.array(types.int()), values);
const noInts = column(types.array(types.int()), null);
const strings = (...values: (string | null)[]): TestArgument => column(types.array(types.string()), values);
const int = (value: number | null): TestArgument => constant(types.int(), value);

describe('one element', () => {
  test('is found, NULL included, and by value', () => {
    expect(call('ARRAY_CONTAINS', ints(1, null), int(null))).toBe(true);
    expect(call('ARRAY_CONTAINS', noInts, int(1))).toBeNull();
    const nested = column(types.array(types.row([{ name: 'a', type: types.int() }])), [[1], [2], null]);
    expect(call('ARRAY_CONTAINS', nested, column(types.row([{ name: 'x', type: types.int() }]), [2]))).toBe(true);
    expect([call('ARRAY_POSITION', ints(null, 1, 2, 2), int(2)), call('ARRAY_POSITION', ints(1), int(5))]).toEqual([
      3, 0,
    ]);
  });

  test('is added and removed', () => {
    expect(call('ARRAY_APPEND', ints(1), int(null))).toEqual([1, null]);
    expect(call('ARRAY_PREPEND', ints(1), int(2))).toEqual([2, 1]);
    expect(call('ARRAY_REMOVE', ints(1, 2, null, 2), int(2))).toEqual([1, null]);
    expect(call('ARRAY_REMOVE', ints(1, null), int(null))).toEqual([1]);
  });

  test('decides what may be NULL', () => {
    const whole = column(types.array(notNull(types.int())), [1]);
    expect(typeOf('ARRAY_APPEND', whole, int(2))).toEqual(types.array(notNull(types.int())));
    expect(typeOf('ARRAY_APPEND', whole, constant(types.null(), null))).toEqual(types.array(types.int()));
    expect(typeOf('ARRAY_CONTAINS', { ...whole, type: notNull(whole.type) }, int(null))).toEqual(
      notNull(types.boolean()),
    );
  });

  test('must be of the type of the others', () => {
    expect(() => call('ARRAY_APPEND', strings('a'), int(1))).toThrow('ARRAY_APPEND(<ARRAY>, <ARRAY ELEMENT>)');
    expect(() => call('ARRAY_POSITION', int(1), int(1))).toThrow('Invalid input arguments');
  });
});

describe('sets', () => {
  test('keep the order of first appearance and hold NULL for one value', () => {
    expect(call('ARRAY_DISTINCT', ints(null, 2, 1, 2, null))).toEqual([null, 2, 1]);
    expect(call('ARRAY_UNION', ints(1, 2), ints(2, null))).toEqual([1, 2, null]);
    expect(call('ARRAY_EXCEPT', ints(1, 2, 3, 2, 4), ints(2, 2))).toEqual([1, 3, 4]);
    expect(call('ARRAY_INTERSECT', ints(null, null, 1), ints(null, 42))).toEqual([null]);
    expect(call('ARRAY_CONCAT', ints(1), ints(1, null), ints())).toEqual([1, 1, null]);
    expect(call('ARRAY_REVERSE', ints(1, 2, null))).toEqual([null, 2, 1]);
    expect(call('ARRAY_UNION', noInts, ints(1))).toBeNull();
    expect(() => call('ARRAY_EXCEPT', ints(1), strings('a'))).toThrow('ARRAY_EXCEPT(<COMMON>, <COMMON>)');
  });
});

describe('order', () => {
  test('extremes leave NULL aside', () => {
    expect([
      call('ARRAY_MAX', ints(1, 3, null)),
      call('ARRAY_MIN', strings('b', 'a', null)),
      call('ARRAY_MAX', ints()),
    ]).toEqual([3, 'a', null]);
    expect(() => call('ARRAY_MAX', column(types.array(types.boolean()), [true]))).toThrow('ARRAY_MAX(ARRAY<BOOLEAN>)');
  });

  test('sorting says where NULL goes', () => {
    const bool = (value: boolean): TestArgument => constant(types.boolean(), value);
    expect(call('ARRAY_SORT', ints(2, null, 1))).toEqual([null, 1, 2]);
    expect(call('ARRAY_SORT', ints(2, null, 1), bool(false))).toEqual([2, 1, null]);
    expect(call('ARRAY_SORT', ints(2, null, 1), bool(true), bool(false))).toEqual([1, 2, null]);
  });

  test.each([
    [-123, -231, []],
    [-3, undefined, [3, 4, 5]],
    [0, 9, [1, 2, 3, 4, 5]],
    [1, 0, [1]],
    [-6, -5, [1]],
    [20, 30, []],
  ] as const)('slice %s to %s', (start, end, expected) => {
    expect(call('ARRAY_SLICE', ints(1, 2, 3, 4, 5), int(start), ...(end === undefined ? [] : [int(end)]))).toEqual(
      expected,
    );
  });

  test('joining and splitting', () => {
    expect(call('ARRAY_JOIN', strings(null, 'a', null, 'b'), text('+'))).toBe('a+b');
    expect(call('ARRAY_JOIN', strings(null, 'a'), text('+'), text(''))).toBe('+a');
    expect(call('SPLIT', text(',1,23,'), text(','))).toEqual(['', '1', '23', '']);
    expect(call('SPLIT', text('1😀'), text(''))).toEqual(['1', '😀']);
  });
});

describe('maps', () => {
  const numbers = types.map(types.int(), types.int());
  const map = (...entries: [number | null, number][]): TestArgument => column(numbers, new MapValue(entries));

  test('keys, values and entries', () => {
    expect([call('MAP_KEYS', map([1, 2])), call('MAP_VALUES', map([1, 2])), call('MAP_ENTRIES', map([1, 2]))]).toEqual([
      [1],
      [2],
      [[1, 2]],
    ]);
  });

  test('of equal keys the last counts, NULL being a key', () => {
    expect(call('MAP_UNION', map([null, 3], [1, 3]), map([null, 8]))).toEqual(
      new MapValue([
        [null, 8],
        [1, 3],
      ]),
    );
    expect(call('MAP_FROM_ARRAYS', ints(1, 1), ints(2, 3))).toEqual(new MapValue([[1, 3]]));
    expect(() => call('MAP_FROM_ARRAYS', ints(1), ints(2, 3))).toThrow(
      'keys array 1 is not equal to the length of the values array 2',
    );
    expect(() => call('MAP_UNION', map(), ints(1))).toThrow('MAP_UNION');
  });

  test('access', () => {
    expect([call('ITEM', map([1, 2]), int(1)), call('ITEM', map([1, 2]), int(9))]).toEqual([2, null]);
    expect(call('CARDINALITY', map([1, 2], [2, 3]))).toBe(2);
    expect(() => call('ITEM', map(), text('a'))).toThrow('keys of this map are of type INT');
  });
});

test('array access counts from 1', () => {
  expect([1, 3].map((i) => call('ITEM', ints(5, 6), column(types.int(), i)))).toEqual([5, null]);
  expect(() => call('ITEM', ints(5), int(0))).toThrow('needs an index starting at 1 but was 0');
  expect(call('ITEM', column(types.row([{ name: 'a', type: types.int() }]), [7]), text('a'))).toBe(7);
});

test('ELEMENT takes one element or none', () => {
  expect([call('ELEMENT', ints(4)), call('ELEMENT', ints())]).toEqual([4, null]);
  expect(() => call('ELEMENT', ints(1, 2))).toThrow('at most one element');
});

describe('UNNEST', () => {
  function unnest(name: string, type: LogicalType, value: Value): readonly (readonly Value[])[] {
    const definition = collectionFunctions.find((each) => each.name === name) as TableFunction;
    const inference = definition.infer([{ type }]);
    if (!inference.ok) {
      throw new Error(inference.message);
    }
    return definition.compile({ ...inference, literals: [undefined], context: TEST_CONTEXT })(value);
  }

  test('gives a row for each element', () => {
    const rows = types.array(
      types.row([
        { name: 'a', type: types.int() },
        { name: 'b', type: types.int() },
      ]),
    );
    expect(unnest('UNNEST', types.array(types.int()), [1, null])).toEqual([[1], [null]]);
    expect(unnest('UNNEST', rows, [[1, 2], null])).toEqual([
      [1, 2],
      [null, null],
    ]);
    expect(unnest('UNNEST', types.map(types.int(), types.int()), new MapValue([[1, 2]]))).toEqual([[1, 2]]);
    expect(unnest('UNNEST', types.multiset(types.string()), new MapValue([['a', 2]]))).toEqual([['a'], ['a']]);
    expect(unnest('UNNEST WITH ORDINALITY', types.array(types.string()), ['x', 'y'])).toEqual([
      ['x', 1],
      ['y', 2],
    ]);
    expect(unnest('UNNEST', types.array(types.int()), null)).toEqual([]);
  });
});
