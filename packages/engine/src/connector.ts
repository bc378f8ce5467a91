import type { Clock, Json, Logger } from '@riffle/base';
import type { Batch, Value, VectorArrays } from '@riffle/columns';
import type { LookupJoinNode, SinkNode, SourceNode } from '@riffle/plan';

/**
 * The contract between the engine and a connector.
 *
 * Order: rows of one split stay in order; between splits there is none.
 * Watermarks: the engine keeps one per split, so a reader says from which split each batch comes.
 * Back-pressure: the engine calls `poll` only when it can take rows, and waits for `ready` of a writer that is full.
 * Checkpoints: `snapshot` is called between polls; what it returns, given back as `restored`, makes the reader go on
 * with exactly the first row not yet polled. A writer takes part in a two-phase commit: `prepareCommit` makes
 * everything written so far durable but invisible, `commit` makes it visible and may be called again after a crash.
 */
export interface ConnectorRuntime {
  openSource(
    node: SourceNode,
    context: ConnectorContext & { readonly restored: Json | null },
  ): SourceReader | Promise<SourceReader>;
  openSink(
    node: SinkNode,
    context: ConnectorContext & { readonly restored: Json | null },
  ): SinkWriter | Promise<SinkWriter>;
  /** Opens a table that is asked key by key; absent when no connector can be asked. */
  openLookup?(node: LookupJoinNode, context: ConnectorContext): LookupReader | Promise<LookupReader>;
}

export interface ConnectorContext {
  readonly clock: Clock;
  readonly logger: Logger;
  /** This subtask, from 0, of how many. */
  readonly subtask: number;
  readonly parallelism: number;
  /** The name of the job, for directories and log lines. */
  readonly jobId: string;
  /** `table.local-time-zone`. */
  readonly zone: string;
  /** Counts something under the operator's metrics (`numRecordsInErrors`, bytes read …). */
  count(metric: string, by: number): void;
  /** Checkpoints are being taken: a writer shows rows only at `commit`, not already in `finish`. */
  readonly checkpointing?: boolean;
  /** Where a source may take the arrays of the batch it is about to give; it must not keep them. Absent: make new ones. */
  readonly arrays?: VectorArrays;
}

export type SourcePoll =
  | { readonly kind: 'batch'; readonly split: string; readonly batch: Batch }
  /** No more rows will ever come from this split. */
  | { readonly kind: 'split-finished'; readonly split: string }
  /** Nothing now; wait for `available`. */
  | { readonly kind: 'pending' }
  /** Every split is finished: the input is bounded and done. */
  | { readonly kind: 'finished' };

export interface SourceReader {
  /** The splits that may still give rows. A split not yet heard of holds the watermark back at minus infinity. */
  splits(): readonly string[];
  /** Never blocks. Gives at most `maxRows` rows. Throws `ConnectorError` when the source has failed. */
  poll(maxRows: number): SourcePoll;
  /** Settles when `poll` is worth calling again. */
  available(): Promise<void>;
  /** The position of every split, as JSON. */
  snapshot(): Json;
  close(): Promise<void>;
}

export interface SinkWriter {
  /** Takes the rows; `batch.columns` are the sink node's physical columns, then its metadata columns. */
  write(batch: Batch): void;
  /** Null when the writer takes more rows now, else what to wait for. */
  ready(): Promise<void> | null;
  /** Phase one. Gives what `commit` needs, as JSON; null when there is nothing to commit. */
  prepareCommit(checkpointId: number): Promise<Json>;
  /** Phase two. Must bear being repeated with the same argument. */
  commit(committable: Json): Promise<void>;
  /** The writer's own state at a checkpoint, beside the committable; null when it has none. */
  snapshot(): Json;
  /** All input has been written: flush. Without checkpoints this is also what makes rows visible. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

export interface LookupReader {
  /**
   * The rows that match a key: each holds all of the node's `physicalColumns`. `key` stands in the order of the
   * node's `keys`. Throws or rejects with `ConnectorError` when the source cannot answer.
   */
  lookup(key: readonly Value[]): LookupRows | Promise<LookupRows>;
  close(): Promise<void>;
}

export type LookupRows = readonly (readonly Value[])[];

/** A connector failed in a way that is not our defect: the network, a missing file, a bad record. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  /** Trying again may help. */
  readonly retryable: boolean;

  constructor(message: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.retryable = options.retryable ?? false;
  }
}
