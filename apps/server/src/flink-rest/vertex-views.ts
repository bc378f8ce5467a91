import type { Millis } from '@riffle/base';
import type { JobRecord } from '../jobs/job-record.ts';
import { ioMetrics, summarise } from './io-metrics.ts';
import { durationOf } from './states.ts';
import type { ExecutionState, Vertex, VertexSubtask } from './vertices.ts';

const MAX_PARALLELISM = 128;
const THIS_MACHINE = 'localhost';
/** Flink's thresholds: up to a tenth of the time is fine, above a half is high. */
const LOW_PRESSURE = 0.1;
const HIGH_PRESSURE = 0.5;

/** `/jobs/:jobid/vertices/:vertexid`. */
export function vertexDetails(vertex: Vertex, job: JobRecord, now: Millis) {
  const metrics = vertex.subtasks.map((subtask) => numbersOf(ioMetrics([subtask])));
  return {
    id: vertex.id,
    name: vertex.name,
    parallelism: vertex.parallelism,
    maxParallelism: MAX_PARALLELISM,
    now,
    subtasks: vertex.subtasks.map((_, index) => subtaskDetails(vertex, index, { job, now })),
    aggregated: {
      metrics: Object.fromEntries(
        Object.keys(metrics[0] ?? {}).map((name) => [name, statistics(metrics.map((of) => of[name] ?? 0))]),
      ),
      'status-duration': Object.fromEntries(
        Object.keys(durations(job, vertex.subtasks[0], now)).map((state) => [
          state,
          statistics(vertex.subtasks.map((subtask) => durations(job, subtask, now)[state] ?? 0)),
        ]),
      ),
    },
  };
}

/** `/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex`. */
export function subtaskDetails(vertex: Vertex, index: number, { job, now }: { job: JobRecord; now: Millis }) {
  const subtask = vertex.subtasks[index] as VertexSubtask;
  const start = job.outline.startedAt;
  const end = subtask.end ?? -1;
  return {
    subtask: index,
    status: subtask.state,
    attempt: 0,
    endpoint: THIS_MACHINE,
    'start-time': start,
    'end-time': end,
    duration: durationOf(start, end, now),
    metrics: ioMetrics([subtask]),
    'taskmanager-id': 'local',
    'status-duration': durations(job, subtask, now),
    'other-concurrent-attempts': [],
    start_time: start,
  };
}

/** `/jobs/:jobid/vertices/:vertexid/subtasktimes`. */
export function subtaskTimes(vertex: Vertex, job: JobRecord, now: Millis) {
  const start = job.outline.startedAt;
  return {
    id: vertex.id,
    name: vertex.name,
    now,
    subtasks: vertex.subtasks.map((subtask, index) => ({
      subtask: index,
      endpoint: THIS_MACHINE,
      duration: durationOf(start, subtask.end ?? -1, now),
      timestamps: {
        CREATED: start,
        RUNNING: start,
        ...(subtask.end === null ? {} : { [subtask.state]: subtask.end }),
      },
    })),
  };
}

/** `/jobs/:jobid/vertices/:vertexid/backpressure`. */
export function backPressure(vertex: Vertex, now: Millis) {
  const worst = Math.max(0, ...vertex.subtasks.map((subtask) => subtask.backPressure));
  return {
    status: 'ok',
    'backpressure-level': levelOf(worst),
    backpressureLevel: levelOf(worst),
    'end-timestamp': now,
    subtasks: vertex.subtasks.map((subtask, index) => ({
      subtask: index,
      'attempt-number': 0,
      'backpressure-level': levelOf(subtask.backPressure),
      backpressureLevel: levelOf(subtask.backPressure),
      ratio: subtask.backPressure,
      busyRatio: subtask.busy,
      idleRatio: Math.max(0, 1 - subtask.busy - subtask.backPressure),
      'other-concurrent-attempts': [],
    })),
  };
}

function levelOf(ratio: number): 'ok' | 'low' | 'high' {
  return ratio <= LOW_PRESSURE ? 'ok' : ratio <= HIGH_PRESSURE ? 'low' : 'high';
}

/** Milliseconds a subtask has spent in the states it was in. */
function durations(job: JobRecord, subtask: VertexSubtask | undefined, now: Millis): Record<string, number> {
  const running = durationOf(job.outline.startedAt, subtask?.end ?? -1, now);
  const none: Record<string, number> = { CREATED: 0, SCHEDULED: 0, DEPLOYING: 0, INITIALIZING: 0 };
  const ended: ExecutionState[] = ['FINISHED', 'CANCELED', 'FAILED'];
  return {
    ...none,
    RUNNING: subtask !== undefined && (subtask.end !== null || !ended.includes(subtask.state)) ? running : 0,
  };
}

function numbersOf(metrics: Record<string, number | boolean>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(metrics).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
  );
}

/** Flink's `MetricStatistics`: whole numbers. */
function statistics(values: readonly number[]) {
  const summary = summarise(values);
  return {
    min: summary.min,
    max: summary.max,
    avg: Math.round(summary.avg),
    sum: summary.sum,
    median: summary.p50,
    p25: summarise(values.filter((value) => value <= summary.p50)).p50,
    p75: [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * 0.75) - 1)] ?? 0,
    p95: summary.p95,
  };
}
