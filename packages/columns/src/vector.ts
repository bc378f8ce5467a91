import { newArrays, type VectorArrays } from './arrays.ts';
import type { LogicalType } from './types.ts';
import type { Long, Value } from './values.ts';

/**
 * The storage behind a vector. Integers and dates of 32 bits are Int32Array; longs, timestamps, FLOAT and DOUBLE are
 * Float64Array; BOOLEAN is Uint8Array (0 or 1); everything else is a plain array of values.
 * A long column that holds even one value beyond ±(2^53-1) is a plain array of `number | bigint` instead:
 * readers therefore take `values[i]` as a long either way, and never assume a typed array.
 */
export type VectorValues = Uint8Array | Int32Array | Float64Array | Value[];

/** One column of a batch. Vectors are immutable once they are in a batch and may be shared between batches. */
export interface Vector {
  readonly type: LogicalType;
  /** At least `rowCount` entries; an entry of a NULL row is arbitrary. */
  readonly values: VectorValues;
  /** 1 where the row is NULL; null when no row is. */
  readonly nulls: Uint8Array | null;
}

export type Storage = 'boolean' | 'int' | 'long' | 'double' | 'object';

/** Which array holds a type's values. */
export function storageOf(type: LogicalType): Storage {
  switch (type.kind) {
    case 'BOOLEAN':
      return 'boolean';
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
    case 'DATE':
    case 'TIME':
    case 'INTERVAL_YEAR_MONTH':
      return 'int';
    case 'BIGINT':
    case 'DECIMAL':
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
    case 'INTERVAL_DAY_TIME':
      return 'long';
    case 'FLOAT':
    case 'DOUBLE':
      return 'double';
    default:
      return 'object';
  }
}

/** Reads one value out of a vector. Convenient, not fast: hot paths read `values` and `nulls` directly. */
export function valueAt(vector: Vector, row: number): Value {
  if (vector.nulls !== null && vector.nulls[row] === 1) {
    return null;
  }
  const value = vector.values[row] as Value;
  return vector.type.kind === 'BOOLEAN' ? value === 1 || value === true : value;
}

function allocate(storage: Storage, capacity: number): VectorValues {
  switch (storage) {
    case 'boolean':
      return new Uint8Array(capacity);
    case 'int':
      return new Int32Array(capacity);
    case 'long':
    case 'double':
      return new Float64Array(capacity);
    case 'object':
      return [];
  }
}

/** Grows a vector value by value. `finish` hands the vector out and leaves the builder empty for reuse. */
export class VectorBuilder {
  readonly type: LogicalType;
  readonly #storage: Storage;
  /** Room taken with the first value after `finish`. */
  #firstCapacity: number;
  #values: VectorValues;
  #nulls: Uint8Array | null = null;
  #length = 0;
  #capacity: number;

  constructor(type: LogicalType, capacity = 256) {
    this.type = type;
    this.#storage = storageOf(type);
    this.#firstCapacity = Math.max(1, capacity);
    this.#capacity = capacity;
    this.#values = allocate(this.#storage, capacity);
  }

  get length(): number {
    return this.#length;
  }

  append(value: Value): void {
    if (this.#length === this.#capacity) {
      this.#grow();
    }
    const row = this.#length++;
    if (value === null) {
      this.#markNull(row);
    } else {
      this.#store(row, value);
    }
  }

