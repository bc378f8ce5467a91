import type { Millis } from '@riffle/base';
import type { PhysicalNodeKind } from '@riffle/plan';

/** What is known of a job once it runs and does not change: it goes to the server with the job's start. */
export interface JobOutline {
  readonly jobId: string;
  readonly name: string;
  readonly startedAt: Millis;
  readonly mode: 'streaming' | 'batch';
  /** It comes to an end by itself. */
  readonly bounded: boolean;
  /** Milliseconds between checkpoints; null when none are taken. */
  readonly checkpointMs: Millis | null;
  /** The session's settings the job runs with. */
  readonly settings: Readonly<Record<string, string>>;
  /** Inputs before users. */
  readonly operators: readonly OperatorOutline[];
}

export interface OperatorOutline {
  readonly id: string;
  readonly kind: PhysicalNodeKind;
  /** What a person calls it: a table's name, `Group aggregate`. */
  readonly title: string;
  /** What it works on, in a few words: keys, columns, a connector; may be empty. */
  readonly detail: string;
  /** The plan's line for it. */
  readonly description: string;
  readonly inputs: readonly {
    readonly id: string;
    /** How rows get here: from operator to operator of one subtask, or between subtasks. */
    readonly exchange: 'forward' | 'hash' | 'single' | 'broadcast' | 'rebalance';
    /** The columns a hash exchange goes by. */
    readonly keys: readonly string[];
  }[];
  /** Operators of the same task run as one chain. */
  readonly task: number;
  readonly parallelism: number;
}

/** One operator of one subtask: since the job's start, and as rates and shares since the figures before. */
export interface SubtaskFigures {
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Milliseconds since the epoch; null before the first watermark, without event time and at the end of the input. */
  readonly watermark: Millis | null;
  /** The watermark it gave on, which a watermark assigner makes itself. */
  readonly outputWatermark: Millis | null;
  readonly stateBytes: number;
  /** Milliseconds spent in the operator itself, and in its whole subtask. */
  readonly selfMs: Millis;
  readonly busyMs: Millis;
  readonly backPressuredMs: Millis;
  readonly finishedAt: Millis | null;
  readonly rowsInPerSecond: number;
  readonly rowsOutPerSecond: number;
  /** Shares of the time, 0 to 1: in the operator itself, in its whole subtask, and waiting for what is behind it. */
  readonly load: number;
  readonly busy: number;
  readonly backPressure: number;
  /** What the operator and its connector counted under names of their own. */
  readonly counters: Readonly<Record<string, number>>;
}

/** How one operator is doing, over all its subtasks: shares are those of the subtask that has most. */
export interface OperatorFigures {
  readonly id: string;
  readonly load: number;
  readonly backPressure: number;
  readonly rowsInPerSecond: number;
  readonly rowsOutPerSecond: number;
  readonly subtasks: readonly SubtaskFigures[];
  readonly counters: Readonly<Record<string, number>>;
}

export interface CheckpointFigures {
  readonly id: number;
  readonly triggeredAt: Millis;
  readonly durationMs: Millis;
  readonly bytes: number;
  readonly location: string;
}

/** The figures of one job, once a second and at its end. */
export interface JobFigures {
  readonly jobId: string;
  readonly takenAt: Millis;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly rowsInPerSecond: number;
  readonly rowsOutPerSecond: number;
  readonly watermark: Millis | null;
  readonly behindMs: Millis | null;
  readonly stateBytes: number;
  readonly lateRowsDropped: number;
  readonly rowsSkipped: number;
  readonly operators: readonly OperatorFigures[];
  /** How many were completed, and the latest of them, oldest first. */
  readonly checkpoints: { readonly completed: number; readonly latest: readonly CheckpointFigures[] };
}
