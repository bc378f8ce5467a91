import type { LogicalType, Long } from '@riffle/columns';
import { wrapLong } from '../runtime/index.ts';

/** How sums of one type are added up, and cut to the type. */
export interface Summation {
  add(a: Long, b: Long): Long;
  subtract(a: Long, b: Long): Long;
}

const MAX = Number.MAX_SAFE_INTEGER;

/** 32 bits and fewer: the sum wraps in its own type, as Java's does. */
function narrowSummation(bits: number): Summation {
  const shift = 32 - bits;
  const wrap = (value: number): number => (value << shift) >> shift;
  return {
    add: (a, b) => wrap((a as number) + (b as number)),
    subtract: (a, b) => wrap((a as number) - (b as number)),
  };
}

/** 64 bits: exact, wrapping at the ends. */
const longSummation: Summation = {
  add: (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') {
      const sum = a + b;
      if (sum <= MAX && sum >= -MAX) {
        return sum;
      }
    }
    return wrapLong(BigInt(a) + BigInt(b));
  },
  subtract: (a, b) => longSummation.add(a, -b),
};

/** DECIMAL(38, s): never wraps; a sum of more than 38 digits is NULL in the end. */
const decimalSummation: Summation = {
  add: (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') {
      const sum = a + b;
      if (sum <= MAX && sum >= -MAX) {
        return sum;
      }
    }
    const sum = BigInt(a) + BigInt(b);
    const asNumber = Number(sum);
    return Number.isSafeInteger(asNumber) ? asNumber : sum;
  },
  subtract: (a, b) => decimalSummation.add(a, -b),
};

const floatSummation: Summation = {
  add: (a, b) => Math.fround((a as number) + (b as number)),
  subtract: (a, b) => Math.fround((a as number) - (b as number)),
};

const doubleSummation: Summation = {
  add: (a, b) => (a as number) + (b as number),
  subtract: (a, b) => (a as number) - (b as number),
};

export function summationOf(type: LogicalType): Summation {
  switch (type.kind) {
    case 'TINYINT':
      return narrowSummation(8);
    case 'SMALLINT':
      return narrowSummation(16);
    case 'INTEGER':
      return narrowSummation(32);
    case 'DECIMAL':
      return decimalSummation;
    case 'FLOAT':
      return floatSummation;
    case 'DOUBLE':
      return doubleSummation;
    default:
      return longSummation;
  }
}
