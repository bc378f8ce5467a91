import {
  type Batch,
  type LogicalType,
  RowKind,
  type Storage,
  storageOf,
  type Value,
  type Vector,
  type VectorValues,
} from '@riffle/columns';

/**
 * One column under construction, written by row number. Writing the same row twice keeps the later value, so a decoder
 * that gives up in the middle of a row needs no clean-up.
 */
export class ColumnBuffer {
  readonly type: LogicalType;
  readonly storage: Storage;
  /** Hot loops may write `values[row]` directly when the row has never been NULL, and `storage` says so. */
  values: VectorValues;
  nulls: Uint8Array | null = null;
  #capacity: number;

  constructor(type: LogicalType, capacity: number) {
    this.type = type;
    this.storage = storageOf(type);
    this.#capacity = capacity;
    this.values = allocate(this.storage, capacity);
  }

  /** Any value of the column's type, NULL included. */
  set(row: number, value: Value): void {
    if (value === null) {
      this.setNull(row);
      return;
    }
    if (this.nulls !== null) {
      this.nulls[row] = 0;
    }
    if (typeof value === 'bigint' && this.values instanceof Float64Array) {
      this.values = Array.from(this.values);
    }
    this.values[row] = (this.storage === 'boolean' ? (value ? 1 : 0) : value) as never;
  }

  setNull(row: number): void {
    this.nulls ??= new Uint8Array(this.#capacity);
    this.nulls[row] = 1;
    if (Array.isArray(this.values)) {
      this.values[row] = null;
    }
  }

  grow(capacity: number): void {
    if (!Array.isArray(this.values)) {
      const grown = allocate(this.storage, capacity) as Float64Array;
      grown.set(this.values as Float64Array);
      this.values = grown;
    }
    if (this.nulls !== null) {
      const grown = new Uint8Array(capacity);
      grown.set(this.nulls);
      this.nulls = grown;
    }
    this.#capacity = capacity;
  }

  take(rowCount: number): Vector {
    const values = Array.isArray(this.values) ? this.values.slice(0, rowCount) : this.values;
    const vector: Vector = { type: this.type, values, nulls: this.nulls };
    // An array of objects was copied and is kept, so that it need not grow again.
    if (this.storage !== 'object') {
      this.values = allocate(this.storage, this.#capacity);
    }
    this.nulls = null;
    return vector;
  }
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

/** A batch under construction. The row being written is `rowCount`; `endRow` makes it part of the batch. */
export class RowBuffer {
  readonly columns: readonly ColumnBuffer[];
  rowCount = 0;
  #capacity: number;
  #kinds: number[] | null = null;

  constructor(types: readonly LogicalType[], capacity: number) {
    this.#capacity = Math.max(1, capacity);
    this.columns = types.map((type) => new ColumnBuffer(type, this.#capacity));
  }

  /** How many rows the columns have room for; always more than `rowCount`. */
  get capacity(): number {
    return this.#capacity;
  }

  /** Makes the next `count` rows, already written, part of the batch, as inserts; at most up to `capacity`. */
  endRows(count: number): void {
    this.rowCount += count - 1;
    for (let i = 1; this.#kinds !== null && i < count; i++) {
      this.#kinds.push(RowKind.insert);
    }
    this.endRow();
  }

  endRow(kind: RowKind = RowKind.insert): void {
    if (kind !== RowKind.insert) {
      this.#kinds ??= new Array<number>(this.rowCount).fill(RowKind.insert);
    }
    this.#kinds?.push(kind);
    this.rowCount++;
    if (this.rowCount === this.#capacity) {
      this.#capacity *= 2;
      for (const column of this.columns) {
        column.grow(this.#capacity);
      }
    }
  }

  /** Takes every row from `rowCount` on back. */
  truncate(rowCount: number): void {
    this.rowCount = rowCount;
    if (this.#kinds !== null) {
      this.#kinds.length = rowCount;
    }
  }

  /** Hands the batch out and begins an empty one. */
  finish(): Batch {
    const batch: Batch = {
      rowCount: this.rowCount,
      columns: this.columns.map((column) => column.take(this.rowCount)),
      kinds: this.#kinds === null ? null : Uint8Array.from(this.#kinds),
    };
    this.rowCount = 0;
    this.#kinds = null;
    return batch;
  }
}
