import { JobError } from '@riffle/engine';
import type { JobProblem } from './job-messages.ts';

/** A job's failure for a person: the sentence first, the operator and the stack trace folded away. */
export function describeFailure(error: unknown): JobProblem {
  if (error instanceof JobError) {
    const cause = error.cause instanceof Error ? `\n${error.cause.stack ?? error.cause.message}` : '';
    return { message: error.message, detail: `In ${error.operator}${cause}`, operator: error.operator };
  }
  return error instanceof Error ? { message: error.message, detail: error.stack } : { message: String(error) };
}
