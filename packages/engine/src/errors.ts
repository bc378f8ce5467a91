/** A job failed for a reason that is not our defect. `operator` is the plan's one-line description of the place. */
export class JobError extends Error {
  override readonly name: string = 'JobError';
  readonly operator: string;
  readonly retryable: boolean;

  constructor(message: string, options: { operator: string; cause?: unknown; retryable?: boolean }) {
    super(message, { cause: options.cause });
    this.operator = options.operator;
    this.retryable = options.retryable ?? false;
  }
}

/** The job's state outgrew its cap. */
export class StateLimitError extends JobError {
  override readonly name = 'StateLimitError';
}

/** A checkpoint does not fit the plan, is damaged, or is of an unknown format. */
export class RestoreError extends JobError {
  override readonly name = 'RestoreError';
}

/** A record or setting the engine cannot process; becomes a `JobError` with the operator's name at the edge. */
export class ProcessingError extends Error {
  override readonly name = 'ProcessingError';
}

/** A part of the plan that this engine cannot run yet. */
export class NotSupportedError extends Error {
  override readonly name = 'NotSupportedError';

  constructor(what: string) {
    super(`not supported yet: ${what}`);
  }
}

/** Gives any failure the name of the operator it happened in. */
export function asJobError(error: unknown, operator: string): JobError {
  if (error instanceof JobError) {
    return error;
  }
  const message = error instanceof Error ? error.message : String(error);
  const retryable = error instanceof Error && 'retryable' in error && error.retryable === true;
  return new JobError(message, { operator, cause: error, retryable });
}
