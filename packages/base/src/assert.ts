/** Throws when `condition` is false. A failed assertion is always a defect of ours, never a user's mistake. */
export function assert(condition: unknown, message: string | (() => string)): asserts condition {
  if (!condition) {
    throw new Error(typeof message === 'string' ? message : message());
  }
}

/** Returns `value`, which must be there; use it where absence would be a defect of ours. */
export function must<T>(value: T | null | undefined, message = 'a value that must exist is missing'): T {
  if (value === null || value === undefined) {
    throw new Error(message);
  }
  return value;
}

/** Ends an exhaustive switch: the compiler refuses a case that was forgotten. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
