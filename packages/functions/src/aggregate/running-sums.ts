import { type LogicalType, type Long, notNull, types, type Value } from '@riffle/columns';
import type { Accumulators } from '../contract.ts';
import { type Summation, summationOf } from './summation.ts';

/** Keeps a sum and a count for every group; what becomes of them is the subclass's to say. */
export abstract class RunningSums implements Accumulators {
  readonly stateType: LogicalType;
  protected readonly sums: Long[] = [];
  protected readonly counts: number[] = [];
  readonly #isDecimal: boolean;
  readonly #summation: Summation;

  constructor(type: LogicalType) {
    this.#isDecimal = type.kind === 'DECIMAL';
    this.#summation = summationOf(type);
    // A sum on its way may have more digits than its type; as text it keeps them.
    const sumType = this.#isDecimal ? types.string() : type;
    this.stateType = types.row([
      { name: 'sum', type: notNull(sumType) },
      { name: 'count', type: notNull(types.bigint()) },
    ]);
  }

  reset(slot: number): void {
    this.sums[slot] = 0;
    this.counts[slot] = 0;
  }

  add(slot: number, [value]: readonly Value[]): void {
    this.sums[slot] = this.#summation.add(this.sums[slot] as Long, value as Long);
    (this.counts[slot] as number)++;
  }

  retract(slot: number, [value]: readonly Value[]): void {
    this.sums[slot] = this.#summation.subtract(this.sums[slot] as Long, value as Long);
    (this.counts[slot] as number)--;
  }

  merge(slot: number, from: number): void {
    this.sums[slot] = this.#summation.add(this.sums[slot] as Long, this.sums[from] as Long);
    (this.counts[slot] as number) += this.counts[from] as number;
  }

  abstract result(slot: number): Value;

  save(slot: number): Value {
    const sum = this.sums[slot] as Long;
    return [this.#isDecimal ? String(sum) : sum, this.counts[slot] as number];
  }

  load(slot: number, state: Value): void {
    const [sum, count] = state as readonly [Value, number];
    this.sums[slot] = this.#isDecimal ? this.#summation.add(0, BigInt(sum as string)) : (sum as Long);
    this.counts[slot] = count;
  }

  addColumn(slots: Int32Array, values: ArrayLike<unknown>, count: number): void {
    const sums = this.sums;
    const counts = this.counts;
    const { add } = this.#summation;
    for (let i = 0; i < count; i++) {
      const slot = slots[i] as number;
      sums[slot] = add(sums[slot] as Long, values[i] as Long);
      (counts[slot] as number)++;
    }
  }
}
