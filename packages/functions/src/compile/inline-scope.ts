import type { Long } from '@riffle/columns';
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

/** Thrown where a long does not fit a double: the batch is computed again by the code that can hold any long. */
export const NEEDS_BIGINT = new Error('a BIGINT of the batch is beyond 2^53');

function onNumbers(operation: (a: number, b: number) => number): (a: Long, b: Long) => number {
  // Written out instead of shared: each operation must be inlined by itself to stay in machine doubles.
  return new Function(
    'operation',
    'bail',
    `return (a, b) => {
      if (typeof a === 'number' && typeof b === 'number') {
        const r = operation(a, b);
        if (r <= 9007199254740991 && r >= -9007199254740991) return r;
      }
      throw bail;
    };`,
  )(operation, NEEDS_BIGINT);
}

function bail(): never {
  throw NEEDS_BIGINT;
}

/** `INLINE_SCOPE` for batches whose longs are all doubles, which the results stay in. */
export const NUMBER_SCOPE: typeof INLINE_SCOPE = {
  ...INLINE_SCOPE,
  bail,
  addLong: onNumbers((a, b) => a + b),
  subtractLong: onNumbers((a, b) => a - b),
  multiplyLong: onNumbers((a, b) => a * b + 0),
};
