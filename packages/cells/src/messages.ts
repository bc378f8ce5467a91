import type { ScopedValues } from '@riffle/note-model';
import type {
  AssistName,
  CatalogTree,
  CellInsight,
  ChangeEntry,
  ChangeKind,
  ChangeTotals,
  NumberedRow,
  Output,
  ResultColumn,
  ResultMode,
  StatementPlan,
  ViewCounts,
} from '@riffle/protocol';
import type { ParagraphDigest, RunFacts } from '@riffle/sql';
import type { TableQuestion } from './catalog/table-desk.ts';
import type { JobFigures, JobOutline } from './job-view.ts';

export type {
  CheckpointFigures,
  JobFigures,
  JobOutline,
  OperatorFigures,
  OperatorOutline,
  SubtaskFigures,
} from './job-view.ts';

/**
 * What the server and an interpreter process say to each other, over the channel Node.js makes between a process and
 * its child. Plain data both ways: the interpreter holds nothing of the server's, and ends when the channel closes.
 */

/** Where the AWS endpoint is and with which keys; the interpreter never reads the user's own AWS settings. */
export interface AwsAccess {
  /** Undefined means AWS itself. */
  readonly endpoint?: string | undefined;
  readonly region: string;
  /** Undefined means the user's own credential chain; only with `RIFFLE_AWS=real`. */
  readonly credentials?:
    | {
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
        readonly sessionToken?: string | undefined;
      }
    | undefined;
}

/** What an interpreter is given when it starts. */
export interface InterpreterSettings {
  /** The notebook's name; empty for the default one. */
  readonly notebook: string;
  /** The database of catalog `glue` the session starts in. */
  readonly database: string;
  readonly aws: AwsAccess;
  /** A folder of its own below the home. */
  readonly directory: string;
  /** Most bytes of state one interactive job may hold. */
  readonly jobMemoryBytes: number;
}

export type ToInterpreter =
  | { readonly op: 'configure'; readonly settings: InterpreterSettings }
  /**
   * Runs a paragraph. Runs start in the order they come; one waits until the one before it is live or done, and one of
   * a batch until an INSERT that ends by itself in the one before it in the batch has ended. Once a run of a batch has
   * failed, those of the same batch that have not started are skipped.
   */
  | {
      readonly op: 'run';
      readonly runId: string;
      readonly text: string;
      readonly title: string;
      readonly batch?: string | undefined;
      /** Rows its results keep in view; without it, what suits their mode. */
      readonly cap?: number | undefined;
      /** What the forms of the text have been given. */
      readonly values: ScopedValues;
    }
  | { readonly op: 'cancel'; readonly runId: string }
  /** Ends one job of a run; what else the run started goes on. */
  | { readonly op: 'cancel-job'; readonly jobId: string }
  | { readonly op: 'set-cap'; readonly resultId: string; readonly cap: number }
  | { readonly op: 'watch-changes'; readonly resultId: string; readonly on: boolean }
  | { readonly op: 'describe-catalog'; readonly requestId: number }
  | { readonly op: 'table'; readonly requestId: number; readonly question: TableQuestion }
  /** Help with a paragraph that is being written. */
  | { readonly op: 'assist'; readonly requestId: number; readonly question: AssistQuestion }
  /** What the plans of a note's cells tell. */
  | { readonly op: 'insight'; readonly requestId: number; readonly cells: readonly InsightQuestion[] };

/** A request of the protocol as it came in. */
export interface AssistQuestion {
  readonly name: AssistName;
  readonly text: string;
  /** For those that are about a place. */
  readonly offset: number;
  /** What the forms of the text have been given. */
  readonly values: ScopedValues;
}

/** A cell as it is now, and as it last ran. */
export interface InsightQuestion {
  readonly cellId: string;
  readonly revision: number;
  readonly text: string;
  readonly values: ScopedValues;
  readonly ran: { readonly text: string; readonly record: RunRecord | null } | null;
  /** Null while nothing of it runs. */
  readonly facts: RunFacts | null;
}

/** What a run came to, to be told later whether it still would. */
export interface RunRecord {
  /** The session it ran in: another one after a restart of the interpreter. */
  readonly sessionId: string;
  /** The SQL that ran, with the values of its forms. */
  readonly body: string;
  readonly mode: 'streaming' | 'batch';
  readonly digest: ParagraphDigest;
}

/** How a run ended; `skipped` when one before it in its batch had failed. */
export type RunOutcome = 'finished' | 'failed' | 'cancelled' | 'skipped';

/** How a job ended; a failed one says why, and in which operator as the plan's line has it. */
export interface JobEnd {
  readonly outcome: 'finished' | 'failed' | 'cancelled';
  readonly problem?:
    | { readonly message: string; readonly detail?: string | undefined; readonly operator?: string | undefined }
    | undefined;
}

/** Rows that changed in a view, from one version of it to the next. */
export interface ResultChange {
  readonly resultId: string;
  readonly upserts: readonly NumberedRow[];
  readonly removes: readonly number[];
  readonly counts: ViewCounts;
}

/** Changes of a result's changelog; with `reset` they are all that is kept. */
export interface ResultLog {
  readonly resultId: string;
  readonly reset: boolean;
  readonly entries: readonly ChangeEntry[];
  readonly totals: ChangeTotals;
}

/** A result as it is announced, before its first row. */
export interface ResultOpening {
  readonly resultId: string;
  readonly mode: ResultMode;
  readonly columns: readonly ResultColumn[];
  readonly cap: number;
  /** What makes the rows; absent for lines of `print` tables. */
  readonly query?: { readonly plan: StatementPlan; readonly kinds: readonly ChangeKind[] } | undefined;
}

export type FromInterpreter =
  | { readonly op: 'ready' }
  | { readonly op: 'run-started'; readonly runId: string }
  /** A job of the run is running; the next run in line may start. */
  | { readonly op: 'run-live'; readonly runId: string }
  | { readonly op: 'run-output'; readonly runId: string; readonly output: Output }
  | { readonly op: 'run-ended'; readonly runId: string; readonly outcome: RunOutcome }
  | { readonly op: 'result-opened'; readonly runId: string; readonly opening: ResultOpening }
  | { readonly op: 'result-changed'; readonly change: ResultChange }
  | { readonly op: 'job-started'; readonly runId: string; readonly outline: JobOutline }
  | { readonly op: 'result-logged'; readonly log: ResultLog }
  | { readonly op: 'job-figures'; readonly runId: string; readonly figures: JobFigures }
  | { readonly op: 'run-record'; readonly runId: string; readonly record: RunRecord }
  | { readonly op: 'job-ended'; readonly runId: string; readonly jobId: string; readonly end: JobEnd }
  | { readonly op: 'catalog-changed' }
  /** `answer` is what the protocol says for the question's name. */
  | {
      readonly op: 'table-answered';
      readonly requestId: number;
      readonly answer?: unknown;
      readonly problem?: string | undefined;
    }
  | {
      readonly op: 'catalog-described';
      readonly requestId: number;
      readonly tree?: CatalogTree | undefined;
      readonly problem?: string | undefined;
    }
  /** `answer` is what the protocol says for the question's name. */
  | {
      readonly op: 'assisted';
      readonly requestId: number;
      readonly answer?: unknown;
      readonly problem?: string | undefined;
    }
  | {
      readonly op: 'insight-found';
      readonly requestId: number;
      readonly cells?: readonly CellInsight[] | undefined;
      readonly problem?: string | undefined;
    }
  /** Every second. */
  | { readonly op: 'memory'; readonly bytes: number };
