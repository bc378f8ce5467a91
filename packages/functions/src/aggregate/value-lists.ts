import type { Value } from '@riffle/columns';

/**
 * Values in the order they came in, per slot. Taking one back takes the first equal one.
 * One that is not there yet is remembered and swallows the next equal value.
 */
export class ValueLists {
  readonly #equals: (a: Value, b: Value) => boolean;
  readonly #lists: Value[][] = [];
  readonly #missing: Value[][] = [];

  constructor(equals: (a: Value, b: Value) => boolean) {
    this.#equals = equals;
  }

  reset(slot: number): void {
    this.#lists[slot] = [];
    this.#missing[slot] = [];
  }

  values(slot: number): readonly Value[] {
    return this.#lists[slot] as Value[];
  }

  add(slot: number, value: Value): void {
    if (!this.#remove(this.#missing[slot] as Value[], value)) {
      (this.#lists[slot] as Value[]).push(value);
    }
  }

  retract(slot: number, value: Value): void {
    if (!this.#remove(this.#lists[slot] as Value[], value)) {
      (this.#missing[slot] as Value[]).push(value);
    }
  }

  #remove(list: Value[], value: Value): boolean {
    const at = list.findIndex((other) => this.#equals(other, value));
    if (at !== -1) {
      list.splice(at, 1);
    }
    return at !== -1;
  }

  merge(slot: number, from: number): void {
    for (const value of this.values(from)) {
      this.add(slot, value);
    }
    for (const value of this.#missing[from] as Value[]) {
      this.retract(slot, value);
    }
  }

  /** Both lists, as a value of ROW<present ARRAY, missing ARRAY>. */
  save(slot: number): Value {
    return [[...this.values(slot)], [...(this.#missing[slot] as Value[])]];
  }

  load(slot: number, state: Value): void {
    const [present, missing] = state as readonly [readonly Value[], readonly Value[]];
    this.#lists[slot] = [...present];
    this.#missing[slot] = [...missing];
  }
}
