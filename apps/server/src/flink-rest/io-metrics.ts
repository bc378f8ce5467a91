import type { VertexSubtask } from './vertices.ts';

/** Flink's `IOMetricsInfo`: sums over subtasks. Everything is counted here, so all is complete. */
export function ioMetrics(subtasks: readonly VertexSubtask[]) {
  const sum = (read: (subtask: VertexSubtask) => number): number =>
    subtasks.reduce((total, subtask) => total + read(subtask), 0);
  return {
    'read-bytes': sum(({ readBytes }) => readBytes),
    'read-bytes-complete': true,
    'write-bytes': sum(({ writeBytes }) => writeBytes),
    'write-bytes-complete': true,
    'read-records': sum(({ readRecords }) => readRecords),
    'read-records-complete': true,
    'write-records': sum(({ writeRecords }) => writeRecords),
    'write-records-complete': true,
    'accumulated-backpressured-time': sum(({ backPressuredMs }) => backPressuredMs),
    'accumulated-idle-time': sum(({ idleMs }) => idleMs),
    'accumulated-busy-time': sum(({ busyMs }) => busyMs),
  };
}

export interface Summary {
  readonly min: number;
  readonly max: number;
  readonly avg: number;
  readonly sum: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
}

/** What some values come to; all 0 when there are none. Percentiles are values that occur. */
export function summarise(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return {
    min: sorted[0] ?? 0,
    max: sorted.at(-1) ?? 0,
    avg: sorted.length === 0 ? 0 : sum / sorted.length,
    sum,
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    p999: at(0.999),
  };
}
