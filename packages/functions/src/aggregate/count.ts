import { type LogicalType, notNull, types, type Value } from '@riffle/columns';
import type { Accumulators } from '../contract.ts';
import { always, parameter } from '../signature/index.ts';
import { defineAggregate } from './define.ts';

/** Counts stay far below 2^53. */
class CountAccumulators implements Accumulators {
  readonly stateType: LogicalType = notNull(types.bigint());
  #counts: number[] = [];

  reset(slot: number): void {
    this.#counts[slot] = 0;
  }

  add(slot: number): void {
    (this.#counts[slot] as number)++;
  }

  retract(slot: number): void {
    (this.#counts[slot] as number)--;
  }

  merge(slot: number, from: number): void {
    (this.#counts[slot] as number) += this.#counts[from] as number;
  }

  result(slot: number): Value {
    return this.#counts[slot] as number;
  }

  save(slot: number): Value {
    return this.#counts[slot] as number;
  }

  load(slot: number, state: Value): void {
    this.#counts[slot] = state as number;
  }

  addColumn(slots: Int32Array, _values: ArrayLike<unknown>, count: number): void {
    const counts = this.#counts;
    for (let i = 0; i < count; i++) {
      (counts[slots[i] as number] as number)++;
    }
  }
}

export const COUNT = defineAggregate({
  name: 'COUNT',
  signatures: ['COUNT(*)', 'COUNT([ALL] expression)', 'COUNT(DISTINCT expression1 [, expression2]*)'],
  description: 'The number of rows, or of rows whose values are not NULL.',
  overloads: [{ parameters: [], rest: parameter.anyType, result: always(notNull(types.bigint())) }],
  create: () => new CountAccumulators(),
});
