import { type LogicalType, types, type Value } from '@riffle/columns';
import type { Accumulators } from '@riffle/functions';
import { encodeRow } from '../rows/row-key.ts';

interface Seen {
  readonly args: readonly Value[];
  count: number;
}

/**
 * Counts each combination of arguments once: the inner accumulators see it when it first comes and when the last one
 * goes. The counts per value are the state; the inner accumulators are made from them again.
 */
export class DistinctAccumulators implements Accumulators {
  readonly stateType: LogicalType;
  readonly #inner: Accumulators;
  readonly #seen: Map<Value, Seen>[] = [];
  readonly #single: boolean;
  #entries = 0;

  constructor(inner: Accumulators, argumentTypes: readonly LogicalType[]) {
    this.#inner = inner;
    this.#single = argumentTypes.length === 1;
    const fields = argumentTypes.map((type, i) => ({ name: `a${i}`, type }));
    this.stateType = types.array(types.row([...fields, { name: 'n', type: types.bigint() }]));
  }

  /** Values kept, over all groups; for the memory account. */
  get entries(): number {
    return this.#entries;
  }

  reset(slot: number): void {
    this.#entries -= this.#seen[slot]?.size ?? 0;
    this.#seen[slot] = new Map();
    this.#inner.reset(slot);
  }

  add(slot: number, args: readonly Value[]): void {
    this.#count(slot, args, 1);
  }

  retract(slot: number, args: readonly Value[]): void {
    const seen = this.#seen[slot] as Map<Value, Seen>;
    const key = this.#keyOf(args);
    const entry = seen.get(key);
    if (entry === undefined) {
      return;
    }
    entry.count--;
    if (entry.count === 0) {
      seen.delete(key);
      this.#entries--;
      this.#inner.retract(slot, args);
    }
  }

  merge(slot: number, from: number): void {
    for (const { args, count } of (this.#seen[from] as Map<Value, Seen>).values()) {
      this.#count(slot, args, count);
    }
  }

  result(slot: number): Value {
    return this.#inner.result(slot);
  }

  save(slot: number): Value {
    return Array.from((this.#seen[slot] as Map<Value, Seen>).values(), ({ args, count }) => [...args, count]);
  }

  load(slot: number, state: Value): void {
    this.reset(slot);
    for (const entry of state as readonly (readonly Value[])[]) {
      this.#count(slot, entry.slice(0, -1), entry.at(-1) as number);
    }
  }

  #count(slot: number, args: readonly Value[], by: number): void {
    const seen = this.#seen[slot] as Map<Value, Seen>;
    const key = this.#keyOf(args);
    const entry = seen.get(key);
    if (entry === undefined) {
      seen.set(key, { args: [...args], count: by });
      this.#entries++;
      this.#inner.add(slot, args);
    } else {
      entry.count += by;
    }
  }

  #keyOf(args: readonly Value[]): Value {
    const first = args[0] as Value;
    return this.#single && (typeof first !== 'object' || first === null) ? first : encodeRow(args);
  }
}
