import { RowKind, type Value } from '@riffle/columns';
import type { RowComparator } from '../rows/compare.ts';
import { sameRow } from '../rows/row-key.ts';

export interface TopNOptions {
  readonly compare: RowComparator;
  /** The first rank kept, from 1. */
  readonly start: number;
  /** Emit the rank as the last column. */
  readonly outputRank: boolean;
  /** Keep only rows that are in the Top-N: right when rows never go and only get better. */
  readonly forget: boolean;
  /** A place that shifts is emitted also when the row there afterwards equals the one before: Flink's append-only way. */
  readonly repeatEqual: boolean;
  readonly generateUpdateBefore: boolean;
  readonly emit: (row: readonly Value[], kind: RowKind) => void;
}

/** One partition's rows in order; ties stand in the order of arrival. */
export interface TopNRows {
  readonly rows: (readonly Value[])[];
  /** The last rank kept. */
  end: number;
}

/**
 * Top-N of one partition at a time. With rank numbers (or an OFFSET, which makes ranks matter too) every row whose rank
 * shifts is emitted again, -U/+U per rank; without, only the row that comes in and the one that it pushes out: -D, +I.
 */
export class TopN {
  readonly #options: TopNOptions;

  constructor(options: TopNOptions) {
    this.#options = options;
  }

  add(state: TopNRows, row: readonly Value[]): void {
    const at = this.#upperBound(state.rows, row);
    if (this.#options.forget && at >= state.end) {
      return;
    }
    state.rows.splice(at, 0, row);
    if (this.#byRank) {
      this.#emitShifted(state, at, 1);
    } else if (at < state.end) {
      const pushedOut = state.rows[state.end];
      if (pushedOut !== undefined) {
        this.#options.emit(pushedOut, RowKind.delete);
      }
      this.#options.emit(row, RowKind.insert);
    }
    if (this.#options.forget && state.rows.length > state.end) {
      state.rows.length = state.end;
    }
  }

  /** Takes back a row equal to `row`; a row that is not there is ignored. */
  remove(state: TopNRows, row: readonly Value[]): void {
    const at = this.#find(state.rows, row);
    if (at === -1) {
      return;
    }
    const [removed = row] = state.rows.splice(at, 1);
    if (this.#byRank) {
      this.#emitShifted(state, at, -1, removed);
    } else if (at < state.end) {
      this.#options.emit(removed, RowKind.delete);
      const movedUp = state.rows[state.end - 1];
      if (movedUp !== undefined) {
        this.#options.emit(movedUp, RowKind.insert);
      }
    }
  }

  /** Puts `row` in the place of the row at `from`, which has the same unique key. */
  update(state: TopNRows, from: number, row: readonly Value[]): void {
    const before = [...state.rows];
    const [old = row] = state.rows.splice(from, 1);
    const at = this.#upperBound(state.rows, row);
    state.rows.splice(at, 0, row);
    if (this.#byRank) {
      for (let i = Math.min(from, at); i <= Math.max(from, at) && i < state.end; i++) {
        this.#emitReplaced(before[i] as readonly Value[], state.rows[i] as readonly Value[], i + 1);
      }
    } else if (from < state.end && at < state.end) {
      this.#emitUpdate(old, row);
    } else if (from < state.end) {
      this.#options.emit(old, RowKind.delete);
      this.#options.emit(state.rows[state.end - 1] as readonly Value[], RowKind.insert);
    } else if (at < state.end) {
      this.#options.emit(state.rows[state.end] as readonly Value[], RowKind.delete);
      this.#options.emit(row, RowKind.insert);
    }
  }

  get #byRank(): boolean {
    return this.#options.outputRank || this.#options.start > 1;
  }

  /** Every rank from `at` on now belongs to another row: `by` 1 after an insertion, -1 after a removal. */
  #emitShifted(state: TopNRows, at: number, by: 1 | -1, removed?: readonly Value[]): void {
    const { rows, end } = state;
    const lengthBefore = rows.length - by;
    const last = Math.min(end, Math.max(rows.length, lengthBefore));
    for (let i = at; i < last; i++) {
      const before = by === 1 ? rows[i + 1] : i === at ? removed : rows[i - 1];
      const after = rows[i];
      if (i >= lengthBefore) {
        this.#emitRanked(after as readonly Value[], i + 1, RowKind.insert);
      } else if (after === undefined) {
        this.#emitRanked(before as readonly Value[], i + 1, RowKind.delete);
      } else {
        this.#emitReplaced(before as readonly Value[], after, i + 1);
      }
    }
  }

  #emitReplaced(before: readonly Value[], after: readonly Value[], rank: number): void {
    if (!this.#options.repeatEqual && sameRow(before, after)) {
      return;
    }
    if (this.#options.generateUpdateBefore) {
      this.#emitRanked(before, rank, RowKind.updateBefore);
    }
    this.#emitRanked(after, rank, RowKind.updateAfter);
  }

  #emitUpdate(before: readonly Value[], after: readonly Value[]): void {
    if (this.#options.generateUpdateBefore) {
      this.#options.emit(before, RowKind.updateBefore);
    }
    this.#options.emit(after, RowKind.updateAfter);
  }

  #emitRanked(row: readonly Value[], rank: number, kind: RowKind): void {
    if (rank >= this.#options.start) {
      this.#options.emit(this.#options.outputRank ? [...row, rank] : row, kind);
    }
  }

  /** The place after all rows that are not greater. */
  #upperBound(rows: readonly (readonly Value[])[], row: readonly Value[]): number {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#options.compare(rows[middle] as readonly Value[], row) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first row equal to `row` among those of its sort key. */
  #find(rows: readonly (readonly Value[])[], row: readonly Value[]): number {
    let found = -1;
    for (let i = this.#upperBound(rows, row) - 1; i >= 0; i--) {
      const candidate = rows[i] as readonly Value[];
      if (this.#options.compare(candidate, row) !== 0) {
        break;
      }
      if (sameRow(candidate, row)) {
        found = i;
      }
    }
    return found;
  }
}
