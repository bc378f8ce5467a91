const DOUBLE_DIGITS = 4;

/** Thousands grouped, all digits kept: `-1234567.50` → `-1,234,567.50`. Text that is no plain number stays as it is. */
export function groupDigits(text: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (match === null) {
    return text;
  }
  const [, sign = '', whole = '', fraction = ''] = match;
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ',') + fraction;
}

/** A number of a result in few digits: DOUBLE and FLOAT to four decimals, everything exact with all of them. */
export function shortNumber(text: string, type: string): string {
  if (!/^(DOUBLE|FLOAT)/.test(type)) {
    return groupDigits(text);
  }
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) {
    return text;
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e15)) {
    return String(Number(value.toPrecision(5)));
  }
  return groupDigits(String(Number(value.toFixed(DOUBLE_DIGITS))));
}

/** A count in full: `1,204`. */
export function count(value: number): string {
  return groupDigits(String(Math.round(value)));
}

/** `1 row`, `15 rows`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
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
