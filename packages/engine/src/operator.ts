import type { CancelTimer, Clock, Logger, Millis, Random } from '@riffle/base';
import type { Batch, LogicalType, VectorArrays } from '@riffle/columns';
import type { PhysicalNode } from '@riffle/plan';
import type { RegisteredFunctions } from './job-options.ts';
import type { RestoredState, StateTable } from './state/state-table.ts';

/** The watermark before any was seen. */
export const MIN_WATERMARK: Millis = Number.NEGATIVE_INFINITY;
/** The watermark at the end of a bounded input: no event time will ever come after it. */
export const MAX_WATERMARK: Millis = Number.POSITIVE_INFINITY;

/**
 * The contract of every operator. One operator instance belongs to one subtask and is never entered twice at once.
 *
 * **Order.** Batches of one input come in the order the producer emitted them; nothing is promised between inputs.
 * What an operator emits keeps, for each key, the order of the changes. Results must not depend on how rows are cut
 * into batches: a batch of a thousand rows and a thousand batches of one row give the same changes.
 *
 * **Retraction.** `batch.kinds` says what each row does. An operator takes what its plan node declares it may take,
 * and emits only the kinds of `node.changelog`. A retraction of a row that is not known is ignored, not an error:
 * with state TTL that is the defined outcome.
 *
 * **Arrays.** The vectors of a batch are only read. They may be emitted again and kept, unless the operator is one of
 * those listed in `runtime/array-rounds.ts`: what such an operator gets is overwritten once its step is over. Arrays
 * from `context.arrays` are for batches emitted in the same call.
 *
 * **Watermark.** `onWatermark` is called with a watermark that is greater than every earlier one, after all rows
 * that came before it. An operator that has the method must pass a watermark on itself (`output.watermark`), after
 * the rows the watermark made it emit. Without the method the runtime passes it on. At the end of a bounded input
 * the watermark is `MAX_WATERMARK`, then `endInput` and, after the last input, `finish` follow.
 *
 * **Checkpoint.** `snapshot` is called between batches when barriers of all inputs have arrived. It returns copies:
 * nothing it returned may change afterwards. `restore` is called before `open` and before any row; afterwards the
 * operator goes on exactly as the one that took the snapshot, except for the watermark, which starts anew unless the
 * operator says `keepsWatermark`.
 * Processing-time timers are not part of a snapshot: `open` sets them again from the state.
 *
 * **Back-pressure.** The runtime does not enter an operator while an exchange behind it has no credit, or while
 * `ready` of any operator of the subtask gives a promise. One call may overrun the credit; it must not buffer more
 * than its state otherwise.
 */
export interface Operator {
  /**
   * The watermark is saved and goes on after a restore, so that a row that was late before stays late. Flink does this
   * for windows over table functions, not for the older GROUP BY TUMBLE(…).
   */
  readonly keepsWatermark?: boolean;
  processBatch(batch: Batch, input: number): void;
  onWatermark?(watermark: Millis): void;
  /** The input is idle or active again; the runtime passes it on when the operator has no such method. */
  onIdle?(idle: boolean): void;
  /** A split of the source in the same subtask has appeared or ended. */
  onSplit?(event: SplitEvent): void;
  endInput?(input: number): void;
  /** All inputs have ended. */
  finish?(): void;
  /** After `finish`: what must settle before the subtask counts as finished. */
  finished?(): Promise<void>;
  snapshot?(): readonly StateTable[];
  /** What must settle before `snapshot` of this checkpoint (phase one of a commit). */
  prepareSnapshot?(checkpointId: number): Promise<void>;
  /** The checkpoint is complete and durable (phase two of a commit). */
  checkpointCompleted?(checkpointId: number): Promise<void>;
  restore?(state: RestoredState): void;
  /** After `restore`, before the first row. */
  open?(): void | Promise<void>;
  /** Null when the operator takes rows now, else what to wait for. */
  ready?(): Promise<void> | null;
  /** Bytes of state held, estimated. */
  stateBytes?(): number;
  close?(): Promise<void>;
}

export type SplitEvent =
  | { readonly kind: 'opened'; readonly split: string }
  | { readonly kind: 'finished'; readonly split: string };

/** Where an operator's results go. */
export interface Output {
  emit(batch: Batch): void;
  watermark(watermark: Millis): void;
  idle(idle: boolean): void;
  split(event: SplitEvent): void;
}

/** What an operator may use of the run it is in. */
export interface OperatorContext {
  readonly node: PhysicalNode;
  /** Column types of each input. */
  readonly inputTypes: readonly (readonly LogicalType[])[];
  readonly outputTypes: readonly LogicalType[];
  readonly output: Output;
  /** Where the arrays of emitted batches come from. They may serve again once the batch was used up. */
  readonly arrays: VectorArrays;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly jobId: string;
  readonly mode: 'streaming' | 'batch';
  /** `table.local-time-zone`. */
  readonly zone: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly subtask: number;
  readonly parallelism: number;
  /** Checkpoints are being taken in this run. */
  readonly checkpointing: boolean;
  /** Milliseconds since the epoch at which the job started. */
  readonly startedAt: Millis;
  readonly functions: RegisteredFunctions;
  /** Columns of an input whose hash decides which subtask gets a row, or null when that is not known. */
  routing(input: number): readonly number[] | null;
  /** Sets of columns of an input that identify a row of it. */
  inputUpsertKeys(input: number): readonly (readonly number[])[];
  /** Whether an input never takes rows back. */
  inputIsInsertOnly(input: number): boolean;
  /** Runs `callback` in this subtask at or after `at` on the engine's clock. */
  scheduleAt(at: Millis, callback: () => void): CancelTimer;
  /** The event time this operator has reached. */
  currentWatermark(): Millis;
  /** The split the batch being processed came from; null behind an exchange. */
  currentSplit(): string | null;
  /** Adds to a metric of this operator. */
  count(metric: string, by: number): void;
  /** Refuses the job when the state of all its operators exceeds the cap. */
  checkMemory(): void;
}
