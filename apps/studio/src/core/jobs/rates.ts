import type { JobDetails, VertexOverview } from './flink-types.ts';

/** How a vertex did between two looks at its job. Rates per second; shares of the time of one subtask, 0 to 1. */
export interface VertexRates {
  readonly read: number;
  readonly written: number;
  readonly busy: number;
  readonly backPressured: number;
}

/** Nothing before the second look, and for a job that has ended. */
export function vertexRates(before: JobDetails | undefined, after: JobDetails): ReadonlyMap<string, VertexRates> {
  const rates = new Map<string, VertexRates>();
  const elapsed = before === undefined ? 0 : after.now - before.now;
  if (before === undefined || elapsed <= 0 || after['end-time'] !== -1) {
    return rates;
  }
  for (const vertex of after.vertices) {
    const earlier = before.vertices.find(({ id }) => id === vertex.id);
    if (earlier !== undefined) {
      rates.set(vertex.id, between(earlier, vertex, elapsed));
    }
  }
  return rates;
}

function between(before: VertexOverview, after: VertexOverview, elapsed: number): VertexRates {
  const grown = (name: keyof VertexOverview['metrics']): number =>
    Math.max(0, after.metrics[name] - before.metrics[name]);
  const share = (name: keyof VertexOverview['metrics']): number =>
    Math.min(1, grown(name) / elapsed / Math.max(1, after.parallelism));
  return {
    read: (grown('read-records') * 1000) / elapsed,
    written: (grown('write-records') * 1000) / elapsed,
    busy: share('accumulated-busy-time'),
    backPressured: share('accumulated-backpressured-time'),
  };
}

/** Rows a second that the job's sources give; null while it is not known. */
export function rowsPerSecond(details: JobDetails, rates: ReadonlyMap<string, VertexRates>): number | null {
  const sources = details.plan.nodes.filter(({ inputs }) => (inputs ?? []).length === 0);
  const known = sources.flatMap(({ id }) => rates.get(id) ?? []);
  return known.length === 0 ? null : known.reduce((sum, { read }) => sum + read, 0);
}
