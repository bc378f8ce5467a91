import { type LogicalType, MapValue, notNull, types, type Value } from '@riffle/columns';
import type { Accumulators } from '../contract.ts';
import { parameter } from '../signature/index.ts';
import { defineAggregate } from './define.ts';
import { ValueCounts } from './value-counts.ts';

class CollectAccumulators implements Accumulators {
  readonly stateType: LogicalType;
  readonly #counts: ValueCounts;

  constructor(type: LogicalType) {
    this.#counts = new ValueCounts(type);
    this.stateType = this.#counts.stateType;
  }

  reset(slot: number): void {
    this.#counts.reset(slot);
  }

  add(slot: number, [value]: readonly Value[]): void {
    this.#counts.change(slot, value as Value, 1);
  }

  retract(slot: number, [value]: readonly Value[]): void {
    this.#counts.change(slot, value as Value, -1);
  }

  merge(slot: number, from: number): void {
    this.#counts.merge(slot, from);
  }

  result(slot: number): Value {
    const present = [...this.#counts.entries(slot)].filter(({ count }) => count > 0);
    return new MapValue(present.map(({ value, count }) => [value, count] as const));
  }

  save(slot: number): Value {
    return this.#counts.save(slot);
  }

  load(slot: number, state: Value): void {
    this.#counts.load(slot, state);
  }
}

export const COLLECT = defineAggregate({
  name: 'COLLECT',
  signatures: ['COLLECT([ALL | DISTINCT] expression)'],
  description: 'The values that are not NULL as a multiset.',
  overloads: [
    { parameters: [parameter.anyType], result: ({ types: [type] }) => type && notNull(types.multiset(notNull(type))) },
  ],
  create: ({ argumentTypes: [type] }) => new CollectAccumulators(type as LogicalType),
});
