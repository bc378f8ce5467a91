import type { Millis } from '@riffle/base';
import type { SliceAssigner } from './window-assigner.ts';

/** Cuts a batch into runs of rows that belong to the same slice. */
export interface SliceRuns {
  /** The slice end of a row that starts a run. */
  endOf(row: number): Millis;
  /** The row after the run that starts at `row`. */
  runFrom(row: number): number;
}

export function sliceRunsOf(rowCount: number, endOf: (row: number) => Millis): SliceRuns {
  return {
    endOf,
    runFrom: (row) => {
      const end = endOf(row);
      let next = row + 1;
      while (next < rowCount && endOf(next) === end) {
        next++;
      }
      return next;
    },
  };
}

/** The same for plain times: within a slice a comparison is enough. */
export function sliceRunsOfTimes(times: Float64Array, rowCount: number, assigner: SliceAssigner): SliceRuns {
  const endOf = (row: number): Millis => assigner.sliceEnd(times[row] as number);
  return {
    endOf,
    runFrom: (row) => {
      const end = endOf(row);
      const start = end - assigner.slice;
      let next = row + 1;
      while (next < rowCount && (times[next] as number) >= start && (times[next] as number) < end) {
        next++;
      }
      return next;
    },
  };
}
