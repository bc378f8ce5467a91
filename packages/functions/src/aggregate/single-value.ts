import { type LogicalType, types, type Value, withNullability } from '@riffle/columns';
import type { Accumulators } from '../contract.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { parameter } from '../signature/index.ts';
import { defineAggregate } from './define.ts';

/** The value of a query that must give one row at most. */
class SingleValueAccumulators implements Accumulators {
  readonly stateType: LogicalType;
  readonly #counts: number[] = [];
  readonly #values: Value[] = [];

  constructor(type: LogicalType) {
    this.stateType = types.row([
      { name: 'count', type: types.bigint() },
      { name: 'value', type: withNullability(type, true) },
    ]);
  }

  reset(slot: number): void {
    this.#counts[slot] = 0;
    this.#values[slot] = null;
  }

  add(slot: number, [value]: readonly Value[]): void {
    this.#count(slot, 1);
    this.#values[slot] = value as Value;
  }

  retract(slot: number): void {
    this.#count(slot, -1);
    this.#values[slot] = null;
  }

  #count(slot: number, by: number): void {
    const count = (this.#counts[slot] as number) + by;
    if (count > 1) {
      throw new EvaluationError('A sub-query that stands for one value gave more than one row (SINGLE_VALUE).');
    }
    this.#counts[slot] = count;
  }

  merge(slot: number, from: number): void {
    if ((this.#counts[from] as number) > 0) {
      this.add(slot, [this.#values[from] as Value]);
    }
  }

  result(slot: number): Value {
    return this.#values[slot] as Value;
  }

  save(slot: number): Value {
    return [this.#counts[slot] as number, this.#values[slot] as Value];
  }

  load(slot: number, state: Value): void {
    const [count, value] = state as readonly [number, Value];
    this.#counts[slot] = count;
    this.#values[slot] = value;
  }
}

export const SINGLE_VALUE = defineAggregate({
  name: 'SINGLE_VALUE',
  signatures: ['SINGLE_VALUE(expression)'],
  description: 'The only value there is; more than one is an error.',
  skipsNulls: false,
  overloads: [{ parameters: [parameter.anyType], result: ({ types: [type] }) => type && withNullability(type, true) }],
  create: ({ argumentTypes: [type], resultType }) => new SingleValueAccumulators(type ?? resultType),
});
