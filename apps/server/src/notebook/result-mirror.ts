import type { ResultChange, ResultOpening } from '@riffle/cells';
import type { NumberedRow, ResultDelta, ResultReset, ViewCounts } from '@riffle/protocol';
import type { KeptLog } from './change-mirrors.ts';

/** Deltas kept for clients that come back after a short absence. */
const KEPT_DELTAS = 64;

/**
 * The server's copy of a result's view. It survives the tab that looked at it: a client that comes back gets what it
 * missed, or the whole view when that is too long ago.
 */
export class ResultMirror {
  readonly opening: ResultOpening;
  readonly log: KeptLog = { watchers: 0, log: undefined };
  readonly #rows = new Map<number, NumberedRow[1]>();
  readonly #deltas: ResultDelta[] = [];
  #version = 0;
  #counts: ViewCounts;

  constructor(opening: ResultOpening) {
    this.opening = opening;
    this.#counts = { rows: 0, received: 0, cap: opening.cap, dropped: 0 };
  }

  /** Applies a change; gives the delta that watching clients need. */
  apply(change: ResultChange): ResultDelta {
    for (const number of change.removes) {
      this.#rows.delete(number);
    }
    for (const [number, cells] of change.upserts) {
      this.#rows.set(number, cells);
    }
    this.#counts = change.counts;
    const delta: ResultDelta = {
      op: 'result-delta',
      resultId: this.opening.resultId,
      from: this.#version,
      to: ++this.#version,
      upserts: [...change.upserts],
      removes: [...change.removes],
      counts: change.counts,
    };
    this.#deltas.push(delta);
    if (this.#deltas.length > KEPT_DELTAS) {
      this.#deltas.shift();
    }
    return delta;
  }

  /** What brings a client from `version` (undefined: from nothing) to now. */
  catchUp(version: number | undefined): readonly (ResultDelta | ResultReset)[] {
    if (version === this.#version) {
      return [];
    }
    const start = this.#deltas.findIndex((delta) => delta.from === version);
    return start === -1 ? [this.#reset()] : this.#deltas.slice(start);
  }

  #reset(): ResultReset {
    return {
      op: 'result-reset',
      resultId: this.opening.resultId,
      version: this.#version,
      mode: this.opening.mode,
      columns: [...this.opening.columns],
      rows: this.rows(),
      counts: this.#counts,
    };
  }

  /** The rows in the order they came. */
  rows(): NumberedRow[] {
    return [...this.#rows].sort(([a], [b]) => a - b);
  }

  get counts(): ViewCounts {
    return this.#counts;
  }
}
