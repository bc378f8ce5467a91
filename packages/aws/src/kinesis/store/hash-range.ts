// Partition keys spread over shards by their MD5, read as a 128-bit number. The numbers are kept as 32 hex digits,
// which compare like the numbers themselves.
import { hash } from 'node:crypto';
import { must } from '@riffle/base';

/** An inclusive range of hash keys, both ends as 32 hex digits. */
export interface HashRange {
  readonly start: string;
  readonly end: string;
}

const KEY_SPACE = 1n << 128n;

/** Cuts the key space into `count` ranges of equal size, as far as it divides. */
export function evenRanges(count: number): HashRange[] {
  const size = KEY_SPACE / BigInt(count);
  return Array.from({ length: count }, (_, index) => {
    const start = size * BigInt(index);
    const end = index === count - 1 ? KEY_SPACE - 1n : start + size - 1n;
    return { start: hexKey(start), end: hexKey(end) };
  });
}

export function hashKeyOf(partitionKey: string): string {
  return hash('md5', partitionKey);
}

/** The hex digits of a decimal hash key, or undefined when it is beyond 128 bits. */
export function explicitHashKey(decimal: string): string | undefined {
  const key = BigInt(decimal);
  return key < KEY_SPACE ? hexKey(key) : undefined;
}

/** The decimal text the API shows. */
export function decimalHashKey(hex: string): string {
  return BigInt(`0x${hex}`).toString();
}

/** The index of the range that holds `key`; `ranges` must ascend and cover the key space. */
export function rangeIndexOf(ranges: readonly HashRange[], key: string): number {
  let low = 0;
  let high = ranges.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (must(ranges[middle]).end < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function hexKey(key: bigint): string {
  return key.toString(16).padStart(32, '0');
}
