/** The rows of one result as the page has them: the server's resets and deltas, applied in order. */
import type { NumberedRow, ResultColumn, ResultDelta, ResultMode, ResultReset, ViewCounts } from '@riffle/protocol';

export type CellText = string | null;

/** How a value differs from the one it replaced. */
export type Change = 'same' | 'up' | 'down' | 'other';

/** A row keeps its identity until one of its values changes. */
export interface Row {
  readonly number: number;
  readonly values: readonly CellText[];
  /** Set when an update gave the row other values; `tick` tells one update from the next. */
  readonly changed: { readonly tick: number; readonly columns: readonly Change[] } | null;
}

export interface ResultSnapshot {
  readonly version: number;
  readonly mode: ResultMode;
  readonly columns: readonly ResultColumn[];
  /** In the order the rows came into the view. */
  readonly rows: readonly Row[];
  readonly counts: ViewCounts;
}

export class LiveResult {
  readonly #rows = new Map<number, Row>();
  #tick = 0;
  #head: Omit<ResultSnapshot, 'rows'>;

  constructor(reset: ResultReset) {
    const { version, mode, columns, counts } = reset;
    this.#head = { version, mode, columns, counts };
    this.#put(reset.rows, null);
  }

  get version(): number {
    return this.#head.version;
  }

  /** Applies a delta; false when it does not follow on what is here, and nothing changed then. */
  apply(delta: ResultDelta): boolean {
    if (delta.from !== this.#head.version) {
      return false;
    }
    this.#tick += 1;
    for (const number of delta.removes) {
      this.#rows.delete(number);
    }
    this.#put(delta.upserts, this.#tick);
    this.#head = { ...this.#head, version: delta.to, counts: delta.counts };
    return true;
  }

  snapshot(): ResultSnapshot {
    return { ...this.#head, rows: [...this.#rows.values()] };
  }

  /** New rows have the highest numbers, so the map's insertion order is the view's order. */
  #put(rows: readonly NumberedRow[], tick: number | null): void {
    const fresh: NumberedRow[] = [];
    for (const row of rows) {
      const old = this.#rows.get(row[0]);
      if (old === undefined) {
        fresh.push(row);
      } else if (tick !== null) {
        this.#rows.set(row[0], changedRow(old, row[1], this.#head.columns, tick));
      }
    }
    fresh.sort((a, b) => a[0] - b[0]);
    for (const [number, values] of fresh) {
      this.#rows.set(number, { number, values, changed: null });
    }
  }
}

function changedRow(old: Row, values: readonly CellText[], columns: readonly ResultColumn[], tick: number): Row {
  const changes = values.map((value, i) => changeOf(old.values[i] ?? null, value, columns[i]?.role === 'number'));
  return { number: old.number, values, changed: { tick, columns: changes } };
}

function changeOf(before: CellText, after: CellText, numeric: boolean): Change {
  if (before === after) {
    return 'same';
  }
  if (!numeric || before === null || after === null) {
    return 'other';
  }
  const difference = Number(after) - Number(before);
  if (difference === 0 || Number.isNaN(difference)) {
    return 'other';
  }
  return difference > 0 ? 'up' : 'down';
}
