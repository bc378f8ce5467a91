import { EvaluationError } from '../../evaluation-error.ts';
import { type JavaTimePattern, javaTimePattern } from './java-time.ts';
import { type SimpleDatePattern, simpleDatePattern } from './simple-date.ts';
import { DatePatternError } from './tokens.ts';

export type { JavaTimePattern } from './java-time.ts';
export type { ParsedTime } from './java-time-parser.ts';
export type { SimpleDatePattern } from './simple-date.ts';

/** More patterns than a job ever uses; beyond them (patterns made per row) compiled ones are dropped. */
const CACHE_SIZE = 256;

function cached<T>(compile: (pattern: string) => T): (pattern: string) => T {
  const compiled = new Map<string, T>();
  return (pattern) => {
    let found = compiled.get(pattern);
    if (found === undefined) {
      if (compiled.size >= CACHE_SIZE) {
        compiled.clear();
      }
      found = compileOrExplain(pattern, compile);
      compiled.set(pattern, found);
    }
    return found;
  };
}

function compileOrExplain<T>(pattern: string, compile: (pattern: string) => T): T {
  try {
    return compile(pattern);
  } catch (error) {
    throw error instanceof DatePatternError ? new EvaluationError(error.message, { cause: error }) : error;
  }
}

/** The compiled `java.time` pattern. Throws `EvaluationError` for a pattern that is none. */
export const javaTime: (pattern: string) => JavaTimePattern = cached(javaTimePattern);

/** The compiled `SimpleDateFormat` pattern. Throws `EvaluationError` for a pattern that is none. */
export const simpleDate: (pattern: string) => SimpleDatePattern = cached(simpleDatePattern);
