/** Rows are mixed in blocks of this many, by the lower 32 bits of their number. */
const BLOCK = 0x100000000;

interface Rows {
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

/** The range of whole numbers that random bits are spread over. */
interface Scaling {
  readonly min: number;
  readonly span: number;
}

/** The rows of one block: `low` are the lower bits of the first. */
interface Run extends Scaling {
  readonly from: number;
  readonly until: number;
  readonly low: number;
  readonly step: number;
}

/**
 * Random numbers that belong to a row: asked again for the same row they are the same, so that a restored table goes on
 * with the very rows it would have given, whatever the sizes of its batches were.
 */
export class RowRandom {
  readonly #key: number;
  readonly #salt: number;

  /** `stream` keeps columns, and parts of columns, apart. */
  constructor(seed: number, stream: number) {
    this.#key = finalise(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ stream);
    this.#salt = finalise(this.#key + Math.imul(stream + 1, 0xc2b2ae35));
  }

  /** 32 random bits, as a number from 0. */
  bits(row: number, draw = 0): number {
    const high = Math.floor(row / BLOCK);
    const mixed = finalise((row >>> 0) ^ this.#key) + Math.imul(high + draw * 0x9e37 + 1, this.#salt | 1);
    return finalise(mixed) >>> 0;
  }

  /**
   * Fills `values` with whole numbers from `min` to `min + span - 1`, of `count` rows `first`, `first + step`, …: for
   * each `min + floor(bits(row) / 2^32 * span)`. `span` is at most 2^32.
   */
  fillIntegers(values: Int32Array | Float64Array, rows: Rows, to: Scaling): void {
    for (let from = 0; from < rows.count; ) {
      const row = rows.first + from * rows.step;
      const high = Math.floor(row / BLOCK);
      const rest = Math.ceil(((high + 1) * BLOCK - row) / rows.step);
      const until = Math.min(rows.count, from + rest);
      const run = { from, until, low: row | 0, step: rows.step | 0, ...to };
      if (values instanceof Int32Array) {
        this.#fillInts(values, run, high);
      } else {
        this.#fillDoubles(values, run, high);
      }
      from = until;
    }
  }

  /** One loop per kind of array: a store that sees both is several times slower. */
  #fillInts(values: Int32Array, { from, until, low, step, min, span }: Run, high: number): void {
    const key = this.#key;
    const add = Math.imul(high + 1, this.#salt | 1);
    const scale = span / BLOCK;
    for (let i = from, row = low; i < until; i++) {
      values[i] = min + Math.floor((finalise(finalise(row ^ key) + add) >>> 0) * scale);
      row = (row + step) | 0;
    }
  }

  #fillDoubles(values: Float64Array, { from, until, low, step, min, span }: Run, high: number): void {
    const key = this.#key;
    const add = Math.imul(high + 1, this.#salt | 1);
    const scale = span / BLOCK;
    for (let i = from, row = low; i < until; i++) {
      values[i] = min + Math.floor((finalise(finalise(row ^ key) + add) >>> 0) * scale);
      row = (row + step) | 0;
    }
  }

  /** Uniform in [0, 1), with all 53 bits. */
  unit(row: number, draw = 0): number {
    return (this.bits(row, draw) * 0x200000 + (this.bits(row, draw + 0x5bd1) >>> 11)) / 0x20000000000000;
  }

  /** A stream of its own, for the parts of a nested value. */
  child(stream: number): RowRandom {
    return new RowRandom(this.#salt, stream + 1);
  }
}

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
function finalise(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
