/** Numbers as Java writes them (`Double.toString`, `Float.toString` up to Java 18), which Flink's casts use. */

const MIN_PLAIN = 1e-3;
const MAX_PLAIN = 1e7;
/** Bits of the significand of a double and of a float. */
const DOUBLE_BITS = 53;
const FLOAT_BITS = 24;
/** The largest binary exponent whose whole numbers Java prints from a 64-bit integer. */
const MAX_LONG_EXPONENT = 62;

/** `1.0`, `1.0E10`, `NaN`, `-Infinity`. */
export function formatDouble(value: number): string {
  return formatFloating(value, DOUBLE_BITS, shortestDouble);
}

/** The same for a number rounded to 32 bits. */
export function formatFloat(value: number): string {
  return formatFloating(value, FLOAT_BITS, shortestFloat);
}

interface Decimal {
  /** Significant digits without zeros at the end. */
  readonly digits: string;
  /** The value is 0.digits × 10^exponent. */
  readonly exponent: number;
}

function formatFloating(value: number, bits: number, shortest: (size: number) => Decimal): string {
  if (!Number.isFinite(value)) {
    return String(value);
  }
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  if (size === 0) {
    return `${sign}0.0`;
  }
  const decimal = wholeDigits(size, bits) ?? shortest(size);
  return sign + (size >= MIN_PLAIN && size < MAX_PLAIN ? plainText(decimal) : scientificText(decimal));
}

/** Whole numbers with fewer significant bits than digits: Java keeps more digits than needed there. */
function wholeDigits(size: number, bits: number): Decimal | undefined {
  const exponent = Math.floor(Math.log2(size));
  if (exponent <= bits || exponent > MAX_LONG_EXPONENT || !Number.isInteger(size)) {
    return undefined;
  }
  const extraBits = exponent - bits - 1;
  const dropped = extraBits > 1 ? Math.floor(extraBits * Math.LOG10E * Math.LN2) : 0;
  const unit = 10n ** BigInt(dropped);
  const rounded = (BigInt(size) + unit / 2n) / unit;
  const text = String(rounded);
  return { digits: text.replace(/0+$/, ''), exponent: text.length + dropped };
}

function shortestDouble(size: number): Decimal {
  return decimalOf(size.toExponential());
}

function shortestFloat(size: number): Decimal {
  for (let precision = 1; precision < 9; precision++) {
    const text = size.toExponential(precision - 1);
    if (Math.fround(Number(text)) === size) {
      return decimalOf(text);
    }
  }
  return decimalOf(size.toExponential(8));
}

function decimalOf(exponential: string): Decimal {
  const [mantissa = '', exponent = '0'] = exponential.split('e');
  return { digits: mantissa.replace('.', '').replace(/(?<=.)0+$/, ''), exponent: Number(exponent) + 1 };
}

function plainText({ digits, exponent }: Decimal): string {
  if (exponent <= 0) {
    return `0.${'0'.repeat(-exponent)}${digits}`;
  }
  const whole = digits.slice(0, exponent).padEnd(exponent, '0');
  return `${whole}.${digits.slice(exponent) || '0'}`;
}

function scientificText({ digits, exponent }: Decimal): string {
  return `${digits.charAt(0)}.${digits.slice(1) || '0'}E${exponent - 1}`;
}
