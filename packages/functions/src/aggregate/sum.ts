import { type LogicalType, type Long, notNull, types, type Value, withNullability } from '@riffle/columns';
import type { Accumulators, AggregateSetup } from '../contract.ts';
import { wrapLong } from '../runtime/index.ts';
import { decimalResult, digitsOf, parameter, type ResultRule } from '../signature/index.ts';
import { defineAggregate } from './define.ts';

/** How sums of one type are added up, and cut to the type. */
interface Summation {
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

const DECIMAL_LIMIT = 10n ** 38n;

function overflows(sum: Long, type: LogicalType): boolean {
  return type.kind === 'DECIMAL' && typeof sum === 'bigint' && (sum >= DECIMAL_LIMIT || sum <= -DECIMAL_LIMIT);
}

/** Sum and count; without values the result is `empty`. */
class SumAccumulators implements Accumulators {
  readonly stateType: LogicalType;
  readonly #type: LogicalType;
  readonly #empty: Value;
  readonly #summation: Summation;
  readonly #sums: Long[] = [];
  readonly #counts: number[] = [];

  constructor(type: LogicalType, empty: Value) {
    this.#type = type;
    this.#empty = empty;
    this.#summation = summationOf(type);
    // A sum on its way may have more digits than its type; as text it keeps them.
    const sumType = type.kind === 'DECIMAL' ? types.string() : type;
    this.stateType = types.row([
      { name: 'sum', type: notNull(sumType) },
      { name: 'count', type: notNull(types.bigint()) },
    ]);
  }

  reset(slot: number): void {
    this.#sums[slot] = 0;
    this.#counts[slot] = 0;
  }

  add(slot: number, [value]: readonly Value[]): void {
    this.#sums[slot] = this.#summation.add(this.#sums[slot] as Long, value as Long);
    (this.#counts[slot] as number)++;
  }

  retract(slot: number, [value]: readonly Value[]): void {
    this.#sums[slot] = this.#summation.subtract(this.#sums[slot] as Long, value as Long);
    (this.#counts[slot] as number)--;
  }

  merge(slot: number, from: number): void {
    this.#sums[slot] = this.#summation.add(this.#sums[slot] as Long, this.#sums[from] as Long);
    (this.#counts[slot] as number) += this.#counts[from] as number;
  }

  result(slot: number): Value {
    if (this.#counts[slot] === 0) {
      return this.#empty;
    }
    const sum = this.#sums[slot] as Long;
    return overflows(sum, this.#type) ? null : sum;
  }

  save(slot: number): Value {
    const sum = this.#sums[slot] as Long;
    return [this.#type.kind === 'DECIMAL' ? String(sum) : sum, this.#counts[slot] as number];
  }

  load(slot: number, state: Value): void {
    const [sum, count] = state as readonly [Value, number];
    this.#sums[slot] = this.#type.kind === 'DECIMAL' ? decimalSummation.add(0, BigInt(sum as string)) : (sum as Long);
    this.#counts[slot] = count;
  }

  addColumn(slots: Int32Array, values: ArrayLike<unknown>, count: number): void {
    const sums = this.#sums;
    const counts = this.#counts;
    const { add } = this.#summation;
    for (let i = 0; i < count; i++) {
      const slot = slots[i] as number;
      sums[slot] = add(sums[slot] as Long, values[i] as Long);
      (counts[slot] as number)++;
    }
  }
}

function sumType(type: LogicalType): LogicalType {
  const digits = type.kind === 'DECIMAL' ? digitsOf(type) : undefined;
  return digits === undefined ? type : decimalResult.sum(digits);
}

const sumResult: ResultRule = ({ types: [type] }) => type && withNullability(sumType(type), true);

const addable = parameter.either(parameter.numeric, parameter.family('INTERVAL'));

export const SUM = defineAggregate({
  name: 'SUM',
  signatures: ['SUM([ALL | DISTINCT] expression)'],
  description: 'The sum of the values that are not NULL; NULL when there is none.',
  overloads: [{ parameters: [addable], result: sumResult }],
  create: ({ resultType }: AggregateSetup) => new SumAccumulators(resultType, null),
});

export const SUM0 = defineAggregate({
  name: '$SUM0',
  signatures: ['$SUM0(expression)'],
  description: 'The sum of the values that are not NULL; 0 when there is none.',
  overloads: [{ parameters: [addable], result: ({ types: [type] }) => type && notNull(sumType(type)) }],
  create: ({ resultType }: AggregateSetup) => new SumAccumulators(resultType, 0),
});
