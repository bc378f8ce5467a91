/** What became of a case. */
import type { ConformanceResult } from './parser.ts';

export type Outcome = Omit<ConformanceResult, 'id'>;

export const PASSED: Outcome = { status: 'pass', reason: '' };

/** A failure, or "not supported" where our own answer said so. */
export function failed(reason: string): Outcome {
  return { status: reason.includes('not supported yet') ? 'notSupported' : 'fail', reason };
}

/** The case needs something that cannot exist here: a Java class, a jar, another system. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

/** Any exception is an outcome: a defect of ours is a failure of the case, never the end of the run. */
export function outcomeOfError(error: unknown): Outcome {
  const message = messageOf(error);
  return error instanceof CannotRun ? { status: 'notSupported', reason: message } : failed(message);
}

export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const isDefect = error.name === 'Error' || error instanceof TypeError || error instanceof RangeError;
  return isDefect ? `${error.name}: ${error.message}${firstPlace(error)}` : error.message;
}

/** Where a defect was noticed: the first line of the stack that lies in a package. */
function firstPlace(error: Error): string {
  const place = /packages\/([\w-]+\/src\/[\w./-]+:\d+)/.exec(error.stack ?? '');
  return place === null ? '' : ` (${place[1]})`;
}
