import type { Metric, VertexOverview } from './flink-types.ts';

/** One operator of a task, over all its subtasks. */
export interface OperatorRow {
  /** Unique in the job. */
  readonly name: string;
  readonly title: string;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly rowsOutPerSecond: number;
  /** Share of the time the busiest subtask spent in it, 0 to 1. */
  readonly load: number;
  readonly stateBytes: number;
  readonly lateRows: number;
}

/** Reads metrics named `<subtask>.<operator>.<metric>`, blanks of the operator's name as underscores. */
export function operatorRows(vertex: VertexOverview, metrics: readonly Metric[]): OperatorRow[] {
  return vertex.name.split(' -> ').map((name) => {
    const scope = name.replaceAll(' ', '_');
    const values = (metric: string): number[] =>
      Array.from({ length: vertex.parallelism }, (_, subtask) => {
        const found = metrics.find(({ id }) => id === `${subtask}.${scope}.${metric}`);
        return Number(found?.value ?? 0);
      });
    const sum = (metric: string): number => values(metric).reduce((total, value) => total + value, 0);
    return {
      name,
      title: name.replace(/\[\d+\]$/, ''),
      rowsIn: sum('numRecordsIn'),
      rowsOut: sum('numRecordsOut'),
      rowsOutPerSecond: sum('numRecordsOutPerSecond'),
      load: Math.max(0, ...values('ownTimeMsPerSecond')) / 1000,
      stateBytes: sum('stateSize'),
      lateRows: sum('numLateRecordsDropped'),
    };
  });
}
