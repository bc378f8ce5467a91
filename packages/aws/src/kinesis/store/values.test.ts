import { VirtualClock } from '@riffle/base';
import { describe, expect, test } from 'vitest';
import { decimalHashKey, evenRanges, explicitHashKey, hashKeyOf, rangeIndexOf } from './hash-range.ts';
import { sequenceNumbers } from './sequence-number.ts';
import { shardWriteLimit } from './throughput.ts';

describe('hash ranges', () => {
  test('cover the key space without gaps', () => {
    const ranges = evenRanges(3);
    expect(ranges.map(({ start, end }) => [decimalHashKey(start), decimalHashKey(end)])).toEqual([
      ['0', '113427455640312821154458202477256070484'],
      ['113427455640312821154458202477256070485', '226854911280625642308916404954512140969'],
      ['226854911280625642308916404954512140970', '340282366920938463463374607431768211455'],
    ]);
  });

  test('route by MD5 and by explicit key', () => {
    const ranges = evenRanges(3);
    expect(hashKeyOf('a')).toBe('0cc175b9c0f1b6a831c399e269772661');
    expect(rangeIndexOf(ranges, hashKeyOf('a'))).toBe(0);
    const key = (decimal: string): number => rangeIndexOf(ranges, explicitHashKey(decimal) ?? '');
    expect(['0', '113427455640312821154458202477256070484'].map(key)).toEqual([0, 0]);
    expect(['113427455640312821154458202477256070485', '226854911280625642308916404954512140969'].map(key)).toEqual([
      1, 1,
    ]);
    expect(['226854911280625642308916404954512140970', '340282366920938463463374607431768211455'].map(key)).toEqual([
      2, 2,
    ]);
    expect(explicitHashKey('340282366920938463463374607431768211456')).toBeUndefined();
  });
});

describe('sequence numbers', () => {
  test('have 56 digits, grow, and are read back by their own shard only', () => {
    const ours = sequenceNumbers(1_772_357_400_000, 3);
    const [first, last] = [ours.format(1), ours.format(Number.MAX_SAFE_INTEGER)];
    expect([first.length, last.length]).toEqual([56, 56]);
    expect(BigInt(first) < BigInt(last)).toBe(true);
    expect([ours.parse(first), ours.parse(last)]).toEqual([1, Number.MAX_SAFE_INTEGER]);
    expect(sequenceNumbers(1_772_357_400_000, 4).parse(first)).toBeUndefined();
    expect(sequenceNumbers(1_772_357_400_001, 3).parse(first)).toBeUndefined();
    expect([ours.parse('1'), ours.parse(`${first}0`), ours.parse('x'.repeat(56))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the write limit of a shard', () => {
  test('1,000 records a second', () => {
    const clock = new VirtualClock(500);
    const limit = shardWriteLimit(clock);
    const taken = (): number => Array.from({ length: 1500 }, () => limit.take(1)).filter(Boolean).length;
    expect(taken()).toBe(1000);
    clock.advanceTo(999);
    expect(taken()).toBe(0);
    clock.advanceTo(1000);
    expect(taken()).toBe(1000);
  });

  test('1 MiB a second', () => {
    const limit = shardWriteLimit(new VirtualClock());
    expect([limit.take(1 << 20), limit.take(1)]).toEqual([true, false]);
  });
});
