import type { Millis } from '@riffle/base';
import type { Value } from '@riffle/columns';

export interface MatchedRow {
  readonly time: Millis;
  readonly values: readonly Value[];
}

/**
 * A match, whole or begun. Its rows follow each other without a gap, and a pattern has each variable once, so where it
 * starts and how many rows each variable has taken say everything.
 */
export interface Run {
  /** Number of the first row within its partition. */
  readonly start: number;
  /** Rows taken, per element of the pattern. */
  readonly counts: readonly number[];
}

export function lengthOf(run: Run): number {
  return run.counts.reduce((sum, count) => sum + count, 0);
}

/** One more row for an element. */
export function extend(run: Run, element: number): Run {
  return { start: run.start, counts: run.counts.with(element, (run.counts[element] ?? 0) + 1) };
}

/** The last element that has taken a row; -1 before the first. */
export function positionOf(run: Run): number {
  return run.counts.findLastIndex((count) => count > 0);
}

/** The rows of a partition that runs still refer to, numbered without a gap. */
export class RowHistory {
  #rows: MatchedRow[] = [];
  #first = 0;

  get length(): number {
    return this.#rows.length;
  }

  /** The number of the row added. */
  add(row: MatchedRow): number {
    this.#rows.push(row);
    return this.#first + this.#rows.length - 1;
  }

  at(number: number): MatchedRow {
    return this.#rows[number - this.#first] as MatchedRow;
  }

  /** Forgets rows before `number`. */
  dropBefore(number: number): void {
    const unused = Math.min(number - this.#first, this.#rows.length);
    // Cutting off at least half keeps the cost per row constant.
    if (unused > 0 && unused * 2 >= this.#rows.length) {
      this.#rows = this.#rows.slice(unused);
      this.#first += unused;
    }
  }

  *entries(): Iterable<readonly [number, MatchedRow]> {
    for (const [i, row] of this.#rows.entries()) {
      yield [this.#first + i, row];
    }
  }

  /** Puts back a row with its number; rows come in order. */
  load(number: number, row: MatchedRow): void {
    if (this.#rows.length === 0) {
      this.#first = number;
    }
    this.#rows.push(row);
  }
}
