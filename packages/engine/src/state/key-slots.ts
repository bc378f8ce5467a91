import { NumberMap } from './number-map.ts';

/** Below this, key numbers index an array directly. */
const DENSE = 8192;

/** Which slot each key of a set has, by the key's number; remembers the order in which keys came. */
export class KeySlots {
  readonly keys: number[] = [];
  readonly slots: number[] = [];
  #dense = new Int32Array(0);
  #sparse: NumberMap | null = null;

  get size(): number {
    return this.keys.length;
  }

  get bytes(): number {
    return this.#dense.length * 4 + (this.#sparse?.bytes ?? 0) + this.keys.length * 16;
  }

  /** The slot of a key, or -1. */
  get(key: number): number {
    if (key < DENSE) {
      return key < this.#dense.length ? (this.#dense[key] as number) - 1 : -1;
    }
    return this.#sparse === null ? -1 : this.#sparse.get(key);
  }

  /** Adds a key that is not there yet. */
  add(key: number, slot: number): void {
    this.keys.push(key);
    this.slots.push(slot);
    if (key < DENSE) {
      if (key >= this.#dense.length) {
        const grown = new Int32Array(Math.min(DENSE, Math.max(64, (key + 1) * 2)));
        grown.set(this.#dense);
        this.#dense = grown;
      }
      this.#dense[key] = slot + 1;
    } else {
      this.#sparse ??= new NumberMap();
      this.#sparse.set(key, slot);
    }
  }
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
