import { type LogicalType, notNull, types, type Value, withNullability } from '@riffle/columns';
import type { Accumulators, AggregateFunction } from '../contract.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { equalityOf } from '../runtime/index.ts';
import { commonType, parameter } from '../signature/index.ts';
import { defineAggregate } from './define.ts';

/** Functions of OVER: rows come in the window's order; the result stands after each `add`. */

/** The operator gives the values of the ORDER BY keys as arguments, so that equal rows share a rank. */
class RankAccumulators implements Accumulators {
  readonly stateType: LogicalType;
  readonly #step: (rank: number, rows: number, isPeer: boolean) => number;
  readonly #equals: (a: Value, b: Value) => boolean;
  readonly #rows: number[] = [];
  readonly #ranks: number[] = [];
  readonly #last: (readonly Value[] | null)[] = [];

  constructor(keyTypes: readonly LogicalType[], step: (rank: number, rows: number, isPeer: boolean) => number) {
    const key = types.row(keyTypes.map((type, i) => ({ name: `k${i}`, type })));
    this.#step = step;
    this.#equals = equalityOf(key);
    this.stateType = types.row([
      { name: 'rows', type: notNull(types.bigint()) },
      { name: 'rank', type: notNull(types.bigint()) },
      { name: 'last', type: key },
    ]);
  }

  reset(slot: number): void {
    this.#rows[slot] = 0;
    this.#ranks[slot] = 0;
    this.#last[slot] = null;
  }

  add(slot: number, args: readonly Value[]): void {
    const rows = (this.#rows[slot] as number) + 1;
    const last = this.#last[slot] as readonly Value[] | null;
    const isPeer = last !== null && this.#equals(args, last);
    this.#rows[slot] = rows;
    this.#ranks[slot] = this.#step(this.#ranks[slot] as number, rows, isPeer);
    this.#last[slot] = [...args];
  }

  retract(): void {
    throw new Error('a ranking takes no row back');
  }

  merge(): void {
    throw new Error('rankings are not merged');
  }

  result(slot: number): Value {
    return this.#ranks[slot] as number;
  }

  save(slot: number): Value {
    return [this.#rows[slot] as number, this.#ranks[slot] as number, this.#last[slot] as Value];
  }

  load(slot: number, state: Value): void {
    const [rows, rank, last] = state as readonly [number, number, readonly Value[] | null];
    this.#rows[slot] = rows;
    this.#ranks[slot] = rank;
    this.#last[slot] = last;
  }
}

function ranking(
  name: string,
  description: string,
  step: (rank: number, rows: number, isPeer: boolean) => number,
): AggregateFunction {
  return defineAggregate({
    name,
    signatures: [`${name}() OVER (…)`],
    description,
    skipsNulls: false,
    overloads: [{ parameters: [], result: () => notNull(types.bigint()) }],
    create: ({ argumentTypes }) => new RankAccumulators(argumentTypes, step),
  });
}

/** Keeps as many of the last values as LAG looks back. */
class LagAccumulators implements Accumulators {
  readonly stateType: LogicalType;
  readonly #offset: number;
  readonly #windows: Value[][] = [];

  constructor(rowType: LogicalType, offset: number) {
    this.#offset = offset;
    this.stateType = types.array(rowType);
  }

  reset(slot: number): void {
    this.#windows[slot] = [];
  }

  add(slot: number, [value, , fallback]: readonly Value[]): void {
    const window = this.#windows[slot] as Value[];
    window.push([value as Value, fallback ?? null]);
    if (window.length > this.#offset + 1) {
      window.shift();
    }
  }

  retract(): void {
    throw new Error('LAG takes no row back');
  }

  merge(): void {
    throw new Error('LAG is not merged');
  }

  result(slot: number): Value {
    const window = this.#windows[slot] as readonly (readonly Value[])[];
    const isFull = window.length > this.#offset;
    return (isFull ? window[0]?.[0] : window.at(-1)?.[1]) ?? null;
  }

  save(slot: number): Value {
    return [...(this.#windows[slot] as Value[])];
  }

  load(slot: number, state: Value): void {
    this.#windows[slot] = [...(state as readonly Value[])];
  }
}

export const rankingFunctions: readonly AggregateFunction[] = [
  ranking('ROW_NUMBER', 'The number of the row in its window, from 1.', (_, rows) => rows),
  ranking('RANK', 'The rank of the row; equal rows share it and leave gaps.', (rank, rows, isPeer) =>
    isPeer ? rank : rows,
  ),
  ranking('DENSE_RANK', 'The rank of the row; equal rows share it and leave no gaps.', (rank, _, isPeer) =>
    isPeer ? rank : rank + 1,
  ),
  defineAggregate({
    name: 'LAG',
    signatures: ['LAG(expression [, offset [, default]]) OVER (…)'],
    description: 'The value so many rows before (1 when left out); the default, else NULL, where there is none.',
    skipsNulls: false,
    overloads: [
      {
        parameters: [parameter.anyType, parameter.literal(parameter.integer), parameter.anyType],
        optional: 2,
        unify: ([value, offset, fallback]) => {
          const common = value && commonType(fallback === undefined ? [value] : [value, fallback]);
          return (
            common && [common, ...(offset === undefined ? [] : [offset]), ...(fallback === undefined ? [] : [common])]
          );
        },
        result: ({ types: [type, , fallback] }) =>
          type && withNullability(type, fallback === undefined || type.nullable),
      },
    ],
    create: ({ argumentTypes: [type], literals: [, offset], resultType }) => {
      const back = typeof offset === 'number' ? offset : 1;
      if (back < 0) {
        throw new EvaluationError(`LAG looks back; its offset cannot be ${back}.`);
      }
      const value = type ?? resultType;
      const row = types.row([
        { name: 'value', type: withNullability(value, true) },
        { name: 'fallback', type: withNullability(value, true) },
      ]);
      return new LagAccumulators(row, back);
    },
  }),
];
