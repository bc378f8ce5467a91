/** What the Jobs page reads of Flink's monitoring REST; answers hold more. Times in milliseconds. */
export type JobState =
  | 'INITIALIZING'
  | 'CREATED'
  | 'RUNNING'
  | 'FAILING'
  | 'FAILED'
  | 'CANCELLING'
  | 'CANCELED'
  | 'FINISHED'
  | 'RESTARTING'
  | 'SUSPENDED'
  | 'RECONCILING';

export interface JobOverview {
  readonly jid: string;
  readonly name: string;
  readonly state: JobState;
  readonly 'start-time': number;
  /** -1 while it runs. */
  readonly 'end-time': number;
  readonly duration: number;
  readonly tasks: Readonly<Record<string, number>>;
}

export interface IoMetrics {
  readonly 'read-bytes': number;
  readonly 'write-bytes': number;
  readonly 'read-records': number;
  readonly 'write-records': number;
  readonly 'accumulated-backpressured-time': number;
  readonly 'accumulated-idle-time': number;
  readonly 'accumulated-busy-time': number;
}

export interface VertexOverview {
  readonly id: string;
  readonly name: string;
  readonly parallelism: number;
  readonly status: string;
  readonly duration: number;
  readonly metrics: IoMetrics;
}

export interface JobDetails extends Omit<JobOverview, 'tasks'> {
  readonly now: number;
  readonly 'job-type': string;
  readonly timestamps: Readonly<Record<string, number>>;
  readonly vertices: readonly VertexOverview[];
  readonly plan: {
    readonly nodes: readonly {
      readonly id: string;
      readonly description: string;
      readonly inputs?: readonly { readonly id: string; readonly ship_strategy: string }[];
    }[];
  };
}

export interface JobConfig {
  readonly 'execution-config': {
    readonly 'execution-mode': string;
    readonly 'restart-strategy': string;
    readonly 'job-parallelism': number;
    readonly 'user-config': Readonly<Record<string, string>>;
  };
}

export interface SubtaskDetails {
  readonly subtask: number;
  readonly status: string;
  readonly attempt: number;
  readonly duration: number;
  readonly metrics: IoMetrics;
}

export interface Metric {
  readonly id: string;
  readonly value?: string;
}

export interface SubtaskPressure {
  readonly subtask: number;
  readonly ratio: number;
  readonly busyRatio: number;
  readonly backpressureLevel: 'ok' | 'low' | 'high';
}

export interface CheckpointView {
  readonly id: number;
  readonly status: string;
  readonly checkpoint_type: string;
  readonly trigger_timestamp: number;
  readonly end_to_end_duration: number;
  readonly state_size: number;
  readonly num_subtasks: number;
  readonly num_acknowledged_subtasks: number;
  readonly external_path?: string;
}

interface SummaryView {
  readonly min: number;
  readonly max: number;
  readonly avg: number;
}

export interface CheckpointStatistics {
  readonly counts: Readonly<Record<'restored' | 'total' | 'in_progress' | 'completed' | 'failed', number>>;
  readonly summary: { readonly state_size: SummaryView; readonly end_to_end_duration: SummaryView };
  readonly history: readonly CheckpointView[];
}

export interface CheckpointConfig {
  readonly mode: string;
  readonly interval: number;
  readonly timeout: number;
  readonly max_concurrent: number;
  readonly checkpoint_storage: string;
  readonly unaligned_checkpoints: boolean;
}

export interface JobExceptions {
  readonly exceptionHistory: {
    readonly entries: readonly {
      readonly exceptionName: string;
      readonly stacktrace: string;
      readonly timestamp: number;
      readonly taskName: string | null;
    }[];
  };
}
