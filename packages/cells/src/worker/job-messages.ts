import type { Millis } from '@riffle/base';
import type { ResultMode } from '@riffle/protocol';
import type { AwsAccess, JobFigures, JobOutline, ResultChange, ResultLog } from '../messages.ts';

/** How a query's rows become a view. */
export interface ViewSpec {
  readonly resultId: string;
  readonly mode: ResultMode;
  readonly cap: number;
  readonly keyColumns: readonly number[];
  /** Between two pushes at least this long. */
  readonly refreshMs: Millis | undefined;
  /** Rows whose first column, a timestamp, is older than the newest by this are dropped. */
  readonly thresholdMs: Millis | undefined;
}

/** All a worker needs to run one job. */
export interface JobSpec {
  readonly jobId: string;
  readonly name: string;
  /** `planToJson`: a plan's literals may hold values that a thread's channel would not carry. */
  readonly plan: string;
  /** Null for a job without a result (INSERT). */
  readonly view: ViewSpec | null;
  /** Undefined when there is no AWS to reach. */
  readonly aws: AwsAccess | undefined;
  readonly memoryBytes: number;
  /** Subtasks a task may have; what the plan's settings say without it. */
  readonly parallelism: number | undefined;
  /** Where checkpoints go, when the plan's settings ask for them. */
  readonly checkpointDirectory: string;
}

/** Why a job failed, as far as the worker knows. */
export interface JobProblem {
  readonly message: string;
  readonly detail?: string | undefined;
  /** The plan's line of the operator it happened in. */
  readonly operator?: string | undefined;
}

export type ToJobWorker =
  | { readonly op: 'start'; readonly job: JobSpec }
  | { readonly op: 'cancel' }
  | { readonly op: 'set-cap'; readonly cap: number }
  | { readonly op: 'watch-changes'; readonly on: boolean };

export type FromJobWorker =
  /** The modules are loaded: a job given now starts at once. */
  | { readonly op: 'ready' }
  | { readonly op: 'running'; readonly outline: JobOutline }
  | { readonly op: 'changed'; readonly change: ResultChange }
  | { readonly op: 'logged'; readonly log: ResultLog }
  /** A line of a `print` table. */
  | { readonly op: 'line'; readonly line: string }
  | { readonly op: 'figures'; readonly figures: JobFigures }
  | { readonly op: 'ended'; readonly outcome: 'finished' | 'cancelled' }
  | { readonly op: 'failed'; readonly problem: JobProblem };
