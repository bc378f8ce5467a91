const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The order of two numbers' texts, exact where doubles are not; NaN comes last. */
export function compareNumbers(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)];
  if (left < right) {
    return -1;
  }
  if (left > right) {
    return 1;
  }
  if (left !== right) {
    return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  }
  return a === b ? 0 : compareDigits(a, b);
}

/** Two texts that are the same double may still differ beyond its digits. */
function compareDigits(a: string, b: string): number {
  const [left, right] = [DECIMAL.exec(a), DECIMAL.exec(b)];
  if (left === null || right === null) {
    return 0;
  }
  const scale = Math.max((left[3] ?? '').length, (right[3] ?? '').length);
  const difference = scaled(left, scale) - scaled(right, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function scaled([, sign = '', whole = '0', fraction = '']: RegExpExecArray, scale: number): bigint {
  const value = BigInt(whole + fraction.padEnd(scale, '0'));
  return sign === '-' ? -value : value;
}
