import type { Millis } from '@riffle/base';
import { endOf, type JobRecord } from '../jobs/job-record.ts';
import { summarise } from './io-metrics.ts';
import type { Vertex, VertexSubtask } from './vertices.ts';

/** Metrics by their ids. */
export type Metrics = ReadonlyMap<string, number>;

/** Flink's number for "no watermark yet", and for the end of the input. */
const NO_WATERMARK = -(2 ** 63);
const LAST_WATERMARK = 2 ** 63;

/** The metrics of a job itself. */
export function jobMetrics(job: JobRecord, now: Millis): Metrics {
  const end = endOf(job);
  const running = (end ?? now) - job.outline.startedAt;
  const { completed, latest } = job.figures?.checkpoints ?? { completed: 0, latest: [] };
  const last = latest.at(-1);
  return new Map([
    ['uptime', end === null ? running : 0],
    ['runningTime', running],
    ['downtime', 0],
    ['restartingTime', 0],
    ['numRestarts', 0],
    ['fullRestarts', 0],
    ['totalNumberOfCheckpoints', completed],
    ['numberOfCompletedCheckpoints', completed],
    ['numberOfInProgressCheckpoints', 0],
    ['numberOfFailedCheckpoints', 0],
    ['lastCheckpointSize', last?.bytes ?? -1],
    ['lastCheckpointDuration', last?.durationMs ?? -1],
  ]);
}

/** The metrics of one subtask: its own, and those of its operators as `<operator>.<metric>`. */
export function subtaskMetrics(vertex: Vertex, index: number): Metrics {
  const subtask = vertex.subtasks[index];
  const metrics = new Map<string, number>();
  if (subtask === undefined) {
    return metrics;
  }
  const own: Record<string, number> = {
    numRecordsIn: subtask.readRecords,
    numRecordsOut: subtask.writeRecords,
    numBytesIn: subtask.readBytes,
    numBytesOut: subtask.writeBytes,
    numRecordsInPerSecond: subtask.readPerSecond,
    numRecordsOutPerSecond: subtask.writePerSecond,
    busyTimeMsPerSecond: Math.round(subtask.busy * 1000),
    backPressuredTimeMsPerSecond: Math.round(subtask.backPressure * 1000),
    idleTimeMsPerSecond: Math.round(Math.max(0, 1 - subtask.busy - subtask.backPressure) * 1000),
    accumulateBusyTimeMs: subtask.busyMs,
    accumulateBackPressuredTimeMs: subtask.backPressuredMs,
    accumulateIdleTimeMs: subtask.idleMs,
    currentInputWatermark: watermarkValue(subtask.watermark, subtask),
  };
  for (const [name, value] of Object.entries(own)) {
    metrics.set(name, value);
  }
  for (const operator of vertex.operators) {
    const figures = operator.figures?.subtasks[index];
    if (figures !== undefined) {
      const scope = operator.name.replaceAll(' ', '_');
      const all: Record<string, number> = {
        numRecordsIn: figures.rowsIn,
        numRecordsOut: figures.rowsOut,
        numRecordsInPerSecond: figures.rowsInPerSecond,
        numRecordsOutPerSecond: figures.rowsOutPerSecond,
        currentInputWatermark: watermarkValue(figures.watermark, subtask),
        currentOutputWatermark: watermarkValue(figures.outputWatermark, subtask),
        ownTimeMsPerSecond: Math.round(figures.load * 1000),
        stateSize: figures.stateBytes,
        ...operator.figures?.counters,
      };
      for (const [name, value] of Object.entries(all)) {
        metrics.set(`${scope}.${name}`, value);
      }
    }
  }
  return metrics;
}

function watermarkValue(watermark: Millis | null, subtask: VertexSubtask): number {
  return watermark ?? (subtask.state === 'FINISHED' ? LAST_WATERMARK : NO_WATERMARK);
}

/** `/jobs/:jobid/vertices/:vertexid/watermarks`: those that are known. */
export function watermarks(vertex: Vertex): { id: string; value: string }[] {
  return vertex.subtasks.map((subtask, index) => ({
    id: `${index}.currentInputWatermark`,
    value: metricText(watermarkValue(subtask.watermark, subtask)),
  }));
}

/** The metrics of all subtasks of a vertex, each with its subtask's number before it. */
export function vertexMetrics(vertex: Vertex): Metrics {
  return new Map(
    vertex.subtasks.flatMap((_, index) =>
      [...subtaskMetrics(vertex, index)].map(([name, value]): [string, number] => [`${index}.${name}`, value]),
    ),
  );
}

/** Without `get` the ids there are, with it the values of those asked for, as text. Unknown ones are left out. */
export function listMetrics(metrics: Metrics, get: readonly string[] | null): { id: string; value?: string }[] {
  if (get === null) {
    return [...metrics.keys()].map((id) => ({ id }));
  }
  return get.flatMap((id) => {
    const value = metrics.get(id);
    return value === undefined ? [] : [{ id, value: metricText(value) }];
  });
}

const AGGREGATIONS = ['min', 'max', 'avg', 'sum'] as const;

/** The same over several parts: without `get` the ids, with it each one's smallest, largest, mean and sum. */
export function aggregateMetrics(
  parts: readonly Metrics[],
  get: readonly string[] | null,
  aggregations: readonly string[] | null,
): Record<string, string | number>[] {
  const names = get ?? [...new Set(parts.flatMap((part) => [...part.keys()]))];
  if (get === null) {
    return names.map((id) => ({ id }));
  }
  return names.flatMap((id) => {
    const values = parts.flatMap((part) => part.get(id) ?? []);
    if (values.length === 0) {
      return [];
    }
    const summary = summarise(values);
    const asked = AGGREGATIONS.filter((name) => aggregations === null || aggregations.includes(name));
    return [{ id, ...Object.fromEntries(asked.map((name) => [name, summary[name]])) }];
  });
}

/** Whole numbers in full: the ends of time, Java's smallest and largest long, are longer than a double prints. */
function metricText(value: number): string {
  if (value === NO_WATERMARK) {
    return '-9223372036854775808';
  }
  return value === LAST_WATERMARK ? '9223372036854775807' : String(value);
}
