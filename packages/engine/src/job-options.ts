import type { Clock, Logger, Millis, Random } from '@riffle/base';
import type { Batch } from '@riffle/columns';
import type { AggregateFunction, ScalarFunction, TableFunction } from '@riffle/functions';
import type { Checkpoint, CheckpointInfo, CheckpointStore } from './checkpoint/checkpoint.ts';
import type { ConnectorRuntime } from './connector.ts';
import type { JobMetrics } from './runtime/metrics.ts';
import type { Scheduler } from './runtime/scheduler.ts';

/** Functions by the name the plan calls them. */
export interface RegisteredFunctions {
  readonly scalars?: ReadonlyMap<string, ScalarFunction>;
  readonly aggregates?: ReadonlyMap<string, AggregateFunction>;
  readonly tables?: ReadonlyMap<string, TableFunction>;
}

/** All that a job takes from outside. */
export interface JobOptions {
  readonly jobId: string;
  readonly connectors: ConnectorRuntime;
  readonly clock: Clock;
  /** For RAND, UUID and the like; seeded from the job's name when absent. */
  readonly random?: Random;
  readonly logger: Logger;
  /** Rows a source is asked for at once; 4,096 when absent. Results do not depend on it. */
  readonly batchSize?: number;
  /** Subtasks per task where the plan allows more than one; 1 when absent. */
  readonly parallelism?: number;
  readonly checkpoint?: { readonly store: CheckpointStore; readonly intervalMs?: Millis };
  readonly restore?: { readonly checkpoint: Checkpoint; readonly allowNonRestoredState?: boolean };
  /** Functions users registered; looked up before the built-in ones. */
  readonly functions?: RegisteredFunctions;
  /** Everything is restored and open: the first row may come. */
  onOpened?(): void;
  /** Takes the rows of the plan's collect node. */
  onRows?(batch: Batch): void;
  /** Null when the consumer takes rows now, else what to wait for. */
  resultReady?(): Promise<void> | null;
  /** The most bytes of state all operators may hold together (estimated); 1 GiB when absent. */
  readonly memoryLimitBytes?: number;
  /** `real`, or a seeded one with a virtual clock. */
  readonly scheduler?: 'real' | Scheduler;
}

export type JobOutcome = 'finished' | 'cancelled';

/** A running physical plan. */
export interface Job {
  /** Runs to the end of the input or until cancelled. Throws `JobError` when it fails. Called once. */
  run(): Promise<JobOutcome>;
  /** Stops where it stands. Settles when everything is closed. */
  cancel(): Promise<void>;
  /** Takes a checkpoint now. */
  checkpoint(): Promise<CheckpointInfo>;
  /** Takes a checkpoint after which no source emits a row, and then stops. */
  stopWithSavepoint(): Promise<CheckpointInfo>;
  metrics(): JobMetrics;
  /** Checkpoints completed in this run, oldest first. */
  checkpoints(): readonly CheckpointInfo[];
}
