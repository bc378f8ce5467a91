import type { Batch, LogicalType, Value, Vector } from '@riffle/columns';
import { valueAt } from '@riffle/columns';
import { type Dictionary, makeDictionary } from './dictionary.ts';
import { NumberMap } from './number-map.ts';

/** Pairs of dictionary numbers become one exact double: 26 bits each. */
const PAIR = 2 ** 26;
/** No folded number. */
const FREE = -1;

/**
 * Maps keys of any number of columns to slots: small whole numbers, handed out from 0, reused after `release`.
 * Each column has a dictionary; the numbers of the columns fold into one, pair by pair, and that one maps to the slot.
 * Dictionaries never forget, so the index is built anew from the live keys when most of what they hold is dead.
 */
export class KeyIndex {
  readonly #types: readonly LogicalType[];
  #dictionaries: Dictionary[] = [];
  #pairs: { map: NumberMap; next: number }[] = [];
  /** Slot plus one, by folded number; those are dense. */
  #slots = new Int32Array(64);
  /** The keys' values by slot, column by column: an array for each key would be most of the memory of a large state. */
  readonly #keys: readonly Value[][];
  /** The folded number of each slot's key; `FREE` where there is none. */
  readonly #folded: number[] = [];
  #free: number[] = [];
  #live = 0;
  #ids = new Int32Array(0);
  #columnIds = new Int32Array(0);

  constructor(types: readonly LogicalType[]) {
    this.#types = types;
    this.#keys = types.map(() => []);
    this.#clearMaps();
  }

  /** Slots in use. */
  get size(): number {
    return this.#live;
  }

  /** One more than the highest slot ever used: how long arrays over slots must be. */
  get capacity(): number {
    return this.#folded.length;
  }

  get bytes(): number {
    const maps = this.#pairs.reduce((sum, pair) => sum + pair.map.bytes, this.#slots.byteLength);
    const own = this.#folded.length * (this.#keys.length + 1) * 8;
    return this.#dictionaries.reduce((sum, dictionary) => sum + dictionary.bytes, maps) + own;
  }

  /**
   * Writes the slot of every row's key into `slots`. `created` is called once for each new slot, before any slot of a
   * later row is looked up.
   */
  lookup(batch: Batch, columns: readonly number[], slots: Int32Array, created: (slot: number) => void): void {
    const { rowCount } = batch;
    const ids = this.#foldBatch(batch, columns);
    const slotOfId = this.#roomForIds();
    for (let i = 0; i < rowCount; i++) {
      let slot = (slotOfId[ids[i] as number] as number) - 1;
      if (slot === -1) {
        slot = this.#occupy(ids[i] as number, keyAt(batch, columns, i));
        created(slot);
      }
      slots[i] = slot;
    }
  }

  /** The slot of `key`, or -1. */
  find(key: readonly Value[]): number {
    return this.#slotOf(this.#foldKey(key));
  }

  /** The slot of `key`, made when it is new; `created` tells. */
  findOrAdd(key: readonly Value[], created: (slot: number) => void): number {
    const id = this.#foldKey(key);
    let slot = this.#slotOf(id);
    if (slot === -1) {
      slot = this.#occupy(id, key);
      created(slot);
    }
    return slot;
  }

  keyOf(slot: number): readonly Value[] {
    return this.#keys.map((values) => values[slot] as Value);
  }

  /** The values of one column of the keys, by slot. Only those of live slots mean anything. */
  keyColumn(column: number): readonly Value[] {
    return this.#keys[column] as readonly Value[];
  }