  /** Appends `value` as often as `times` says. */
  appendRepeated(value: Value, times: number): void {
    if (typeof value !== 'number' || Array.isArray(this.#values)) {
      for (let i = 0; i < times; i++) {
        this.append(value);
      }
      return;
    }
    while (this.#capacity < this.#length + times) {
      this.#grow();
    }
    this.#values.fill(value, this.#length, this.#length + times);
    this.#length += times;
  }

  /** One store per kind of array: a store that sees several kinds is many times slower. */
  #store(row: number, value: Exclude<Value, null>): void {
    switch (this.#storage) {
      case 'boolean':
        (this.#values as Uint8Array)[row] = value ? 1 : 0;
        return;
      case 'int':
        (this.#values as Int32Array)[row] = value as number;
        return;
      case 'double':
        (this.#values as Float64Array)[row] = value as number;
        return;
      case 'long':
        this.#storeLong(row, value as Long);
        return;
      case 'object':
        (this.#values as Value[])[row] = value;
    }
  }

  #storeLong(row: number, value: Long): void {
    if (this.#values instanceof Float64Array) {
      if (typeof value === 'number') {
        this.#values[row] = value;
        return;
      }
      this.#widen();
    }
    (this.#values as Value[])[row] = value;
  }

  #markNull(row: number): void {
    this.#nulls ??= new Uint8Array(this.#capacity);
    this.#nulls[row] = 1;
    if (Array.isArray(this.#values)) {
      this.#values[row] = null;
    }
  }

  /** Turns double storage into an array that can hold bigints as well. */
  #widen(): void {
    this.#values = Array.from((this.#values as Float64Array).subarray(0, this.#length));
  }

  #grow(): void {
    this.#capacity = Math.max(this.#capacity * 2, this.#firstCapacity);
    if (!Array.isArray(this.#values)) {
      const grown = allocate(this.#storage, this.#capacity) as Float64Array;
      grown.set(this.#values as Float64Array);
      this.#values = grown;
    }
    if (this.#nulls !== null) {
      const grown = new Uint8Array(this.#capacity);
      grown.set(this.#nulls);
      this.#nulls = grown;
    }
  }

  finish(): Vector {
    const vector: Vector = { type: this.type, values: this.#values, nulls: this.#nulls };
    this.#values = allocate(this.#storage, 0);
    this.#nulls = null;
    this.#length = 0;
    // Room is taken again with the next value: most builders are not used again.
    this.#firstCapacity = Math.max(1, this.#capacity);
    this.#capacity = 0;
    return vector;
  }
}

/** A vector of the given values. */
export function vectorOf(type: LogicalType, values: readonly Value[]): Vector {
  const builder = new VectorBuilder(type, Math.max(1, values.length));
  for (const value of values) {
    builder.append(value);
  }
  return builder.finish();
}

/** The rows `rows[0..count)`, in that order. */
export interface RowSelection {
  readonly rows: Int32Array;
  readonly count: number;
}

/** The selected rows of `vector`. */
export function takeRows(vector: Vector, selection: RowSelection, arrays: VectorArrays = newArrays): Vector {
  const values = takeValues(vector.values, selection, arrays);
  const nulls = vector.nulls === null ? null : takeBytes(vector.nulls, selection);
  return { type: vector.type, values, nulls };
}

/** One loop per kind of array, as in `VectorBuilder`. */
function takeValues(values: VectorValues, selection: RowSelection, arrays: VectorArrays): VectorValues {
  if (values instanceof Float64Array) {
    return takeDoubles(values, selection, arrays.doubles(selection.count));
  }
  if (values instanceof Int32Array) {
    return takeInts(values, selection, arrays.ints(selection.count));
  }
  return values instanceof Uint8Array ? takeBytes(values, selection) : takeObjects(values, selection);
}

function takeDoubles(values: Float64Array, { rows, count }: RowSelection, taken: Float64Array): Float64Array {
  for (let i = 0; i < count; i++) {
    taken[i] = values[rows[i] as number] as number;
  }
  return taken;
}

function takeInts(values: Int32Array, { rows, count }: RowSelection, taken: Int32Array): Int32Array {
  for (let i = 0; i < count; i++) {
    taken[i] = values[rows[i] as number] as number;
  }
  return taken;
}

function takeBytes(values: Uint8Array, { rows, count }: RowSelection): Uint8Array {
  const taken = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    taken[i] = values[rows[i] as number] as number;
  }
  return taken;
}

function takeObjects(values: readonly Value[], { rows, count }: RowSelection): Value[] {
  const taken = new Array<Value>(count);
  for (let i = 0; i < count; i++) {
    taken[i] = values[rows[i] as number] as Value;
  }
  return taken;
}
