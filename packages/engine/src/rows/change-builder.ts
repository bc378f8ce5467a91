import { type Batch, BatchBuilder, type LogicalType, RowKind, type Value } from '@riffle/columns';

/** Collects changes and hands them on as one batch, so that an operator emits once per batch it takes. */
export class ChangeBuilder {
  readonly #builder: BatchBuilder;
  readonly #emit: (batch: Batch) => void;

  constructor(types: readonly LogicalType[], emit: (batch: Batch) => void) {
    this.#builder = new BatchBuilder(types);
    this.#emit = emit;
  }

  get builder(): BatchBuilder {
    return this.#builder;
  }

  append(row: readonly Value[], kind: RowKind = RowKind.insert): void {
    this.#builder.append(row, kind);
    this.#flushWhenLarge();
  }

  /** Ends a row whose values were put into `builder.columns` one by one. */
  endRow(kind: RowKind): void {
    this.#builder.endRow(kind);
    this.#flushWhenLarge();
  }

  flush(): void {
    if (this.#builder.rowCount > 0) {
      this.#emit(this.#builder.finish());
    }
  }

  /** Downstream operators size scratch arrays by batch: a fan-out must not make batches without bound. */
  #flushWhenLarge(): void {
    if (this.#builder.rowCount >= 8192) {
      this.flush();
    }
  }
}
