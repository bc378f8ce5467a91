import { type Batch, BatchBuilder, type LogicalType, RowKind, type Value } from '@riffle/columns';

const SMALLEST = 16;
/** Downstream operators size scratch arrays by batch: a fan-out must not make batches without bound. */
const LARGEST = 8192;

/** Collects changes and hands them on as one batch, so that an operator emits once per batch it takes. */
export class ChangeBuilder {
  readonly #types: readonly LogicalType[];
  readonly #emit: (batch: Batch) => void;
  #builder: BatchBuilder | null = null;
  /** Rows of the last batch: the next one is likely to be as large, and room that stays empty costs as much. */
  #expected = SMALLEST;

  constructor(types: readonly LogicalType[], emit: (batch: Batch) => void) {
    this.#types = types;
    this.#emit = emit;
  }

  /** To be asked for anew for every row. */
  get builder(): BatchBuilder {
    this.#builder ??= new BatchBuilder(this.#types, this.#expected);
    return this.#builder;
  }

  append(row: readonly Value[], kind: RowKind = RowKind.insert): void {
    this.builder.append(row, kind);
    this.#flushWhenLarge(this.builder);
  }

  /** Ends a row whose values were put into `builder.columns` one by one. */
  endRow(kind: RowKind): void {
    this.builder.endRow(kind);
    this.#flushWhenLarge(this.builder);
  }

  /** Rows that fit before the batch is handed on; at least 1. */
  get room(): number {
    return LARGEST - (this.#builder?.rowCount ?? 0);
  }

  /** Ends `count` inserts whose values were put into `builder.columns` column by column; `count` is at most `room`. */
  endRows(count: number): void {
    const { builder } = this;
    for (let i = 0; i < count; i++) {
      builder.endRow(RowKind.insert);
    }
    this.#flushWhenLarge(builder);
  }

  flush(): void {
    const builder = this.#builder;
    if (builder !== null && builder.rowCount > 0) {
      this.#builder = null;
      this.#expected = Math.min(LARGEST, Math.max(SMALLEST, builder.rowCount));
      this.#emit(builder.finish());
    }
  }

  #flushWhenLarge(builder: BatchBuilder): void {
    if (builder.rowCount >= LARGEST) {
      this.flush();
    }
  }
}
