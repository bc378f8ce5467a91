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
    const high = Math.floor(row / 0x100000000);
    const mixed = finalise((row >>> 0) ^ this.#key) + Math.imul(high + draw * 0x9e37 + 1, this.#salt | 1);
    return finalise(mixed) >>> 0;
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
