import { type LogicalType, MapValue, notNull, types, type Value } from '@riffle/columns';
import { type Key, keyOf } from '../runtime/index.ts';

interface Entry {
  readonly value: Value;
  count: number;
}

/** How often each value is there, per slot; values keep the order they first came in. */
export class ValueCounts {
  readonly stateType: LogicalType;
  readonly #key: (value: Value) => Key;
  readonly #slots: Map<Key, Entry>[] = [];

  constructor(type: LogicalType) {
    this.#key = keyOf(type);
    this.stateType = types.map(type, notNull(types.bigint()));
  }

  reset(slot: number): void {
    this.#slots[slot] = new Map();
  }

  entries(slot: number): Iterable<Entry> {
    return (this.#slots[slot] as Map<Key, Entry>).values();
  }

  isEmpty(slot: number): boolean {
    return (this.#slots[slot] as Map<Key, Entry>).size === 0;
  }

  /** Changes a value's count; gives the new count. A count that comes to 0 is forgotten; it may be below 0. */
  change(slot: number, value: Value, by: number): number {
    const counts = this.#slots[slot] as Map<Key, Entry>;
    const key = this.#key(value);
    const entry = counts.get(key);
    if (entry === undefined) {
      counts.set(key, { value, count: by });
      return by;
    }
    entry.count += by;
    if (entry.count === 0) {
      counts.delete(key);
    }
    return entry.count;
  }

  merge(slot: number, from: number): void {
    for (const { value, count } of this.entries(from)) {
      this.change(slot, value, count);
    }
  }

  save(slot: number): Value {
    return new MapValue([...this.entries(slot)].map(({ value, count }) => [value, count] as const));
  }

  load(slot: number, state: Value): void {
    this.reset(slot);
    for (const [value, count] of (state as MapValue).entries) {
      this.change(slot, value, count as number);
    }
  }
}
