/** What became of a case. */
import type { ConformanceResult } from './parser.ts';

export type Outcome = Omit<ConformanceResult, 'id'>;

export const PASSED: Outcome = { status: 'pass', reason: '' };

export function failed(reason: string): Outcome {
  return { status: 'fail', reason };
}

/** Whether an answer of ours says that it cannot do this yet. */
export function saysNotSupported(message: string): boolean {
  return message.includes('not supported yet');
}

/** The case needs something that cannot exist here: a Java class, a jar, another system. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

/**
 * Any exception is an outcome: a defect of ours is a failure of the case, never the end of the run; an answer that says
 * so is "not supported".
 */
export function outcomeOfError(error: unknown): Outcome {
  const message = messageOf(error);
  const isNotSupported = error instanceof CannotRun || saysNotSupported(message);
  return { status: isNotSupported ? 'notSupported' : 'fail', reason: message };
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
