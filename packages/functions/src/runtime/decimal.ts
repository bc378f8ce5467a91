/** DECIMAL arithmetic over unscaled longs. A result that does not fit its type is NULL, as in Flink. */
import {
  divideHalfUp,
  fitsPrecision,
  type Long,
  normalizeLong,
  parseScaled,
  powerOfTen,
  rescaleDecimal,
  toUnscaled,
} from '@riffle/columns';
import { EvaluationError } from '../evaluation-error.ts';
import type { Digits } from '../signature/index.ts';

export type DecimalOperation = (a: Long, b: Long) => Long | null;

/** Digits that a product or sum of safe numbers may have and stay safe. */
export const SAFE_DIGITS = 15;

/** The unscaled value at `to`, or NULL when it does not fit. */
export function fitDecimal(unscaled: Long, fromScale: number, to: Digits): Long | null {
  const value = rescaleDecimal(unscaled, fromScale, to.scale);
  return fitsPrecision(value, to.precision) ? value : null;
}

export function addDecimals(a: Digits, b: Digits, result: Digits): DecimalOperation {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [powerOfTen(scale - a.scale), powerOfTen(scale - b.scale)];
  return (x, y) => fitDecimal(normalizeLong(BigInt(x) * left + BigInt(y) * right), scale, result);
}

export function subtractDecimals(a: Digits, b: Digits, result: Digits): DecimalOperation {
  const add = addDecimals(a, b, result);
  return (x, y) => add(x, -y);
}

export function multiplyDecimals(a: Digits, b: Digits, result: Digits): DecimalOperation {
  const scale = a.scale + b.scale;
  return (x, y) => fitDecimal(normalizeLong(BigInt(x) * BigInt(y)), scale, result);
}

export function divideDecimals(a: Digits, b: Digits, result: Digits): DecimalOperation {
  const shift = result.scale - a.scale + b.scale;
  const [up, down] = [powerOfTen(Math.max(0, shift)), powerOfTen(Math.max(0, -shift))];
  return (x, y) => {
    if (y === 0) {
      throw new EvaluationError('Division by zero.');
    }
    const value = normalizeLong(divideHalfUp(BigInt(x) * up, BigInt(y) * down));
    return fitsPrecision(value, result.precision) ? value : null;
  };
}

/** The remainder, with the sign of the first number. */
export function moduloDecimals(a: Digits, b: Digits, result: Digits): DecimalOperation {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [powerOfTen(scale - a.scale), powerOfTen(scale - b.scale)];
  return (x, y) => {
    if (y === 0) {
      throw new EvaluationError('Division by zero.');
    }
    return fitDecimal(normalizeLong((BigInt(x) * left) % (BigInt(y) * right)), scale, result);
  };
}

/** The sign of the difference of two numbers with their own scales. */
export function compareDecimals(a: Long, aScale: number, b: Long, bScale: number): number {
  const scale = Math.max(aScale, bScale);
  const [left, right] = [rescaleDecimal(a, aScale, scale), rescaleDecimal(b, bScale, scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The double nearest to a DECIMAL. */
export function decimalToDouble(unscaled: Long, scale: number): number {
  if (typeof unscaled === 'number' && scale <= 22) {
    return unscaled / 10 ** scale;
  }
  return Number(`${unscaled}e-${scale}`);
}

/** The DECIMAL nearest to a double, read from the digits it prints; NULL when it does not fit. */
export function doubleToDecimal(value: number, to: Digits): Long | null {
  const scaled = Number.isFinite(value) ? parseScaled(String(value)) : undefined;
  return (scaled && toUnscaled(scaled, to.precision, to.scale)) ?? null;
}

/** Rounds an unscaled value down to a multiple of 10^digits, towards `mode`. */
export function roundUnscaled(unscaled: Long, digits: number, mode: 'half-up' | 'floor' | 'ceil' | 'trunc'): Long {
  const unit = powerOfTen(digits);
  const value = BigInt(unscaled);
  if (mode === 'half-up') {
    return normalizeLong(divideHalfUp(value, unit));
  }
  const quotient = value / unit;
  const rest = value % unit;
  if (rest === 0n || mode === 'trunc') {
    return normalizeLong(quotient);
  }
  if (mode === 'floor') {
    return normalizeLong(rest < 0n ? quotient - 1n : quotient);
  }
  return normalizeLong(rest > 0n ? quotient + 1n : quotient);
}
