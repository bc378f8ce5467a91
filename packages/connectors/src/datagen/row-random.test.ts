import { describe, expect, it } from 'vitest';
import { RowRandom } from './row-random.ts';

const BLOCK = 2 ** 32;
const BITS = [1543976698, 3623956996, 1382035995, 3943595051, 1474403228];

describe('random numbers of rows', () => {
  it('stay what they are: a checkpoint goes on with the rows it would have given', () => {
    const random = new RowRandom(42, 3);
    const rows = [0, 1, BLOCK - 1, BLOCK, 5 * BLOCK + 7];
    expect(rows.map((row) => random.bits(row))).toEqual(BITS);
  });

  it.each([
    { first: 0, step: 1 },
    { first: 5, step: 3 },
    { first: BLOCK - 4, step: 1 },
    { first: 3 * BLOCK - 10, step: 7 },
  ])('fill columns with those of single rows (%j)', ({ first, step }) => {
    const random = new RowRandom(7, 1);
    const expected = (min: number, span: number): number[] =>
      Array.from({ length: 20 }, (_, i) => min + Math.floor((random.bits(first + i * step) / BLOCK) * span));
    const rows = { first, step, count: 20 };
    const ints = new Int32Array(20);
    random.fillIntegers(ints, rows, { min: -500, span: 1_000 });
    const longs = new Float64Array(20);
    random.fillIntegers(longs, rows, { min: 2 ** 40, span: BLOCK });
    expect([[...ints], [...longs]]).toEqual([expected(-500, 1_000), expected(2 ** 40, BLOCK)]);
  });
});
