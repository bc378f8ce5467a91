import { type Batch, kindAt, RowKind, rowAt, type Value } from '@riffle/columns';
import type { NumberedRow, ResultMode, ViewCounts } from '@riffle/protocol';
import { rowKey } from './row-key.ts';

/** Rows an append view keeps, and keys an update view keeps, unless a person sets another cap. */
export const DEFAULT_CAPS: Readonly<Record<ResultMode, number>> = { append: 1_000, update: 10_000, single: 1 };

/** What has changed in a view since the last delta, with values as text. */
export interface ViewDelta {
  readonly upserts: readonly NumberedRow[];
  readonly removes: readonly number[];
  readonly counts: ViewCounts;
}

/** How many rows a delta tells of. */
export function deltaRows({ upserts, removes }: ViewDelta): number {
  return upserts.length + removes.length;
}

export interface Retention {
  readonly spanMs: number;
  /** When a row is from, in milliseconds; null when it does not say. */
  timeOf(values: readonly Value[]): number | null;
}

export interface ResultViewOptions {
  readonly mode: ResultMode;
  readonly cap: number;
  /** Columns that identify a row of an updating result; empty when only the whole row does. */
  readonly keyColumns: readonly number[];
  /** Drops rows that are too old beside the newest. Only for an append view. */
  readonly retention?: Retention | undefined;
  /** The text of one column's value. */
  format(value: Value, column: number): string;
}

/**
 * The rows of a query that a person can see. It takes every change and keeps at most `cap` rows; values become text
 * only when a delta is taken, so what comes and goes between two deltas costs no formatting.
 *
 * A row has a number, which it keeps while it is in the view; an update keeps its row's number and so its place.
 */
export class ResultView {
  readonly #options: ResultViewOptions;
  #cap: number;
  /** Rows by number, in the order they came (a Map keeps it). */
  readonly #rows = new Map<number, readonly Value[]>();
  /** Row numbers by key, for views that must find a row again. Equal rows share a key and stack up. */
  readonly #numbers = new Map<string, number[]>();
  readonly #changed = new Set<number>();
  readonly #removed = new Set<number>();
  #next = 0;
  #received = 0;
  #dropped = 0;
  /** The number of a row taken back by -U, waiting for its +U. */
  #vacant: number | null = null;

  constructor(options: ResultViewOptions) {
    this.#options = options;
    this.#cap = options.cap;
  }

  get hasChanges(): boolean {
    return this.#changed.size > 0 || this.#removed.size > 0;
  }

  apply(batch: Batch): void {
    // Of an append-only batch longer than the view, only the end can still be seen.
    const skip = this.#options.mode === 'update' || batch.kinds !== null ? 0 : Math.max(0, batch.rowCount - this.#cap);
    this.#received += skip;
    this.#dropped += skip;
    for (let row = skip; row < batch.rowCount; row++) {
      this.#applyRow(rowAt(batch, row), kindAt(batch, row));
    }
    this.#dropOld();
  }

  #applyRow(values: readonly Value[], kind: RowKind): void {
    this.#received++;
    if (this.#options.mode === 'single') {
      if (kind === RowKind.insert || kind === RowKind.updateAfter) {
        this.#put(0, values);
      }
      return;
    }
    if (this.#options.mode === 'append') {
      this.#append(values);
      return;
    }
    switch (kind) {
      case RowKind.insert:
      case RowKind.updateAfter:
        this.#upsert(values, kind);
        break;
      case RowKind.updateBefore:
        this.#takeBack(values, true);
        break;
      case RowKind.delete:
        this.#takeBack(values, false);
        break;
    }
  }

  #keyOf(values: readonly Value[]): string {
    const { keyColumns } = this.#options;
    return rowKey(keyColumns.length === 0 ? values : keyColumns.map((column) => values[column] as Value));
  }

  #upsert(values: readonly Value[], kind: RowKind): void {
    const key = this.#keyOf(values);
    const known = this.#numbers.get(key);
    if (known !== undefined && this.#options.keyColumns.length > 0) {
      this.#put(known[0] as number, values);
      return;
    }
    let number = this.#next;
    if (kind === RowKind.updateAfter && this.#vacant !== null) {
      number = this.#vacant;
    } else {
      this.#next++;
    }
    this.#vacant = null;
    if (known === undefined) {
      this.#numbers.set(key, [number]);
    } else {
      known.push(number);
    }
    this.#put(number, values);
    this.#evict();
  }

  #takeBack(values: readonly Value[], updateFollows: boolean): void {
    if (updateFollows && this.#options.keyColumns.length > 0) {
      // The +U that follows has the same key and overwrites the row in place.
      return;
    }
    const key = this.#keyOf(values);
    const numbers = this.#numbers.get(key);
    const number = numbers?.pop();
    if (number === undefined) {
      return;
    }
    if (numbers?.length === 0) {
      this.#numbers.delete(key);
    }
    this.#remove(number);
    this.#vacant = updateFollows ? number : null;
  }

  #append(values: readonly Value[]): void {
    this.#put(this.#next++, values);
    this.#evict();
  }

  #dropOld(): void {
    const { retention } = this.#options;
    if (retention === undefined) {
      return;
    }
    const { timeOf, spanMs } = retention;
    const times = [...this.#rows].map(([number, values]) => [number, timeOf(values)] as const);
    const newest = times.reduce((latest, [, time]) => Math.max(latest, time ?? latest), Number.NEGATIVE_INFINITY);
    for (const [number, time] of times) {
      if (time !== null && time <= newest - spanMs) {
        this.#remove(number);
      }
    }
  }

  #put(number: number, values: readonly Value[]): void {
    this.#rows.set(number, values);
    this.#changed.add(number);
    this.#removed.delete(number);
  }

  #remove(number: number): void {
    this.#rows.delete(number);
    this.#changed.delete(number);
    this.#removed.add(number);
  }

  #evict(): void {
    while (this.#rows.size > this.#cap) {
      const [number, values] = this.#rows.entries().next().value as [number, readonly Value[]];
      if (this.#options.mode === 'update') {
        this.#forget(this.#keyOf(values), number);
      }
      this.#remove(number);
      this.#dropped++;
    }
  }

  #forget(key: string, number: number): void {
    const numbers = this.#numbers.get(key)?.filter((other) => other !== number) ?? [];
    if (numbers.length === 0) {
      this.#numbers.delete(key);
    } else {
      this.#numbers.set(key, numbers);
    }
  }

  /** Changes how many rows the view keeps. Rows that were dropped before do not come back. */
  setCap(cap: number): void {
    this.#cap = cap;
    this.#evict();
  }

  counts(): ViewCounts {
    return { rows: this.#rows.size, received: this.#received, cap: this.#cap, dropped: this.#dropped };
  }

  /** The rows the view holds now, in the order they came. */
  rows(): (readonly Value[])[] {
    return [...this.#rows].sort(([a], [b]) => a - b).map(([, values]) => values);
  }

  /** All that has changed since the last call, and forgets it. */
  takeDelta(): ViewDelta {
    const upserts: NumberedRow[] = [];
    for (const number of [...this.#changed].sort((a, b) => a - b)) {
      upserts.push([number, this.#format(this.#rows.get(number) as readonly Value[])]);
    }
    const removes = [...this.#removed];
    this.#changed.clear();
    this.#removed.clear();
    return { upserts, removes, counts: this.counts() };
  }

  #format(values: readonly Value[]): (string | null)[] {
    return values.map((value, column) => (value === null ? null : this.#options.format(value, column)));
  }
}
