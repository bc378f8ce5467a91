import type { CheckpointFigures } from '@riffle/cells';
import type { JobRecord } from '../jobs/job-record.ts';
import { summarise } from './io-metrics.ts';

/** `/jobs/:jobid/checkpoints`. The history has the latest in front. */
export function checkpointStatistics(job: JobRecord) {
  const { completed, latest } = job.figures?.checkpoints ?? { completed: 0, latest: [] };
  const last = latest.at(-1);
  return {
    counts: { restored: 0, total: completed, in_progress: 0, completed, failed: 0 },
    summary: {
      checkpointed_size: statistics(latest.map(({ bytes }) => bytes)),
      state_size: statistics(latest.map(({ bytes }) => bytes)),
      end_to_end_duration: statistics(latest.map(({ durationMs }) => durationMs)),
      alignment_buffered: statistics([]),
      processed_data: statistics([]),
      persisted_data: statistics([]),
    },
    latest: {
      completed: last === undefined ? null : completedCheckpoint(job, last),
      savepoint: null,
      failed: null,
      restored: null,
    },
    history: [...latest].reverse().map((checkpoint) => completedCheckpoint(job, checkpoint)),
  };
}

/** `/jobs/:jobid/checkpoints/details/:checkpointid`; undefined when it is not among the latest. */
export function checkpointDetails(job: JobRecord, id: number) {
  const found = job.figures?.checkpoints.latest.find((checkpoint) => checkpoint.id === id);
  return found === undefined ? undefined : completedCheckpoint(job, found);
}

/** Barriers are aligned without buffering, so nothing is kept of rows in flight. */
function completedCheckpoint(job: JobRecord, checkpoint: CheckpointFigures) {
  const tasks = new Map(job.outline.operators.map(({ task, parallelism }) => [task, parallelism]));
  const subtasks = [...tasks.values()].reduce((sum, parallelism) => sum + parallelism, 0);
  return {
    className: 'completed',
    id: checkpoint.id,
    status: 'COMPLETED',
    is_savepoint: false,
    savepointFormat: null,
    trigger_timestamp: checkpoint.triggeredAt,
    latest_ack_timestamp: checkpoint.triggeredAt + checkpoint.durationMs,
    checkpointed_size: checkpoint.bytes,
    state_size: checkpoint.bytes,
    end_to_end_duration: checkpoint.durationMs,
    alignment_buffered: 0,
    processed_data: 0,
    persisted_data: 0,
    num_subtasks: subtasks,
    num_acknowledged_subtasks: subtasks,
    checkpoint_type: 'CHECKPOINT',
    tasks: {},
    external_path: checkpoint.location,
    discarded: false,
  };
}

/** `/jobs/:jobid/checkpoints/config`. Without checkpoints the interval is a number too large to come. */
export function checkpointConfig(job: JobRecord) {
  return {
    mode: 'exactly_once',
    interval: job.outline.checkpointMs ?? Number.MAX_SAFE_INTEGER,
    timeout: 600_000,
    min_pause: 0,
    max_concurrent: 1,
    externalization: { enabled: false, delete_on_cancellation: true },
    state_backend: 'HashMapStateBackend',
    checkpoint_storage: 'FileSystemCheckpointStorage',
    unaligned_checkpoints: false,
    tolerable_failed_checkpoints: 0,
    aligned_checkpoint_timeout: 0,
    checkpoints_after_tasks_finish: true,
    state_changelog_enabled: false,
    changelog_periodic_materialization_interval: 0,
    changelog_storage: 'none',
  };
}

function statistics(values: readonly number[]) {
  const { sum: _sum, avg, ...rest } = summarise(values);
  return { ...rest, avg: Math.round(avg) };
}
