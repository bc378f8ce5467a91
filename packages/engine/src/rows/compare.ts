import type { Value } from '@riffle/columns';
import { MapValue } from '@riffle/columns';
import type { SortKey } from '@riffle/plan';

/** Orders two values that are not NULL: numbers by size, strings by code point, bytes and rows element by element. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') {
    return compareStrings(a, b);
  }
  if ((typeof a === 'number' || typeof a === 'bigint') && (typeof b === 'number' || typeof b === 'bigint')) {
    return compareNumbers(a, b);
  }
  if (typeof a === 'boolean' && typeof b === 'boolean') {
    return Number(a) - Number(b);
  }
  return compareSequences(a as ArrayLike<Value>, b as ArrayLike<Value>);
}

/** NaN is greater than any number, as in Java's Double.compare. */
function compareNumbers(a: number | bigint, b: number | bigint): number {
  if (a < b) {
    return -1;
  }
  if (a > b) {
    return 1;
  }
  return Number(typeof a === 'number' && Number.isNaN(a)) - Number(typeof b === 'number' && Number.isNaN(b));
}

/** UTF-8 byte order, which is code point order: surrogates sort after all other UTF-16 units. */
function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const xSurrogate = x >= 0xd800 && x <= 0xdfff;
      const ySurrogate = y >= 0xd800 && y <= 0xdfff;
      return xSurrogate === ySurrogate ? x - y : xSurrogate ? 1 : -1;
    }
  }
  return a.length - b.length;
}

function compareSequences(a: ArrayLike<Value>, b: ArrayLike<Value>): number {
  if (a instanceof MapValue || b instanceof MapValue) {
    return 0;
  }
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = compareNullable(a[i] as Value, b[i] as Value, true);
    if (difference !== 0) {
      return difference;
    }
  }
  return a.length - b.length;
}

function compareNullable(a: Value, b: Value, nullsFirst: boolean): number {
  if (a === null || b === null) {
    return a === b ? 0 : (a === null) === nullsFirst ? -1 : 1;
  }
  return compareValues(a, b);
}

export type RowComparator = (a: readonly Value[], b: readonly Value[]) => number;

/** Compares rows by `order`. `nullsFirst` counts as written, also for a descending key. */
export function rowComparator(order: readonly SortKey[]): RowComparator {
  return (a, b) => {
    for (const key of order) {
      const x = a[key.index] as Value;
      const y = b[key.index] as Value;
      if (x === null || y === null) {
        if (x !== y) {
          return (x === null) === key.nullsFirst ? -1 : 1;
        }
      } else {
        const difference = compareValues(x, y);
        if (difference !== 0) {
          return key.descending ? -difference : difference;
        }
      }
    }
    return 0;
  };
}
