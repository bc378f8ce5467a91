/** A few functions of the simplest kind, so that operators are tested by themselves. */
import { type LogicalType, types, type Value } from '@riffle/columns';
import type { Accumulators, AggregateFunction, ScalarFunction } from '@riffle/functions';
import type { Expression } from '@riffle/plan';
import type { RegisteredFunctions } from '../job-options.ts';

abstract class TestAccumulators<S> implements Accumulators {
  abstract readonly stateType: LogicalType;
  protected readonly states: S[] = [];
  abstract reset(slot: number): void;
  abstract add(slot: number, args: readonly Value[]): void;
  abstract retract(slot: number, args: readonly Value[]): void;
  abstract merge(slot: number, from: number): void;
  abstract result(slot: number): Value;
  abstract save(slot: number): Value;
  abstract load(slot: number, state: Value): void;
}

class Count extends TestAccumulators<number> {
  readonly stateType: LogicalType = types.bigint();

  reset(slot: number): void {
    this.states[slot] = 0;
  }

  add(slot: number): void {
    this.states[slot] = (this.states[slot] as number) + 1;
  }

  retract(slot: number): void {
    this.states[slot] = (this.states[slot] as number) - 1;
  }

  merge(slot: number, from: number): void {
    this.states[slot] = (this.states[slot] as number) + (this.states[from] as number);
  }

  result(slot: number): Value {
    return this.states[slot] as number;
  }

  save(slot: number): Value {
    return this.states[slot] as number;
  }

  load(slot: number, state: Value): void {
    this.states[slot] = state as number;
  }

  addColumn(slots: Int32Array, _values: ArrayLike<unknown>, count: number): void {
    for (let i = 0; i < count; i++) {
      this.add(slots[i] as number);
    }
  }
}

/** Sum and how many values it is of: the sum of none is NULL. */
class Sum extends TestAccumulators<{ sum: number; count: number }> {
  readonly stateType: LogicalType = types.row([
    { name: 'sum', type: types.bigint() },
    { name: 'count', type: types.bigint() },
  ]);

  reset(slot: number): void {
    this.states[slot] = { sum: 0, count: 0 };
  }

  add(slot: number, args: readonly Value[]): void {
    this.#change(slot, args[0] as number, 1);
  }

  retract(slot: number, args: readonly Value[]): void {
    this.#change(slot, -(args[0] as number), -1);
  }

  merge(slot: number, from: number): void {
    const other = this.states[from] as { sum: number; count: number };
    this.#change(slot, other.sum, other.count);
  }

  result(slot: number): Value {
    const { sum, count } = this.states[slot] as { sum: number; count: number };
    return count === 0 ? null : sum;
  }

  save(slot: number): Value {
    const { sum, count } = this.states[slot] as { sum: number; count: number };
    return [sum, count];
  }

  load(slot: number, state: Value): void {
    const [sum, count] = state as readonly number[];
    this.states[slot] = { sum: sum as number, count: count as number };
  }

  #change(slot: number, sum: number, count: number): void {
    const state = this.states[slot] as { sum: number; count: number };
    state.sum += sum;
    state.count += count;
  }
}

/** The greatest of numbers; keeps all, so that any can be taken back. */
class Max extends TestAccumulators<number[]> {
  readonly stateType: LogicalType = types.array(types.bigint());

  reset(slot: number): void {
    this.states[slot] = [];
  }

  add(slot: number, args: readonly Value[]): void {
    this.states[slot]?.push(args[0] as number);
  }

  retract(slot: number, args: readonly Value[]): void {
    const state = this.states[slot] as number[];
    const at = state.indexOf(args[0] as number);
    if (at !== -1) {
      state.splice(at, 1);
    }
  }

  merge(slot: number, from: number): void {
    this.states[slot]?.push(...(this.states[from] as number[]));
  }

  result(slot: number): Value {
    const state = this.states[slot] as number[];
    return state.length === 0 ? null : Math.max(...state);
  }

  save(slot: number): Value {
    return [...(this.states[slot] as number[])];
  }

  load(slot: number, state: Value): void {
    this.states[slot] = [...(state as readonly number[])];
  }
}

function aggregateOf(name: string, create: () => Accumulators): AggregateFunction {
  return {
    kind: 'aggregate',
    name,
    category: 'test',
    signatures: [],
    description: '',
    infer: () => ({ ok: false, message: 'bound already' }),
    skipsNulls: true,
    create,
  };
}

function scalarOf(name: string, body: (a: number, b: number) => Value): ScalarFunction {
  return {
    kind: 'scalar',
    name,
    category: 'test',
    signatures: [],
    description: '',
    infer: () => ({ ok: false, message: 'bound already' }),
    nulls: 'propagate',
    deterministic: true,
    compile: () => (a, b) => body(a as number, b as number),
  };
}

/** COUNT, SUM and MAX of small whole numbers; `T_PLUS` and the comparisons `T_LESS` and `T_EQUAL`. */
export const testFunctions: RegisteredFunctions = {
  aggregates: new Map([
    ['T_COUNT', aggregateOf('T_COUNT', () => new Count())],
    ['T_SUM', aggregateOf('T_SUM', () => new Sum())],
    ['T_MAX', aggregateOf('T_MAX', () => new Max())],
  ]),
  scalars: new Map([
    ['T_PLUS', scalarOf('T_PLUS', (a, b) => a + b)],
    ['T_LESS', scalarOf('T_LESS', (a, b) => a < b)],
    ['T_EQUAL', scalarOf('T_EQUAL', (a, b) => a === b)],
  ]),
};

export function call(name: string, type: LogicalType, ...args: readonly Expression[]): Expression {
  return { kind: 'call', name, type, args };
}

export function literal(value: Value, type: LogicalType): Expression {
  return { kind: 'literal', value, type };
}
