import type { LogicalType, Value } from '@riffle/columns';

/** The version of the checkpoint format this engine writes. It reads this one and all earlier ones. */
export const CHECKPOINT_FORMAT = 1;

/** One state table of one subtask of an operator. */
export interface CheckpointTable {
  readonly name: string;
  readonly keyTypes: readonly LogicalType[] | null;
  readonly valueTypes: readonly LogicalType[];
  readonly routing: readonly number[] | null;
  readonly shared: boolean;
  readonly subtask: number;
  readonly rows: readonly (readonly Value[])[];
}

/** The state of one operator, over all its subtasks. */
export interface CheckpointOperator {
  readonly id: string;
  readonly description: string;
  readonly parallelism: number;
  readonly tables: readonly CheckpointTable[];
}

/** A consistent picture of a job between two rows. */
export interface Checkpoint {
  readonly formatVersion: number;
  readonly id: number;
  readonly jobId: string;
  /** Milliseconds since the epoch at which it was triggered. */
  readonly takenAt: number;
  readonly operators: readonly CheckpointOperator[];
}

/** What is known of a completed checkpoint. */
export interface CheckpointInfo {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly triggeredAt: number;
  /** Milliseconds from the trigger until it was durable and committed. */
  readonly durationMs: number;
  readonly bytes: number;
  /** Where the store put it. */
  readonly location: string;
}

/** Keeps checkpoints. `save` settles only when the checkpoint would survive a crash. */
export interface CheckpointStore {
  save(checkpoint: Checkpoint): Promise<{ readonly location: string; readonly bytes: number }>;
  /** Refuses with `RestoreError` what is damaged or of an unknown format. */
  load(id: number): Promise<Checkpoint>;
  /** Ids of complete checkpoints, oldest first. */
  list(): Promise<readonly number[]>;
}
