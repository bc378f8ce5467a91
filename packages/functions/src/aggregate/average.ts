import {
  divideHalfUp,
  type LogicalType,
  type Long,
  normalizeLong,
  powerOfTen,
  types,
  type Value,
  withNullability,
} from '@riffle/columns';
import { decimalResult, parameter } from '../signature/index.ts';
import { defineAggregate } from './define.ts';
import { RunningSums } from './running-sums.ts';

/**
 * The mean over sum and count. Sums of whole numbers are kept in 64 bits and of FLOAT in doubles, as in Flink;
 * the quotient of whole numbers loses its fraction, that of DECIMALs is rounded to the result's digits.
 */
class AverageAccumulators extends RunningSums {
  readonly #argument: LogicalType;
  readonly #result: LogicalType;

  constructor(argument: LogicalType, result: LogicalType) {
    super(sumTypeOf(argument));
    this.#argument = argument;
    this.#result = result;
  }

  result(slot: number): Value {
    const [sum, count] = [this.sums[slot] as Long, this.counts[slot] as number];
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
