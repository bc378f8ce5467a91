import { NumberMap } from './number-map.ts';

/** Below this, key numbers index an array directly. */
const DENSE = 8192;
const SMALLEST = 64;

/** The rows `from` to `to` (excluded) of a batch. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Which slot each key of a set has, by the key's number; remembers the order in which keys came. */
export class KeySlots {
  #size = 0;
  #keys: Int32Array;
  #slots: Int32Array;
  /** Slot plus one, by key number. */
  #dense: Int32Array;
  #sparse: NumberMap | null = null;

  /** With room for as many keys as `like` holds. */
  constructor(like: KeySlots | null = null) {
    const room = Math.max(SMALLEST, Math.ceil((like?.size ?? 0) * 1.25));
    this.#keys = new Int32Array(room);
    this.#slots = new Int32Array(room);
    this.#dense = new Int32Array(like === null ? 0 : like.#dense.length);
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return (this.#dense.length + this.#keys.length * 2) * 4 + (this.#sparse?.bytes ?? 0);
  }

  /** The key numbers, in order of appearance. */
  get keys(): Int32Array {
    return this.#keys.subarray(0, this.#size);
  }

  /** The slots, in the same order as `keys`. */
  get slots(): Int32Array {
    return this.#slots.subarray(0, this.#size);
  }

  /** The slot of a key, or -1. */
  get(key: number): number {
    if (key < DENSE) {
      return key < this.#dense.length ? (this.#dense[key] as number) - 1 : -1;
    }
    return this.#sparse === null ? -1 : this.#sparse.get(key);
  }

  /** Writes the slots of `keys` within `range` into `slots`; `create` makes the slot of a key that is new. */
  lookup(keys: Int32Array, slots: Int32Array, range: RowRange, create: (key: number) => number): void {
    const { from, to } = range;
    let dense = this.#dense;
    for (let row = from; row < to; row++) {
      const key = keys[row] as number;
      let slot = key < dense.length ? (dense[key] as number) - 1 : this.get(key);
      if (slot === -1) {
        slot = create(key);
        this.add(key, slot);
        dense = this.#dense;
      }
      slots[row] = slot;
    }
  }

  /** Adds a key that is not there yet. */
  add(key: number, slot: number): void {
    if (this.#size === this.#keys.length) {
      this.#keys = grown(this.#keys, this.#size * 2);
      this.#slots = grown(this.#slots, this.#size * 2);
    }
    this.#keys[this.#size] = key;
    this.#slots[this.#size] = slot;
    this.#size++;
    if (key < DENSE) {
      if (key >= this.#dense.length) {
        this.#dense = grown(this.#dense, Math.min(DENSE, Math.max(SMALLEST, (key + 1) * 2)));
      }
      this.#dense[key] = slot + 1;
    } else {
      this.#sparse ??= new NumberMap();
      this.#sparse.set(key, slot);
    }
  }

  /** Forgets all keys and keeps the room, for a set that will hold about as many. */
  clear(): void {
    for (let i = 0; i < this.#size; i++) {
      const key = this.#keys[i] as number;
      if (key < DENSE) {
        this.#dense[key] = 0;
      }
    }
    this.#sparse = null;
    this.#size = 0;
  }
}

function grown(array: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}

/** Hands out slot numbers and takes them back. */
export class SlotPool {
  readonly #free: number[] = [];
  #next = 0;
  #live = 0;

  get live(): number {
    return this.#live;
  }

  take(): number {
    this.#live++;
    return this.#free.pop() ?? this.#next++;
  }

  give(slot: number): void {
    this.#live--;
    this.#free.push(slot);
  }
}
