/** A source of random numbers that replays from its seed. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number in [min, max], both included; the range may span up to 2^53. */
  integer(min: number, max: number): number;
  /** One element, each as likely as the others. `items` must not be empty. */
  pick<T>(items: readonly T[]): T;
}

/** Spreads a 32-bit seed over 32 bits (the finaliser of MurmurHash3). */
function mix(seed: number): number {
  let h = seed | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The sfc32 generator (Chris Doty-Humphrey): small, fast, and passes PractRand. */
export function seededRandom(seed: number): Random {
  let a = mix(seed);
  let b = mix(seed ^ 0x9e3779b9);
  let c = mix(seed ^ 0x3c6ef372);
  let counter = 1;
  const nextBits = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) {
    nextBits();
  }
  const next = (): number => (nextBits() * 0x200000 + (nextBits() >>> 11)) / 0x20000000000000;
  return {
    next,
    integer: (min, max) => min + Math.floor(next() * (max - min + 1)),
    pick: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
  };
}
