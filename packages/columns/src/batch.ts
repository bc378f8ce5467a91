import type { LogicalType } from './types.ts';
import type { Value } from './values.ts';
import { takeRows, type Vector, VectorBuilder, valueAt } from './vector.ts';

/** What a row does to the table it belongs to. The numbers are Flink's `RowKind` byte values. */
export const RowKind = { insert: 0, updateBefore: 1, updateAfter: 2, delete: 3 } as const;
export type RowKind = (typeof RowKind)[keyof typeof RowKind];

/** The short names Flink prints, by number. */
export const ROW_KIND_NAMES = ['+I', '-U', '+U', '-D'] as const;
export type RowKindName = (typeof ROW_KIND_NAMES)[number];

/** Rows as columns, in stream order. `kinds` is null when every row is an insert. */
export interface Batch {
  readonly rowCount: number;
  readonly columns: readonly Vector[];
  readonly kinds: Uint8Array | null;
}

export function kindAt(batch: Batch, row: number): RowKind {
  return (batch.kinds === null ? RowKind.insert : batch.kinds[row]) as RowKind;
}

/** One row's values. Convenient, not fast. */
export function rowAt(batch: Batch, row: number): Value[] {
  return batch.columns.map((column) => valueAt(column, row));
}

/** The rows of `batch` named by `rows[0..count)`, in that order. */
export function takeBatchRows(batch: Batch, rows: Int32Array, count: number): Batch {
  let kinds: Uint8Array | null = null;
  if (batch.kinds !== null) {
    kinds = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      kinds[i] = batch.kinds[rows[i] as number] as number;
    }
  }
  return { rowCount: count, columns: batch.columns.map((column) => takeRows(column, { rows, count })), kinds };
}

/** Grows a batch row by row. `finish` hands the batch out and leaves the builder empty for reuse. */
export class BatchBuilder {
  readonly columns: readonly VectorBuilder[];
  #kinds: number[] | null = null;
  #rowCount = 0;

  constructor(types: readonly LogicalType[], capacity = 256) {
    this.columns = types.map((type) => new VectorBuilder(type, capacity));
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  append(row: readonly Value[], kind: RowKind = RowKind.insert): void {
    for (let i = 0; i < this.columns.length; i++) {
      (this.columns[i] as VectorBuilder).append(row[i] as Value);
    }
    this.endRow(kind);
  }

  /** Counts a row whose values were appended to `columns` one by one. */
  endRow(kind: RowKind = RowKind.insert): void {
    if (kind !== RowKind.insert && this.#kinds === null) {
      this.#kinds = new Array<number>(this.#rowCount).fill(RowKind.insert);
    }
    this.#kinds?.push(kind);
    this.#rowCount++;
  }

  finish(): Batch {
    const batch: Batch = {
      rowCount: this.#rowCount,
      columns: this.columns.map((column) => column.finish()),
      kinds: this.#kinds === null ? null : Uint8Array.from(this.#kinds),
    };
    this.#kinds = null;
    this.#rowCount = 0;
    return batch;
  }
}

/** A batch of the given rows. */
export function batchOf(
  types: readonly LogicalType[],
  rows: readonly (readonly Value[])[],
  kinds?: readonly RowKind[],
): Batch {
  const builder = new BatchBuilder(types, Math.max(1, rows.length));
  rows.forEach((row, i) => {
    builder.append(row, kinds?.[i] ?? RowKind.insert);
  });
  return builder.finish();
}
