import { type Long, normalizeLong } from '../values.ts';

const POWERS = Array.from({ length: 78 }, (_, i) => 10n ** BigInt(i));

/** 10^exponent, for 0 to 77. */
export function powerOfTen(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

/** The value of an unscaled DECIMAL as text with all its digits: `12.30` for 1230 and scale 2. */
export function formatDecimal(unscaled: Long, scale: number): string {
  if (scale === 0) {
    return String(unscaled);
  }
  const isNegative = unscaled < 0;
  const digits = String(isNegative ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${isNegative ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Whether an unscaled value has at most `precision` digits. */
export function fitsPrecision(unscaled: Long, precision: number): boolean {
  if (typeof unscaled === 'number' && precision >= 16) {
    return true;
  }
  const limit = powerOfTen(precision);
  return unscaled < limit && unscaled > -limit;
}

/** Moves an unscaled value to another scale, halves rounded away from zero (Java's HALF_UP). */
export function rescaleDecimal(unscaled: Long, from: number, to: number): Long {
  if (from === to) {
    return unscaled;
  }
  if (to > from) {
    const scaled = typeof unscaled === 'number' ? unscaled * 10 ** (to - from) : 0;
    const isExact = typeof unscaled === 'number' && Number.isSafeInteger(scaled);
    return isExact ? scaled : normalizeLong(BigInt(unscaled) * powerOfTen(to - from));
  }
  return normalizeLong(divideHalfUp(BigInt(unscaled), powerOfTen(from - to)));
}

/** a / b to a whole number, halves rounded away from zero. */
export function divideHalfUp(a: bigint, b: bigint): bigint {
  const isNegative = a < 0n !== b < 0n;
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const quotient = (2n * x + y) / (2n * y);
  return isNegative ? -quotient : quotient;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;

/** A number read digit by digit: unscaled × 10^-scale. */
export interface ScaledNumber {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** Reads a decimal number, with an exponent if there is one. Undefined when the text is none. */
export function parseScaled(text: string): ScaledNumber | undefined {
  const match = NUMBER.exec(text);
  const [, sign, whole = '', fraction = '', exponent = '0'] = match ?? [];
  if (match === null || whole.length + fraction.length === 0) {
    return undefined;
  }
  const digits = BigInt(whole + fraction);
  return { unscaled: sign === '-' ? -digits : digits, scale: fraction.length - Number(exponent) };
}

/** The unscaled value of a number as DECIMAL(precision, scale), rounded HALF_UP; undefined when it does not fit. */
export function toUnscaled(
  { unscaled, scale: from }: ScaledNumber,
  precision: number,
  scale: number,
): Long | undefined {
  if (unscaled === 0n) {
    return 0;
  }
  if (from - scale > 400 || scale - from > 400) {
    return from > scale ? 0 : undefined;
  }
  const moved = scale >= from ? unscaled * powerOfTen(scale - from) : divideHalfUp(unscaled, powerOfTen(from - scale));
  const value = normalizeLong(moved);
  return fitsPrecision(value, precision) ? value : undefined;
}
