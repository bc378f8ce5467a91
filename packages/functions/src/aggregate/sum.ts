import { type LogicalType, type Long, notNull, type Value, withNullability } from '@riffle/columns';
import type { AggregateSetup } from '../contract.ts';
import { decimalResult, digitsOf, parameter, type ResultRule } from '../signature/index.ts';
import { defineAggregate } from './define.ts';
import { RunningSums } from './running-sums.ts';

const DECIMAL_LIMIT = 10n ** 38n;

function overflows(sum: Long, type: LogicalType): boolean {
  return type.kind === 'DECIMAL' && typeof sum === 'bigint' && (sum >= DECIMAL_LIMIT || sum <= -DECIMAL_LIMIT);
}

/** The sum itself; without values the result is `empty`. */
class SumAccumulators extends RunningSums {
  readonly #type: LogicalType;
  readonly #empty: Value;

  constructor(type: LogicalType, empty: Value) {
    super(type);
    this.#type = type;
    this.#empty = empty;
  }

  result(slot: number): Value {
    if (this.counts[slot] === 0) {
      return this.#empty;
    }
    const sum = this.sums[slot] as Long;
    return overflows(sum, this.#type) ? null : sum;
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
