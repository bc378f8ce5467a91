/**
 * BIGINT arithmetic as in Java: exact over 64 bits, wrapping at the ends. Values are longs (`number` where safe,
 * else `bigint`); two safe numbers whose result is safe never leave doubles. No result is -0.
 */
import { type Long, normalizeLong } from '@riffle/columns';
import { EvaluationError } from '../evaluation-error.ts';

const MAX = Number.MAX_SAFE_INTEGER;

/** A whole number cut to 64 bits, as a long. */
export function wrapLong(value: bigint): Long {
  return normalizeLong(BigInt.asIntN(64, value));
}

export function addLong(a: Long, b: Long): Long {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (sum <= MAX && sum >= -MAX) {
      return sum;
    }
  }
  return wrapLong(BigInt(a) + BigInt(b));
}

export function subtractLong(a: Long, b: Long): Long {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (difference <= MAX && difference >= -MAX) {
      return difference;
    }
  }
  return wrapLong(BigInt(a) - BigInt(b));
}

export function multiplyLong(a: Long, b: Long): Long {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (product <= MAX && product >= -MAX) {
      return product + 0;
    }
  }
  return wrapLong(BigInt(a) * BigInt(b));
}

/** The quotient without its fraction. */
export function divideLong(a: Long, b: Long): Long {
  if (b === 0) {
    throw new EvaluationError('Division by zero.');
  }
  if (typeof a === 'number' && typeof b === 'number') {
    return Math.trunc(a / b) + 0;
  }
  return wrapLong(BigInt(a) / BigInt(b));
}

/** The remainder, with the sign of `a`. */
export function moduloLong(a: Long, b: Long): Long {
  if (b === 0) {
    throw new EvaluationError('Division by zero.');
  }
  if (typeof a === 'number' && typeof b === 'number') {
    return (a % b) + 0;
  }
  return normalizeLong(BigInt(a) % BigInt(b));
}

export function negateLong(a: Long): Long {
  return typeof a === 'number' ? 0 - a : wrapLong(-a);
}

export function absLong(a: Long): Long {
  return a < 0 ? negateLong(a) : a;
}

/** A whole number of any size as INT, keeping its lowest 32 bits. */
export function longToInt(a: Long): number {
  return typeof a === 'number' ? a | 0 : Number(BigInt.asIntN(32, a));
}

/** A floating number as BIGINT: the fraction cut off, the ends of the range beyond it, 0 for NaN (Java's cast). */
export function doubleToLong(value: number): Long {
  const whole = Math.trunc(value) + 0;
  if (whole <= MAX && whole >= -MAX) {
    return whole;
  }
  if (Number.isNaN(value)) {
    return 0;
  }
  if (value >= 2 ** 63) {
    return 2n ** 63n - 1n;
  }
  return value <= -(2 ** 63) ? -(2n ** 63n) : normalizeLong(BigInt(whole));
}

/** A floating number as INT, by the same rules. */
export function doubleToInt(value: number): number {
  return Math.max(-2147483648, Math.min(2147483647, Math.trunc(value))) || 0;
}

/** `a / b` of two INTs. */
export function divideInt(a: number, b: number): number {
  if (b === 0) {
    throw new EvaluationError('Division by zero.');
  }
  return (a / b) | 0;
}

/** `a % b` of two INTs, with the sign of `a`. */
export function moduloInt(a: number, b: number): number {
  if (b === 0) {
    throw new EvaluationError('Division by zero.');
  }
  return (a % b) | 0;
}
