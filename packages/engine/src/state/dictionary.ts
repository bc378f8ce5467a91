import { type LogicalType, storageOf, type Value, type Vector, valueAt } from '@riffle/columns';
import { encodeValue } from '../rows/row-key.ts';
import { NumberMap } from './number-map.ts';

/** Gives the distinct values of a column small whole numbers: 0 for NULL, then 1, 2, … in order of appearance. */
export interface Dictionary {
  /** Writes the number of each row's value into `ids`, handing out new ones. */
  encode(column: Vector, rowCount: number, ids: Int32Array): void;
  encodeOne(value: Value): number;
  readonly size: number;
  readonly bytes: number;
}

/** The dictionary that fits a column's storage. */
export function makeDictionary(type: LogicalType): Dictionary {
  const storage = storageOf(type);
  if (storage === 'int' || storage === 'long' || storage === 'double') {
    return new NumericDictionary();
  }
  if (type.kind === 'CHAR' || type.kind === 'VARCHAR') {
    return new StringDictionary();
  }
  return new ObjectDictionary();
}

/** Whole numbers from 0 to below this are looked up in an array. */
const DIRECT = 65_536;

class NumericDictionary implements Dictionary {
  readonly #numbers = new NumberMap();
  #direct = new Int32Array(256);
  readonly #big = new Map<bigint, number>();
  #next = 1;

  get size(): number {
    return this.#next;
  }

  get bytes(): number {
    return this.#numbers.bytes + this.#direct.length * 4 + this.#big.size * 64;
  }

  encode(column: Vector, rowCount: number, ids: Int32Array): void {
    const { values, nulls } = column;
    if (values instanceof Int32Array && nulls === null) {
      this.#encodeInts(values, rowCount, ids);
      return;
    }
    if (values instanceof Int32Array || values instanceof Float64Array) {
      for (let i = 0; i < rowCount; i++) {
        ids[i] = nulls !== null && nulls[i] === 1 ? 0 : this.#number(values[i] as number);
      }
      return;
    }
    for (let i = 0; i < rowCount; i++) {
      ids[i] = this.encodeOne(valueAt(column, i));
    }
  }

  encodeOne(value: Value): number {
    if (value === null) {
      return 0;
    }
    return typeof value === 'bigint' ? this.#bigint(value) : this.#number(value as number);
  }

  /** The most common key: known small numbers cost one look into an array. */
  #encodeInts(values: Int32Array, rowCount: number, ids: Int32Array): void {
    let direct = this.#direct;
    for (let i = 0; i < rowCount; i++) {
      const value = values[i] as number;
      let id = value >= 0 && value < direct.length ? (direct[value] as number) : 0;
      if (id === 0) {
        id = this.#number(value);
        direct = this.#direct;
      }
      ids[i] = id;
    }
  }

  #number(value: number): number {
    if (value >= 0 && value < DIRECT && (value | 0) === value) {
      return this.#directNumber(value);
    }
    const known = this.#numbers.get(value);
    if (known !== -1) {
      return known;
    }
    this.#numbers.set(value, this.#next);
    return this.#next++;
  }

  #directNumber(value: number): number {
    if (value >= this.#direct.length) {
      const grown = new Int32Array(Math.min(DIRECT, (value + 1) * 2));
      grown.set(this.#direct);
      this.#direct = grown;
    }
    const known = this.#direct[value] as number;
    if (known !== 0) {
      return known;
    }
    this.#direct[value] = this.#next;
    return this.#next++;
  }

  #bigint(value: bigint): number {
    const known = this.#big.get(value);
    if (known !== undefined) {
      return known;
    }
    this.#big.set(value, this.#next);
    return this.#next++;
  }
}

class StringDictionary implements Dictionary {
  readonly #ids = new Map<string, number>();
  #next = 1;
  #characters = 0;

  get size(): number {
    return this.#next;
  }

  get bytes(): number {
    return this.#ids.size * 64 + this.#characters * 2;
  }

  encode(column: Vector, rowCount: number, ids: Int32Array): void {
    const { values, nulls } = column;
    for (let i = 0; i < rowCount; i++) {
      ids[i] = nulls !== null && nulls[i] === 1 ? 0 : this.#string(values[i] as string);
    }
  }

  encodeOne(value: Value): number {
    return value === null ? 0 : this.#string(value as string);
  }

  #string(value: string): number {
    const known = this.#ids.get(value);
    if (known !== undefined) {
      return known;
    }
    this.#ids.set(value, this.#next);
    this.#characters += value.length;
    return this.#next++;
  }
}

class ObjectDictionary implements Dictionary {
  readonly #texts = new StringDictionary();

  get size(): number {
    return this.#texts.size;
  }

  get bytes(): number {
    return this.#texts.bytes;
  }

  encode(column: Vector, rowCount: number, ids: Int32Array): void {
    for (let i = 0; i < rowCount; i++) {
      ids[i] = this.encodeOne(valueAt(column, i));
    }
  }

  encodeOne(value: Value): number {
    return value === null ? 0 : this.#texts.encodeOne(encodeValue(value));
  }
}
