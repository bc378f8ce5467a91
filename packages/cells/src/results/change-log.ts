import { type Batch, kindAt, ROW_KIND_NAMES, rowAt, type Value } from '@riffle/columns';
import type { ChangeEntry, ChangeTotals } from '@riffle/protocol';

/** Changes that are kept for whoever looks at the changelog. */
export const CHANGE_CAP = 500;

export interface ChangeLogOptions {
  readonly cap: number;
  /** The text of one column's value. */
  format(value: Value, column: number): string;
}

export interface ChangeLogDelta {
  readonly reset: boolean;
  readonly entries: readonly ChangeEntry[];
  readonly totals: ChangeTotals;
}

interface LoggedBatch {
  readonly batch: Batch;
  /** When it came, in milliseconds since the epoch. */
  readonly at: number;
  /** The number of its first row; rows count from 1. */
  readonly first: number;
}

/**
 * The changelog of a query as it came, the last `cap` changes of it. Batches are kept as they are, which costs a
 * reference each; rows become text only for somebody who looks.
 */
export class ChangeLog {
  readonly #options: ChangeLogOptions;
  readonly #batches: LoggedBatch[] = [];
  readonly #totals = { '+I': 0, '-U': 0, '+U': 0, '-D': 0 };
  #next = 1;
  /** The first number that has not been taken yet. */
  #untaken = 1;

  constructor(options: ChangeLogOptions) {
    this.#options = options;
  }

  add(batch: Batch, at: number): void {
    if (batch.rowCount === 0) {
      return;
    }
    this.#batches.push({ batch, at, first: this.#next });
    this.#next += batch.rowCount;
    this.#count(batch);
    while (this.#batches.length > 1 && (this.#batches[1] as LoggedBatch).first <= this.#next - this.#options.cap) {
      this.#batches.shift();
    }
  }

  #count(batch: Batch): void {
    if (batch.kinds === null) {
      this.#totals['+I'] += batch.rowCount;
      return;
    }
    for (let row = 0; row < batch.rowCount; row++) {
      this.#totals[ROW_KIND_NAMES[kindAt(batch, row)]]++;
    }
  }

  get hasChanges(): boolean {
    return this.#untaken < this.#next;
  }

  /** What has come since the last call, at most the last `cap` changes. */
  takeDelta(): ChangeLogDelta {
    return this.#take(this.#untaken, false);
  }

  /** All that is kept. */
  takeAll(): ChangeLogDelta {
    return this.#take(1, true);
  }

  #take(from: number, reset: boolean): ChangeLogDelta {
    const start = Math.max(from, this.#next - this.#options.cap);
    const entries = this.#batches.flatMap((logged) => this.#entries(logged, start));
    this.#untaken = this.#next;
    return { reset, entries, totals: { ...this.#totals } };
  }

  #entries({ batch, at, first }: LoggedBatch, start: number): ChangeEntry[] {
    const entries: ChangeEntry[] = [];
    for (let row = Math.max(0, start - first); row < batch.rowCount; row++) {
      const texts = rowAt(batch, row).map((value, column) =>
        value === null ? null : this.#options.format(value, column),
      );
      entries.push([first + row, ROW_KIND_NAMES[kindAt(batch, row)], at, texts]);
    }
    return entries;
  }
}