  isLive(slot: number): boolean {
    return (this.#folded[slot] ?? FREE) !== FREE;
  }

  /** Forgets a key; its slot will be handed out again. Never called between `lookup` and the use of its slots. */
  release(slot: number): void {
    this.#slots[this.#folded[slot] as number] = 0;
    this.#folded[slot] = FREE;
    for (const values of this.#keys) {
      // A number holds no memory, and a list of numbers alone is stored as such.
      if (typeof values[slot] !== 'number') {
        values[slot] = null;
      }
    }
    this.#free.push(slot);
    this.#live--;
    this.#compactWhenSparse();
  }

  forEach(visit: (slot: number, key: readonly Value[]) => void): void {
    for (let slot = 0; slot < this.#folded.length; slot++) {
      if (this.#folded[slot] !== FREE) {
        visit(slot, this.keyOf(slot));
      }
    }
  }

  #slotOf(id: number): number {
    return id < this.#slots.length ? (this.#slots[id] as number) - 1 : -1;
  }

  #setSlot(id: number, slot: number): void {
    this.#growSlots(id + 1);
    this.#slots[id] = slot + 1;
  }

  /** `#slots` with room for every number handed out so far, so that it need not grow while a batch is looked up. */
  #roomForIds(): Int32Array {
    this.#growSlots(this.#pairs.at(-1)?.next ?? this.#dictionaries[0]?.size ?? 1);
    return this.#slots;
  }

  #growSlots(length: number): void {
    if (length > this.#slots.length) {
      const grown = new Int32Array(length * 2);
      grown.set(this.#slots);
      this.#slots = grown;
    }
  }

  #occupy(id: number, key: readonly Value[]): number {
    const slot = this.#free.pop() ?? this.#folded.length;
    this.#folded[slot] = id;
    this.#keys.forEach((values, column) => {
      values[slot] = key[column] as Value;
    });
    this.#setSlot(id, slot);
    this.#live++;
    return slot;
  }

  #clearMaps(): void {
    this.#dictionaries = this.#types.map(makeDictionary);
    this.#pairs = this.#types.slice(1).map(() => ({ map: new NumberMap(), next: 0 }));
    this.#slots = new Int32Array(Math.max(64, this.#live * 2));
  }

  #compactWhenSparse(): void {
    const held = this.#dictionaries.reduce((most, dictionary) => Math.max(most, dictionary.size), 0);
    const folded = this.#pairs.reduce((most, pair) => Math.max(most, pair.next), held);
    if (folded < 4096 || folded < this.#live * 4) {
      return;
    }
    this.#clearMaps();
    this.forEach((slot, key) => {
      const id = this.#foldKey(key);
      this.#folded[slot] = id;
      this.#setSlot(id, slot);
    });
  }

  #foldKey(key: readonly Value[]): number {
    let id = 0;
    for (let i = 0; i < this.#dictionaries.length; i++) {
      const own = (this.#dictionaries[i] as Dictionary).encodeOne(key[i] as Value);
      id = i === 0 ? own : this.#pairId(i - 1, id, own);
    }
    return id;
  }

  #foldBatch(batch: Batch, columns: readonly number[]): Int32Array {
    if (this.#ids.length < batch.rowCount) {
      this.#ids = new Int32Array(batch.rowCount);
      this.#columnIds = new Int32Array(batch.rowCount);
    }
    const ids = this.#ids;
    if (columns.length === 0) {
      ids.fill(0, 0, batch.rowCount);
      return ids;
    }
    columns.forEach((column, i) => {
      const target = i === 0 ? ids : this.#columnIds;
      (this.#dictionaries[i] as Dictionary).encode(batch.columns[column] as Vector, batch.rowCount, target);
      if (i > 0) {
        for (let row = 0; row < batch.rowCount; row++) {
          ids[row] = this.#pairId(i - 1, ids[row] as number, target[row] as number);
        }
      }
    });
    return ids;
  }

  #pairId(level: number, left: number, right: number): number {
    const pair = this.#pairs[level] as { map: NumberMap; next: number };
    const key = left * PAIR + right;
    const known = pair.map.get(key);
    if (known !== -1) {
      return known;
    }
    pair.map.set(key, pair.next);
    return pair.next++;
  }
}

function keyAt(batch: Batch, columns: readonly number[], row: number): Value[] {
  return columns.map((column) => valueAt(batch.columns[column] as Vector, row));
}
