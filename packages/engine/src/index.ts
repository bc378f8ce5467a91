export type {
  Checkpoint,
  CheckpointInfo,
  CheckpointOperator,
  CheckpointStore,
  CheckpointTable,
} from './checkpoint/checkpoint.ts';
export { fileCheckpointStore, readCheckpointFile } from './checkpoint/file-store.ts';
export {
  type ConnectorContext,
  ConnectorError,
  type ConnectorRuntime,
  type LookupReader,
  type LookupRows,
  type SinkWriter,
  type SourcePoll,
  type SourceReader,
} from './connector.ts';
export { JobError, NotSupportedError, RestoreError, StateLimitError } from './errors.ts';
export { createJob } from './job.ts';
export type { Job, JobOptions, JobOutcome, RegisteredFunctions } from './job-options.ts';
export { type JobMetrics, LATE_ROWS, type NodeMetrics, type OperatorMetrics } from './runtime/metrics.ts';
export { type Scheduler, SeededScheduler } from './runtime/scheduler.ts';
