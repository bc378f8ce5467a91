/** Thousands grouped, all digits kept: `-1234567.50` → `-1,234,567.50`. Text that is no plain number stays as it is. */
export function groupDigits(text: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (match === null) {
    return text;
  }
  const [, sign = '', whole = '', fraction = ''] = match;
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ',') + fraction;
}

/** Decimals that the numbers of a column share, so that their digits line up. */
export interface NumberShape {
  readonly decimals: number;
}

const DIGITS = 5;
const MOST_DECIMALS = 8;

/** For approximate numbers: about five digits of the largest, and never more decimals than a value has. */
export function numberShape(values: Iterable<string | null>): NumberShape {
  let largest = 0;
  let used = 0;
  for (const text of values) {
    const value = Number(text ?? Number.NaN);
    if (Number.isFinite(value)) {
      largest = Math.max(largest, Math.abs(value));
      used = Math.max(used, decimalsOf(text ?? ''));
    }
  }
  const whole = largest === 0 ? 1 : Math.floor(Math.log10(largest)) + 1;
  return { decimals: Math.min(used, MOST_DECIMALS, Math.max(2, DIGITS - whole)) };
}

function decimalsOf(text: string): number {
  const match = /^-?\d+(?:\.(\d+))?(?:[eE](-?\d+))?$/.exec(text);
  const fraction = (match?.[1] ?? '').replace(/0+$/, '').length;
  return Math.max(0, fraction - Number(match?.[2] ?? 0));
}

/** An approximate number in the shape of its column; one too large or too small for it in scientific form. */
export function shortNumber(text: string, shape: NumberShape): string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    return text;
  }
  const size = Math.abs(value);
  if (size >= 1e15 || (size !== 0 && size < 0.5 * 10 ** -shape.decimals)) {
    return value.toExponential(3);
  }
  return groupDigits(value.toFixed(shape.decimals));
}

/** A count in full: `1,204`. */
export function count(value: number): string {
  return groupDigits(String(Math.round(value)));
}

/** `1 row`, `15 rows`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `1st`, `2nd`, `13th`. */
export function ordinal(value: number): string {
  const ends: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
  return `${count(value)}${ends[new Intl.PluralRules('en', { type: 'ordinal' }).select(value)] ?? 'th'}`;
}

/** Bytes in the unit that fits: `42 KB`, `1.4 MB`. */
export function bytes(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let size = value;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || size >= 10 ? 0 : 1;
  return `${size.toFixed(digits)} ${units[unit]}`;
}
