import {
  divideHalfUp,
  type LogicalType,
  type Long,
  normalizeLong,
  notNull,
  powerOfTen,
  types,
  type Value,
  withNullability,
} from '@riffle/columns';
import type { Accumulators } from '../contract.ts';
import { decimalResult, parameter } from '../signature/index.ts';
import { defineAggregate } from './define.ts';
import { summationOf } from './sum.ts';

/**
 * The mean over sum and count. Sums of whole numbers are kept in 64 bits and of FLOAT in doubles, as in Flink;
 * the quotient of whole numbers loses its fraction, that of DECIMALs is rounded to the result's digits.
 */
class AverageAccumulators implements Accumulators {
  readonly stateType: LogicalType;
  readonly #argument: LogicalType;
  readonly #result: LogicalType;
  readonly #summation;
  readonly #sums: Long[] = [];
  readonly #counts: number[] = [];

  constructor(argument: LogicalType, result: LogicalType) {
    this.#argument = argument;
    this.#result = result;
    this.#summation = summationOf(sumTypeOf(argument));
    const sumType = argument.kind === 'DECIMAL' ? types.string() : sumTypeOf(argument);
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
    const [sum, count] = [this.#sums[slot] as Long, this.#counts[slot] as number];
    return count === 0 ? null : this.#quotient(sum, count);
  }

  #quotient(sum: Long, count: number): Value {
    switch (this.#result.kind) {
      case 'FLOAT':
        return Math.fround((sum as number) / count);
      case 'DOUBLE':
        return (sum as number) / count;
      case 'DECIMAL': {
        const from = this.#argument.kind === 'DECIMAL' ? this.#argument.scale : 0;
        const up = powerOfTen(this.#result.scale - from);
        return normalizeLong(divideHalfUp(BigInt(sum) * up, BigInt(count)));
      }
      default:
        return typeof sum === 'number' ? Math.trunc(sum / count) + 0 : normalizeLong(sum / BigInt(count));
    }
  }

  save(slot: number): Value {
    const sum = this.#sums[slot] as Long;
    return [this.#argument.kind === 'DECIMAL' ? String(sum) : sum, this.#counts[slot] as number];
  }

  load(slot: number, state: Value): void {
    const [sum, count] = state as readonly [Value, number];
    this.#sums[slot] = this.#argument.kind === 'DECIMAL' ? normalizeLong(BigInt(sum as string)) : (sum as Long);
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

function sumTypeOf(argument: LogicalType): LogicalType {
  switch (argument.kind) {
    case 'FLOAT':
    case 'DOUBLE':
      return types.double();
    case 'DECIMAL':
      return argument;
    default:
      return types.bigint();
  }
}

export const AVG = defineAggregate({
  name: 'AVG',
  signatures: ['AVG([ALL | DISTINCT] expression)'],
  description: 'The mean of the values that are not NULL, in their type (whole numbers lose the fraction).',
  overloads: [
    {
      parameters: [parameter.either(parameter.numeric, parameter.family('INTERVAL'))],
      result: ({ types: [type] }) =>
        type && withNullability(type.kind === 'DECIMAL' ? decimalResult.average(type) : type, true),
    },
  ],
  create: ({ argumentTypes: [argument], resultType }) => new AverageAccumulators(argument ?? resultType, resultType),
});
