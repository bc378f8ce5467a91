import { type LogicalType, notNull, types, type Value } from '@riffle/columns';
import type { Accumulators, AggregateFunction } from '../contract.ts';
import { parameter } from '../signature/index.ts';
import { defineAggregate } from './define.ts';

/** What is made of the sum of squared deviations of `count` values. */
type Finish = (squares: number, count: number) => number | null;

/**
 * Count, mean and sum of squared deviations (B. P. Welford; merging after Chan, Golub and LeVeque):
 *   mean' = mean + (x - mean) / n,  squares' = squares + (x - mean)(x - mean')
 * Taking a value back runs the same equations in reverse.
 */
class VarianceAccumulators implements Accumulators {
  readonly stateType: LogicalType = types.row(
    ['count', 'mean', 'squares'].map((name) => ({ name, type: notNull(types.double()) })),
  );
  readonly #finish: Finish;
  readonly #counts: number[] = [];
  readonly #means: number[] = [];
  readonly #squares: number[] = [];

  constructor(finish: Finish) {
    this.#finish = finish;
  }

  reset(slot: number): void {
    this.#set(slot, 0, 0, 0);
  }

  #set(slot: number, count: number, mean: number, squares: number): void {
    this.#counts[slot] = count;
    this.#means[slot] = mean;
    this.#squares[slot] = squares;
  }

  #get(slot: number): readonly [count: number, mean: number, squares: number] {
    return [this.#counts[slot] as number, this.#means[slot] as number, this.#squares[slot] as number];
  }

  add(slot: number, [value]: readonly Value[]): void {
    const [count, mean, squares] = this.#get(slot);
    const x = value as number;
    const moved = mean + (x - mean) / (count + 1);
    this.#set(slot, count + 1, moved, squares + (x - mean) * (x - moved));
  }

  retract(slot: number, [value]: readonly Value[]): void {
    const [count, mean, squares] = this.#get(slot);
    if (count <= 1) {
      this.#set(slot, count - 1, 0, 0);
      return;
    }
    const x = value as number;
    const moved = mean - (x - mean) / (count - 1);
    this.#set(slot, count - 1, moved, Math.max(0, squares - (x - mean) * (x - moved)));
  }

  merge(slot: number, from: number): void {
    const [a, meanA, squaresA] = this.#get(slot);
    const [b, meanB, squaresB] = this.#get(from);
    const count = a + b;
    if (count === 0) {
      return;
    }
    const distance = meanB - meanA;
    this.#set(slot, count, meanA + (distance * b) / count, squaresA + squaresB + (distance * distance * a * b) / count);
  }

  result(slot: number): Value {
    const [count, , squares] = this.#get(slot);
    return count <= 0 ? null : this.#finish(squares, count);
  }

  save(slot: number): Value {
    return [...this.#get(slot)];
  }

  load(slot: number, state: Value): void {
    const [count, mean, squares] = state as readonly [number, number, number];
    this.#set(slot, count, mean, squares);
  }
}

function variance(
  name: string,
  description: string,
  finish: Finish,
  aliases: readonly string[] = [],
): AggregateFunction {
  return defineAggregate({
    name,
    aliases,
    signatures: [`${name}([ALL | DISTINCT] expression)`],
    description,
    overloads: [{ parameters: [parameter.double], result: () => types.double() }],
    create: () => new VarianceAccumulators(finish),
  });
}

const population: Finish = (squares, count) => squares / count;
const sample: Finish = (squares, count) => (count < 2 ? null : squares / (count - 1));

export const varianceAggregates: readonly AggregateFunction[] = [
  variance('VAR_POP', 'The variance of the values, taken as all there are.', population),
  variance('VAR_SAMP', 'The variance of the values, taken as a sample.', sample, ['VARIANCE']),
  variance('STDDEV_POP', 'The standard deviation of the values, taken as all there are.', (squares, count) =>
    Math.sqrt(squares / count),
  ),
  variance(
    'STDDEV_SAMP',
    'The standard deviation of the values, taken as a sample.',
    (squares, count) => (count < 2 ? null : Math.sqrt(squares / (count - 1))),
    ['STDDEV'],
  ),
];
