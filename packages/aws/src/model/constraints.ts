import type { Shape } from './shapes.ts';

/** One limit of a shape: the words of its message, and whether a value keeps to it. */
export interface Constraint {
  readonly text: string;
  holds(value: unknown): boolean;
}

/** The limits of a shape in the order in which the real services report them. */
export function constraintsOf(shape: Shape): readonly Constraint[] {
  if (shape.type === 'structure') {
    return [];
  }
  if (shape.type === 'string') {
    return [...lengthLimits(shape), ...patternLimit(shape.pattern), ...enumLimit(shape.enum)];
  }
  const isNumber =
    shape.type === 'integer' || shape.type === 'long' || shape.type === 'float' || shape.type === 'double';
  return isNumber ? valueLimits(shape) : lengthLimits(shape);
}

interface Range {
  readonly min?: number;
  readonly max?: number;
}

function lengthLimits({ min, max }: Range): Constraint[] {
  const limits: Constraint[] = [];
  if (max !== undefined) {
    const text = `Member must have length less than or equal to ${max}`;
    limits.push({ text, holds: (value) => lengthOf(value) <= max });
  }
  if (min !== undefined && min > 0) {
    const text = `Member must have length greater than or equal to ${min}`;
    limits.push({ text, holds: (value) => lengthOf(value) >= min });
  }
  return limits;
}

function valueLimits({ min, max }: Range): Constraint[] {
  const limits: Constraint[] = [];
  if (max !== undefined) {
    const text = `Member must have value less than or equal to ${max}`;
    limits.push({ text, holds: (value) => (value as number) <= max });
  }
  if (min !== undefined) {
    const text = `Member must have value greater than or equal to ${min}`;
    limits.push({ text, holds: (value) => (value as number) >= min });
  }
  return limits;
}

function patternLimit(pattern: string | undefined): Constraint[] {
  if (pattern === undefined) {
    return [];
  }
  const regex = wholeMatch(pattern);
  const text = `Member must satisfy regular expression pattern: ${pattern}`;
  return [{ text, holds: (value) => regex.test(value as string) }];
}

function enumLimit(values: readonly string[] | undefined): Constraint[] {
  if (values === undefined) {
    return [];
  }
  const text = `Member must satisfy enum value set: [${values.join(', ')}]`;
  return [{ text, holds: (value) => values.includes(value as string) }];
}

/** Java matches the whole text and reads classes such as `[0-9-_]` that JavaScript's Unicode mode refuses. */
function wholeMatch(pattern: string): RegExp {
  const whole = `^(?:${pattern})$`;
  try {
    return new RegExp(whole, 'u');
  } catch {
    return new RegExp(whole);
  }
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) {
    return value.length;
  }
  return Object.keys(value as object).length;
}
