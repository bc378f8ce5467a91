import { type DecimalType, type IntegerKind, type Long, normalizeLong } from '@riffle/columns';

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

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;
const LARGEST_EXPONENT = 10_000;

/**
 * `text` as the unscaled value of the decimal type, rounded half up to its scale.
 * Null when it has more digits than the type (Flink's overflow), undefined when it is no number.
 */
export function parseDecimal(text: string, type: DecimalType): Long | null | undefined {
  const match = DECIMAL.exec(text);
  if (match === null || (match[2] === '' && (match[3] ?? '') === '')) {
    return undefined;
  }
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(whole + fraction);
  const shift = Number(exponent) - fraction.length + type.scale;
  if (Math.abs(shift) > LARGEST_EXPONENT) {
    return shift > 0 && digits !== 0n ? null : 0;
  }
  const magnitude = shift >= 0 ? digits * 10n ** BigInt(shift) : roundHalfUp(digits, 10n ** BigInt(-shift));
  if (magnitude >= 10n ** BigInt(type.precision)) {
    return null;
  }
  return normalizeLong(sign === '-' ? -magnitude : magnitude);
}

function roundHalfUp(digits: bigint, divisor: bigint): bigint {
  return (digits + divisor / 2n) / divisor;
}

/** The unscaled value as plain text: `12.30`. */
export function formatDecimal(unscaled: Long, scale: number): string {
  const negative = unscaled < 0;
  const digits = String(unscaled)
    .slice(negative ? 1 : 0)
    .padStart(scale + 1, '0');
  const plain = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return negative ? `-${plain}` : plain;
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

/** A DOUBLE as Java's `Double.toString` writes it: `1.0`, `1.0E10`, `NaN`. */
export function formatDouble(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  }
  if (value === 0) {
    return Object.is(value, -0) ? '-0.0' : '0.0';
  }
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-3 && magnitude < 1e7) {
    const text = String(value);
    return text.includes('.') ? text : `${text}.0`;
  }
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}

/** A FLOAT as Java's `Float.toString` writes it: the fewest digits that give the same FLOAT. */
export function formatFloat(value: number): string {
  if (!Number.isFinite(value) || value === 0) {
    return formatDouble(value);
  }
  for (let digits = 1; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) {
      return formatDouble(shorter);
    }
  }
  return formatDouble(Number(value.toPrecision(9)));
}
