import type { Json } from '@riffle/base';
import { type LogicalType, type MapValue, toJson, type Value } from '@riffle/columns';
import { compareBytes, compareText } from './text-order.ts';

/** Gives a negative number, 0 or a positive one. */
export type Comparator = (a: Value, b: Value) => number;

/** The order of two values of one type, none of them NULL. Types without an order (MAP …) are only told apart. */
export function comparatorOf(type: LogicalType): Comparator {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
    case 'SYMBOL':
      return (a, b) => compareText(a as string, b as string);
    case 'BINARY':
    case 'VARBINARY':
      return (a, b) => compareBytes(a as Uint8Array, b as Uint8Array);
    case 'FLOAT':
    case 'DOUBLE':
      return (a, b) => compareDoubles(a as number, b as number);
    case 'ARRAY':
      return arrayComparator(nullsFirst(comparatorOf(type.element)));
    case 'ROW':
    case 'STRUCTURED':
      return rowComparator(type.fields.map((field) => nullsFirst(comparatorOf(field.type))));
    case 'MAP':
    case 'MULTISET':
    case 'VARIANT':
    case 'RAW': {
      const key = keyOf(type);
      return (a, b) => compareText(String(key(a)), String(key(b)));
    }
    default:
      return (a, b) => ((a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0);
  }
}

/** As Java's `Double.compare`: NaN is the largest and equal to itself, -0 comes before 0. */
export function compareDoubles(a: number, b: number): number {
  if (a < b) {
    return -1;
  }
  if (a > b) {
    return 1;
  }
  if (a === b) {
    return a !== 0 || Object.is(a, b) ? 0 : Object.is(a, -0) ? -1 : 1;
  }
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : -1;
}

/** A comparator that also takes NULLs and puts them first. */
export function nullsFirst(compare: Comparator): Comparator {
  return (a, b) => {
    if (a === null || b === null) {
      return a === b ? 0 : a === null ? -1 : 1;
    }
    return compare(a, b);
  };
}

function arrayComparator(compare: Comparator): Comparator {
  return (a, b) => {
    const [left, right] = [a as readonly Value[], b as readonly Value[]];
    const length = Math.min(left.length, right.length);
    for (let i = 0; i < length; i++) {
      const order = compare(left[i] as Value, right[i] as Value);
      if (order !== 0) {
        return order;
      }
    }
    return left.length - right.length;
  };
}

function rowComparator(fields: readonly Comparator[]): Comparator {
  return (a, b) => {
    for (const [i, compare] of fields.entries()) {
      const order = compare((a as readonly Value[])[i] as Value, (b as readonly Value[])[i] as Value);
      if (order !== 0) {
        return order;
      }
    }
    return 0;
  };
}

/** Whether two values of one type are equal, NULL only to NULL: grouping's equality. */
export function equalityOf(type: LogicalType): (a: Value, b: Value) => boolean {
  switch (type.kind) {
    case 'FLOAT':
    case 'DOUBLE':
      return (a, b) => a === b || (a !== null && b !== null && compareDoubles(a as number, b as number) === 0);
    case 'BINARY':
    case 'VARBINARY':
      return (a, b) => a === b || (a !== null && b !== null && compareBytes(a as Uint8Array, b as Uint8Array) === 0);
    case 'ARRAY':
    case 'ROW':
    case 'STRUCTURED':
    case 'MAP':
    case 'MULTISET':
    case 'VARIANT':
    case 'RAW': {
      const key = keyOf(type);
      return (a, b) => a === b || key(a) === key(b);
    }
    default:
      return (a, b) => a === b;
  }
}

/** What a `Map` or `Set` tells values of one type apart by. */
export type Key = null | boolean | number | bigint | string;

/** Gives equal keys exactly for values that grouping holds equal. NULL's key is null. */
export function keyOf(type: LogicalType): (value: Value) => Key {
  switch (type.kind) {
    case 'FLOAT':
    case 'DOUBLE':
      // A Map holds 0 and -0 for one key; Java's boxed doubles are two.
      return (value) => (Object.is(value, -0) ? '-0' : (value as Key));
    case 'BINARY':
    case 'VARBINARY':
    case 'ARRAY':
    case 'ROW':
    case 'STRUCTURED':
    case 'VARIANT':
      return (value) => (value === null ? null : JSON.stringify(toJson(value, type)));
    case 'MAP':
    case 'MULTISET':
      return (value) => (value === null ? null : JSON.stringify(sortedEntries(value as MapValue, type)));
    default:
      return (value) => value as Key;
  }
}

/** Maps are equal whatever the order of their entries is. */
function sortedEntries(value: MapValue, type: LogicalType): Json {
  const entries = toJson(value, type) as readonly Json[];
  return entries.map((entry) => JSON.stringify(entry)).sort();
}
