import { decimalToDouble } from '../runtime/decimal.ts';
import {
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
} from '../runtime/long.ts';
import { compareText } from '../runtime/text-order.ts';
import { compareDoubles } from '../runtime/value-order.ts';

/** The functions generated code and `inline` forms may call by name. */
export const INLINE_SCOPE: Readonly<Record<string, (...args: never[]) => unknown>> = {
  absLong,
  addLong,
  compareDoubles,
  compareText,
  decimalToDouble,
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
};
