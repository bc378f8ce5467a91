import { type LogicalType, types, type Value, withNullability } from '@riffle/columns';
import type { Accumulators, AggregateFunction } from '../contract.ts';
import { equalityOf } from '../runtime/index.ts';
import { type Overload, parameter } from '../signature/index.ts';
import { defineAggregate } from './define.ts';
import { ValueLists } from './value-lists.ts';

/** Aggregates that keep their values in order of arrival and make the result of the list. */
class ListedAccumulators implements Accumulators {
  readonly stateType: LogicalType;
  readonly #lists: ValueLists;
  readonly #finish: (values: readonly Value[]) => Value;

  constructor(type: LogicalType, finish: (values: readonly Value[]) => Value) {
    this.#lists = new ValueLists(equalityOf(type));
    this.#finish = finish;
    const list = types.array(withNullability(type, true));
    this.stateType = types.row([
      { name: 'present', type: list },
      { name: 'missing', type: list },
    ]);
  }

  reset(slot: number): void {
    this.#lists.reset(slot);
  }

  add(slot: number, [value]: readonly Value[]): void {
    this.#lists.add(slot, value as Value);
  }

  retract(slot: number, [value]: readonly Value[]): void {
    this.#lists.retract(slot, value as Value);
  }

  merge(slot: number, from: number): void {
    this.#lists.merge(slot, from);
  }

  result(slot: number): Value {
    return this.#finish(this.#lists.values(slot));
  }

  save(slot: number): Value {
    return this.#lists.save(slot);
  }

  load(slot: number, state: Value): void {
    this.#lists.load(slot, state);
  }
}

/** Keeps one value only: for input that takes nothing back. */
class FirstOrLastAccumulators implements Accumulators {
  readonly stateType: LogicalType;
  readonly #isFirst: boolean;
  readonly #values: Value[] = [];

  constructor(type: LogicalType, isFirst: boolean) {
    this.stateType = withNullability(type, true);
    this.#isFirst = isFirst;
  }

  reset(slot: number): void {
    this.#values[slot] = null;
  }

  add(slot: number, [value]: readonly Value[]): void {
    if (!this.#isFirst || this.#values[slot] === null) {
      this.#values[slot] = value as Value;
    }
  }

  retract(): void {
    throw new Error('FIRST_VALUE and LAST_VALUE were set up for input that takes nothing back');
  }

  merge(slot: number, from: number): void {
    const other = this.#values[from] as Value;
    if (other !== null && (!this.#isFirst || this.#values[slot] === null)) {
      this.#values[slot] = other;
    }
  }

  result(slot: number): Value {
    return this.#values[slot] as Value;
  }

  save(slot: number): Value {
    return this.#values[slot] as Value;
  }

  load(slot: number, state: Value): void {
    this.#values[slot] = state;
  }
}

function firstOrLast(name: 'FIRST_VALUE' | 'LAST_VALUE', description: string): AggregateFunction {
  const isFirst = name === 'FIRST_VALUE';
  const pick = isFirst
    ? (values: readonly Value[]): Value => values[0] ?? null
    : (values: readonly Value[]): Value => values.at(-1) ?? null;
  const sameNullable: Overload = {
    parameters: [parameter.anyType],
    result: ({ types: [type] }) => type && withNullability(type, true),
  };
  return defineAggregate({
    name,
    signatures: [`${name}(expression)`],
    description,
    overloads: [sameNullable],
    create: ({ resultType, retracting }) =>
      retracting ? new ListedAccumulators(resultType, pick) : new FirstOrLastAccumulators(resultType, isFirst),
  });
}

export const FIRST_VALUE = firstOrLast('FIRST_VALUE', 'The first value that is not NULL, in order of arrival.');
export const LAST_VALUE = firstOrLast('LAST_VALUE', 'The last value that is not NULL, in order of arrival.');

export const ARRAY_AGG = defineAggregate({
  name: 'ARRAY_AGG',
  signatures: ['ARRAY_AGG([ALL | DISTINCT] expression [RESPECT NULLS | IGNORE NULLS])'],
  description: 'The values as an array, in order of arrival; NULL when there is none.',
  skipsNulls: false,
  overloads: [
    {
      parameters: [parameter.anyType],
      result: ({ types: [type] }) => type && types.array(withNullability(type, true)),
    },
  ],
  create: ({ argumentTypes: [type], options }) => {
    const finish = (values: readonly Value[]): Value => {
      const kept = options['nulls'] === 'IGNORE' ? values.filter((value) => value !== null) : values;
      return kept.length === 0 ? null : [...kept];
    };
    return new ListedAccumulators(type as LogicalType, finish);
  },
});

export const LISTAGG = defineAggregate({
  name: 'LISTAGG',
  signatures: ['LISTAGG(expression [, separator])'],
  description: 'The texts that are not NULL joined with the separator (a comma when left out), in order of arrival.',
  overloads: [
    { parameters: [parameter.text, parameter.literal(parameter.text)], optional: 1, result: () => types.string() },
  ],
  create: ({ argumentTypes: [type], literals: [, separator], options }) => {
    const glue = typeof separator === 'string' ? separator : (options['separator'] ?? ',');
    return new ListedAccumulators(type as LogicalType, (values) => (values.length === 0 ? null : values.join(glue)));
  },
});
