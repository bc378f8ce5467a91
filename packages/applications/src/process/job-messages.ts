import type { LogLevel } from '@riffle/base';
import type { AwsAccess, JobFigures } from '@riffle/cells';
import type { CheckpointFacts, OperatorFacts, RunSpec } from './run-spec.ts';

/** All a job's thread needs. */
export interface JobSetup {
  readonly spec: RunSpec;
  /** The application's folder. */
  readonly folder: string;
  readonly epoch: number;
  readonly aws: AwsAccess | undefined;
}

export type ToJobThread =
  | { readonly op: 'start'; readonly setup: JobSetup }
  /** Takes a checkpoint, and with `stop` ends after it. */
  | { readonly op: 'save'; readonly requestId: number; readonly stop: boolean };

export type FromJobThread =
  | { readonly op: 'log'; readonly level: LogLevel; readonly message: string; readonly fields?: object }
  /** The state is restored and everything is open. */
  | { readonly op: 'opened'; readonly restoredFrom: string | null; readonly remarks: readonly string[] }
  | { readonly op: 'checkpoint'; readonly facts: CheckpointFacts }
  | { readonly op: 'checkpoint-failed'; readonly message: string }
  | { readonly op: 'figures'; readonly figures: JobFigures; readonly operators: readonly OperatorFacts[] }
  | { readonly op: 'saved'; readonly requestId: number; readonly file: string }
  | { readonly op: 'save-failed'; readonly requestId: number; readonly message: string }
  | { readonly op: 'ended'; readonly outcome: 'finished' | 'cancelled' }
  | {
      readonly op: 'failed';
      readonly message: string;
      readonly detail?: string | undefined;
      /** Trying again may help. */
      readonly retryable: boolean;
      readonly fenced: boolean;
    };
