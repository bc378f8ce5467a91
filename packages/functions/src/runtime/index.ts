export {
  addDecimals,
  compareDecimals,
  type DecimalOperation,
  decimalToDouble,
  divideDecimals,
  doubleToDecimal,
  fitDecimal,
  moduloDecimals,
  multiplyDecimals,
  roundUnscaled,
  SAFE_DIGITS,
  subtractDecimals,
} from './decimal.ts';
export {
  absLong,
  addLong,
  divideInt,
  divideLong,
  doubleToInt,
  doubleToLong,
  longToInt,
  moduloInt,
  moduloLong,
  multiplyLong,
  negateLong,
  subtractLong,
  wrapLong,
} from './long.ts';
export { compareBytes, compareText } from './text-order.ts';
export {
  type Comparator,
  comparatorOf,
  compareDoubles,
  equalityOf,
  type Key,
  keyOf,
  nullsFirst,
} from './value-order.ts';
