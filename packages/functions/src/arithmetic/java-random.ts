/** The generator of `java.util.Random` (48-bit linear congruential, D. H. Lehmer): seeded results equal Flink's. */
export class JavaRandom {
  #seed: bigint;

  constructor(seed: number | bigint) {
    this.#seed = (BigInt(seed) ^ MULTIPLIER) & MASK;
  }

  #bits(count: number): number {
    this.#seed = (this.#seed * MULTIPLIER + 0xbn) & MASK;
    return Number(BigInt.asIntN(32, this.#seed >> BigInt(48 - count)));
  }

  /** Uniform in [0, 1). */
  nextDouble(): number {
    return (this.#bits(26) * 2 ** 27 + this.#bits(27)) * 2 ** -53;
  }

  /** Uniform in 0 to `bound` - 1. */
  nextInt(bound: number): number {
    const bits = this.#bits(31);
    if ((bound & -bound) === bound) {
      return Number((BigInt(bound) * BigInt(bits)) >> 31n);
    }
    let drawn = bits;
    let value = drawn % bound;
    // Draws from the incomplete last stretch would favour small values.
    while (drawn - value + (bound - 1) > 0x7fffffff) {
      drawn = this.#bits(31);
      value = drawn % bound;
    }
    return value;
  }
}

const MULTIPLIER = 0x5deece66dn;
const MASK = (1n << 48n) - 1n;
