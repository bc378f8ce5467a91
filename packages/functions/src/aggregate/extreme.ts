import { type LogicalType, storageOf, type Value, withNullability } from '@riffle/columns';
import type { Accumulators, AggregateFunction } from '../contract.ts';
import { type Comparator, comparatorOf } from '../runtime/index.ts';
import type { Parameter } from '../signature/index.ts';
import { defineAggregate } from './define.ts';
import { ValueCounts } from './value-counts.ts';

/** `sign` is 1 for MAX and -1 for MIN. */
class ExtremeAccumulators implements Accumulators {
  readonly stateType: LogicalType;
  readonly #compare: Comparator;
  readonly #sign: number;
  readonly #isNumber: boolean;
  readonly #best: Value[] = [];

  constructor(type: LogicalType, sign: number) {
    this.stateType = withNullability(type, true);
    this.#compare = comparatorOf(type);
    this.#sign = sign;
    this.#isNumber = storageOf(type) === 'int' || storageOf(type) === 'long';
  }

  reset(slot: number): void {
    this.#best[slot] = null;
  }

  add(slot: number, [value]: readonly Value[]): void {
    this.#offer(slot, value as Value);
  }

  #offer(slot: number, value: Value): void {
    const best = this.#best[slot] as Value;
    if (best === null || this.#compare(value, best) * this.#sign > 0) {
      this.#best[slot] = value;
    }
  }

  retract(): void {
    throw new Error('MIN and MAX were set up for input that takes nothing back');
  }

  merge(slot: number, from: number): void {
    const other = this.#best[from] as Value;
    if (other !== null) {
      this.#offer(slot, other);
    }
  }

  result(slot: number): Value {
    return this.#best[slot] as Value;
  }

  save(slot: number): Value {
    return this.#best[slot] as Value;
  }

  load(slot: number, state: Value): void {
    this.#best[slot] = state;
  }

  addColumn(slots: Int32Array, values: ArrayLike<unknown>, count: number): void {
    if (!this.#isNumber) {
      const isBoolean = this.stateType.kind === 'BOOLEAN';
      for (let i = 0; i < count; i++) {
        this.#offer(slots[i] as number, isBoolean ? Boolean(values[i]) : (values[i] as Value));
      }
      return;
    }
    const best = this.#best as (number | null)[];
    const isMax = this.#sign > 0;
    for (let i = 0; i < count; i++) {
      const slot = slots[i] as number;
      const value = values[i] as number;
      const old = best[slot] as number | null;
      if (old === null || (isMax ? value > old : value < old)) {
        best[slot] = value;
      }
    }
  }
}

/** Keeps all values with their counts, so that the next best is known when the best is taken back. */
class RetractingExtremeAccumulators implements Accumulators {
  readonly stateType: LogicalType;
  readonly #compare: Comparator;
  readonly #sign: number;
  readonly #counts: ValueCounts;
  /** The best value; undefined when it must be looked for. */
  readonly #best: (Value | undefined)[] = [];

  constructor(type: LogicalType, sign: number) {
    this.#compare = comparatorOf(type);
    this.#sign = sign;
    this.#counts = new ValueCounts(type);
    this.stateType = this.#counts.stateType;
  }

  reset(slot: number): void {
    this.#counts.reset(slot);
    this.#best[slot] = null;
  }

  add(slot: number, [value]: readonly Value[]): void {
    const count = this.#counts.change(slot, value as Value, 1);
    const best = this.#best[slot];
    if (best !== undefined && count > 0 && (best === null || this.#compare(value as Value, best) * this.#sign > 0)) {
      this.#best[slot] = value as Value;
    }
  }

  retract(slot: number, [value]: readonly Value[]): void {
    const count = this.#counts.change(slot, value as Value, -1);
    const best = this.#best[slot];
    const wasBest = best !== undefined && best !== null && this.#compare(value as Value, best) === 0;
    if (count <= 0 && wasBest) {
      this.#best[slot] = undefined;
    }
  }

  merge(slot: number, from: number): void {
    this.#counts.merge(slot, from);
    this.#best[slot] = undefined;
  }

  result(slot: number): Value {
    let best = this.#best[slot];
    if (best === undefined) {
      best = null;
      for (const { value, count } of this.#counts.entries(slot)) {
        if (count > 0 && (best === null || this.#compare(value, best) * this.#sign > 0)) {
          best = value;
        }
      }
      this.#best[slot] = best;
    }
    return best;
  }

  save(slot: number): Value {
    return this.#counts.save(slot);
  }

  load(slot: number, state: Value): void {
    this.#counts.load(slot, state);
    this.#best[slot] = undefined;
  }
}

const UNORDERED = ['ARRAY', 'MAP', 'MULTISET', 'ROW', 'STRUCTURED', 'RAW', 'VARIANT', 'NULL'];

const ordered: Parameter = {
  label: '<COMPARABLE>',
  accept: ({ type }) => (UNORDERED.includes(type.kind) ? undefined : type),
};

function extreme(name: 'MIN' | 'MAX', description: string): AggregateFunction {
  const sign = name === 'MAX' ? 1 : -1;
  return defineAggregate({
    name,
    signatures: [`${name}([ALL | DISTINCT] expression)`],
    description,
    overloads: [{ parameters: [ordered], result: ({ types: [type] }) => type && withNullability(type, true) }],
    create: ({ resultType, retracting }) =>
      retracting ? new RetractingExtremeAccumulators(resultType, sign) : new ExtremeAccumulators(resultType, sign),
  });
}

export const MIN = extreme('MIN', 'The smallest of the values that are not NULL.');
export const MAX = extreme('MAX', 'The largest of the values that are not NULL.');
