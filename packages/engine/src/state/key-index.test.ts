import { seededRandom } from '@riffle/base';
import { batchOf, types, type Value } from '@riffle/columns';
import { describe, expect, it } from 'vitest';
import { KeyIndex } from './key-index.ts';
import { NumberMap } from './number-map.ts';

describe('number map', () => {
  it('agrees with Map through random sets and deletes, NaN and fractions included', () => {
    const random = seededRandom(7);
    const ours = new NumberMap();
    const theirs = new Map<number, number>();
    const keys = [Number.NaN, 0, 0.5, -1, 2 ** 40, ...Array.from({ length: 200 }, (_, i) => i * 16)];
    for (let step = 0; step < 20_000; step++) {
      const key = random.pick(keys);
      if (random.next() < 0.4) {
        expect(ours.delete(key)).toBe(theirs.delete(key));
      } else {
        ours.set(key, step);
        theirs.set(key, step);
      }
    }
    expect(keys.map((key) => ours.get(key))).toEqual(keys.map((key) => theirs.get(key) ?? -1));
    expect(ours.size).toBe(theirs.size);
  });
});

describe('key index', () => {
  it('gives each distinct key one slot, NULLs equal, and reuses released ones', () => {
    const columnTypes = [types.string(), types.bigint(), types.bytes()];
    const rows: Value[][] = [
      ['a', 1, new Uint8Array([1])],
      ['a', null, null],
      ['a', 1, new Uint8Array([1])],
      [null, 2n ** 60n, new Uint8Array([2])],
      ['a', null, null],
      [null, 2n ** 60n, new Uint8Array([2])],
    ];
    const index = new KeyIndex(columnTypes);
    const slots = new Int32Array(6);
    const created: number[] = [];
    index.lookup(batchOf(columnTypes, rows), [0, 1, 2], slots, (slot) => created.push(slot));
    expect([...slots]).toEqual([0, 1, 0, 2, 1, 2]);
    expect(created).toEqual([0, 1, 2]);
    index.release(1);
    expect(index.find(['a', null, null])).toBe(-1);
    expect([index.isLive(0), index.isLive(1), index.isLive(7)]).toEqual([true, false, false]);
    expect(index.findOrAdd(['b', 1, null], () => undefined)).toBe(1);
    expect([index.size, index.keyOf(1), index.keyColumn(0)]).toEqual([3, ['b', 1, null], ['a', 'b', null]]);
  });

  it('forgets the values of released keys', () => {
    const index = new KeyIndex([types.bigint(), types.bigint()]);
    const kept = index.findOrAdd([-1, -1], () => undefined);
    for (let i = 0; i < 50_000; i++) {
      index.release(index.findOrAdd([i, i], () => undefined));
    }
    expect(index.find([-1, -1])).toBe(kept);
    expect(index.bytes).toBeLessThan(1_000_000);
  });
});
