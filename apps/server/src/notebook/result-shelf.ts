import type { ResultChange, ResultOpening } from '@riffle/cells';
import type { CellStatus, ResultDelta, Run } from '@riffle/protocol';
import type { CellState } from './cell-state.ts';
import { ResultMirror } from './result-mirror.ts';

/** What was cleared from a cell, as long as it can be brought back. */
interface PutAside {
  readonly run: Run;
  readonly status: CellStatus;
  readonly mirrors: readonly ResultMirror[];
}

/** The views of all results of a notebook, and those that were cleared and may be wanted back. */
export class ResultShelf {
  readonly #mirrors = new Map<string, ResultMirror>();
  readonly #aside = new WeakMap<CellState, PutAside>();
  readonly #gone: (resultId: string) => void;

  /** `gone` hears of every result that can no longer be watched. */
  constructor(gone: (resultId: string) => void) {
    this.#gone = gone;
  }

  get(resultId: string): ResultMirror | undefined {
    return this.#mirrors.get(resultId);
  }

  open(opening: ResultOpening): void {
    this.#mirrors.set(opening.resultId, new ResultMirror(opening));
  }

  /** What watching clients need to know of the change; undefined when nobody can watch that result. */
  apply(change: ResultChange): ResultDelta | undefined {
    return this.#mirrors.get(change.resultId)?.apply(change);
  }

  /** Drops the results of the cell's run, and what was put aside before. */
  forget(cell: CellState): void {
    this.#take(cell);
    this.#aside.delete(cell);
  }

  /** Takes the cell's run away and keeps it; one that was still going on counts as cancelled at `now`. */
  putAside(cell: CellState, now: number): void {
    const { run, status } = cell;
    const mirrors = this.#take(cell);
    cell.run = null;
    cell.status = 'idle';
    if (run !== null) {
      const { place: _waited, ...rest } = run;
      const wasRunning = status === 'queued' || status === 'starting' || status === 'live';
      this.#aside.set(cell, {
        run: wasRunning ? { ...rest, finishedAt: now } : run,
        status: wasRunning ? 'cancelled' : status,
        mirrors,
      });
    }
  }

  /** Puts back what was put aside last; false when there is nothing, or the cell has run since. */
  bringBack(cell: CellState): boolean {
    const aside = this.#aside.get(cell);
    if (aside === undefined || cell.run !== null) {
      return false;
    }
    this.#aside.delete(cell);
    for (const mirror of aside.mirrors) {
      this.#mirrors.set(mirror.opening.resultId, mirror);
    }
    cell.run = aside.run;
    cell.status = aside.status;
    return true;
  }

  #take(cell: CellState): ResultMirror[] {
    const taken: ResultMirror[] = [];
    for (const output of cell.run?.outputs ?? []) {
      const mirror = output.kind === 'result' ? this.#mirrors.get(output.resultId) : undefined;
      if (mirror !== undefined) {
        this.#mirrors.delete(mirror.opening.resultId);
        this.#gone(mirror.opening.resultId);
        taken.push(mirror);
      }
    }
    return taken;
  }
}
