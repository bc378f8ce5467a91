import type { Batch, Value, Vector } from '@riffle/columns';
import { MapValue, valueAt } from '@riffle/columns';

/** The number of key groups, the unit in which keyed state moves between subtasks (Flink's default). */
export const KEY_GROUPS = 128;

const float64 = new Float64Array(1);
const bits = new Int32Array(float64.buffer);

/** The finaliser of MurmurHash3: every input bit reaches every output bit. */
export function mixHash(hash: number): number {
  let h = hash | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

export function hashNumber(value: number): number {
  float64[0] = value + 0;
  return mixHash((bits[0] as number) ^ Math.imul(bits[1] as number, 0x9e3779b1));
}

export function hashString(value: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < value.length; i++) {
    h = Math.imul(h ^ value.charCodeAt(i), 0x01000193);
  }
  return mixHash(h ^ value.length);
}

/** A hash of any value; equal values hash equally whatever their column's type. */
export function hashValue(value: Value): number {
  switch (typeof value) {
    case 'number':
      return hashNumber(value);
    case 'string':
      return hashString(value);
    case 'boolean':
      return hashNumber(value ? 1 : 0);
    case 'bigint':
      return hashString(value.toString());
    default:
      return hashObject(value);
  }
}

function hashObject(value: Exclude<Value, number | string | boolean | bigint>): number {
  if (value === null) {
    return 0x2545f491;
  }
  if (value instanceof Uint8Array) {
    return value.reduce((h, byte) => combineHash(h, byte), 1);
  }
  if (value instanceof MapValue) {
    // Maps are equal whatever the order of their entries, so the combination must not depend on it.
    return value.entries.reduce((h, [key, item]) => (h + combineHash(hashValue(key), hashValue(item))) | 0, 7);
  }
  if (Array.isArray(value)) {
    return value.reduce((h: number, item: Value) => combineHash(h, hashValue(item)), 1);
  }
  return hashString(JSON.stringify(value));
}

export function combineHash(hash: number, next: number): number {
  return mixHash((Math.imul(hash, 31) + next) | 0);
}

/** The hash of a whole key. */
export function hashKey(values: readonly Value[]): number {
  let hash = 1;
  for (const value of values) {
    hash = combineHash(hash, hashValue(value));
  }
  return hash;
}

export function keyGroupOf(hash: number): number {
  return (hash >>> 0) % KEY_GROUPS;
}

/** The subtask that owns a key group: contiguous ranges, as even as can be. */
export function subtaskOfKeyGroup(keyGroup: number, parallelism: number): number {
  return Math.floor((keyGroup * parallelism) / KEY_GROUPS);
}

/** Writes the key hash of every row of `batch` into `hashes`. */
export function hashColumns(batch: Batch, keys: readonly number[], hashes: Int32Array): void {
  hashes.fill(1, 0, batch.rowCount);
  for (const key of keys) {
    hashColumn(batch.columns[key] as Vector, batch.rowCount, hashes);
  }
}

function hashColumn(column: Vector, rowCount: number, hashes: Int32Array): void {
  const { values, nulls } = column;
  if (nulls === null && (values instanceof Int32Array || values instanceof Float64Array)) {
    for (let i = 0; i < rowCount; i++) {
      hashes[i] = combineHash(hashes[i] as number, hashNumber(values[i] as number));
    }
    return;
  }
  for (let i = 0; i < rowCount; i++) {
    hashes[i] = combineHash(hashes[i] as number, hashValue(valueAt(column, i)));
  }
}
