import {
  type DecimalType,
  formatDecimal,
  type IntegerKind,
  type Long,
  normalizeLong,
  parseScaled,
  toUnscaled,
} from '@riffle/columns';

/** Numbers in the text of records, by Java's rules. */

const RANGES: Record<IntegerKind, readonly [min: bigint, max: bigint]> = {
  TINYINT: [-128n, 127n],
  SMALLINT: [-32768n, 32767n],
  INTEGER: [-2147483648n, 2147483647n],
  BIGINT: [-(2n ** 63n), 2n ** 63n - 1n],
};

/** `text` as a whole number of the type, or undefined when it is none or out of range. */
export function parseInteger(text: string, kind: IntegerKind): Long | undefined {
  return /^[+-]?\d+$/.test(text)
    ? integerInRange(BigInt(text.startsWith('+') ? text.slice(1) : text), kind)
    : undefined;
}

/** A number's text, perhaps with fraction and exponent, cut to a whole number of the type. */
export function truncateToInteger(text: string, kind: IntegerKind): Long | undefined {
  const plain = parseInteger(text, kind);
  if (plain !== undefined) {
    return plain;
  }
  const value = Math.trunc(Number(text));
  return Number.isFinite(value) ? integerInRange(BigInt(value), kind) : undefined;
}

function integerInRange(value: bigint, kind: IntegerKind): Long | undefined {
  const [min, max] = RANGES[kind];
  return value >= min && value <= max ? normalizeLong(value) : undefined;
}

const FLOATING = /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?)$/;

/** `text` as Java's `Double.parseDouble` reads it, or undefined. */
export function parseFloating(text: string): number | undefined {
  return FLOATING.test(text) ? Number(text.replace(/[fFdD]$/, '')) : undefined;
}

const LARGEST_EXPONENT = 10_000;

/**
 * `text` as the unscaled value of the decimal type, rounded half up to its scale.
 * Null when it has more digits than the type (Flink's overflow), undefined when it is no number.
 */
export function parseDecimal(text: string, type: DecimalType): Long | null | undefined {
  const number = parseScaled(text);
  if (number === undefined) {
    return undefined;
  }
  if (Math.abs(number.scale) > LARGEST_EXPONENT) {
    return number.scale < 0 && number.unscaled !== 0n ? null : 0;
  }
  return toUnscaled(number, type.precision, type.scale) ?? null;
}

/** The unscaled value as Java's `BigDecimal.toString` writes it: with an exponent for small numbers. */
export function formatDecimalScientific(unscaled: Long, scale: number): string {
  const negative = unscaled < 0;
  const digits = String(unscaled).slice(negative ? 1 : 0);
  const exponent = digits.length - 1 - scale;
  if (exponent >= -6) {
    return formatDecimal(unscaled, scale);
  }
  const mantissa = digits.length === 1 ? digits : `${digits[0]}.${digits.slice(1)}`;
  return `${negative ? '-' : ''}${mantissa}E${exponent}`;
}
