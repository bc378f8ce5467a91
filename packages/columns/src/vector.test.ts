import { describe, expect, it } from 'vitest';
import { newArrays } from './arrays.ts';
import { types } from './types.ts';
import type { Value } from './values.ts';
import { takeRows, type Vector, VectorBuilder, valueAt, vectorOf } from './vector.ts';

function valuesOf(vector: Vector, count: number): Value[] {
  return Array.from({ length: count }, (_, row) => valueAt(vector, row));
}

describe('a vector builder', () => {
  it.each([
    [types.int(), 1, 7],
    [types.bigint(), 2n ** 60n, 7],
    [types.bigint(), 1, null],
    [types.string(), 'a', 'b'],
    [types.boolean(), false, true],
  ])('repeats a value of %j among others', (type, other, value) => {
    const builder = new VectorBuilder(type, 2);
    builder.append(other);
    builder.appendRepeated(value, 5);
    builder.append(other);
    expect(valuesOf(builder.finish(), 7)).toEqual([other, value, value, value, value, value, other]);
  });

  it('repeats a value in a builder that was emptied', () => {
    const builder = new VectorBuilder(types.int(), 2);
    builder.append(1);
    builder.finish();
    builder.appendRepeated(3, 4);
    expect([builder.length, valuesOf(builder.finish(), 4)]).toEqual([4, [3, 3, 3, 3]]);
  });
});

describe('taking rows', () => {
  it('fills the arrays it is given, which may be longer', () => {
    const lent = { ints: new Int32Array(8), doubles: new Float64Array(8) };
    const arrays = { ...newArrays, ints: () => lent.ints, doubles: () => lent.doubles };
    const selection = { rows: Int32Array.of(2, 0, 9), count: 2 };
    const ints = takeRows(vectorOf(types.int(), [1, 2, 3]), selection, arrays);
    const longs = takeRows(vectorOf(types.bigint(), [4, null, null]), selection, arrays);
    expect([ints.values === lent.ints, longs.values === lent.doubles]).toEqual([true, true]);
    expect([valuesOf(ints, 2), valuesOf(longs, 2)]).toEqual([
      [3, 1],
      [null, 4],
    ]);
  });
});
