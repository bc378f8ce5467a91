const SLOTS = 512;
const LONGEST = 32;
/** After so many look-ups the cache judges itself; below a quarter of hits it turns itself off for good. */
const TRIAL = 2048;

/**
 * Strings of one column seen lately, so that a value that comes again (a ticker, a country) is neither copied nor
 * allocated again. Pure ASCII only.
 */
export class StringCache {
  readonly #strings: (string | undefined)[] = new Array(SLOTS);
  #lookups = 0;
  #hits = 0;
  #on = true;

  /** The string of `bytes[start, end)`, all of it ASCII. */
  get(bytes: Buffer, start: number, end: number): string {
    const length = end - start;
    if (!this.#on || length > LONGEST || length === 0) {
      return bytes.latin1Slice(start, end);
    }
    let hash = length;
    for (let at = start; at < end; at++) {
      hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    }
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.#strings[slot];
    const hit = known !== undefined && equals(known, bytes, start, length);
    this.#judge(hit);
    if (hit) {
      return known;
    }
    const text = bytes.latin1Slice(start, end);
    this.#strings[slot] = text;
    return text;
  }

  #judge(hit: boolean): void {
    this.#lookups++;
    if (hit) {
      this.#hits++;
    }
    if (this.#lookups === TRIAL) {
      this.#on = this.#hits * 4 >= TRIAL;
      this.#lookups = 0;
      this.#hits = 0;
    }
  }
}

function equals(text: string, bytes: Buffer, start: number, length: number): boolean {
  if (text.length !== length) {
    return false;
  }
  for (let i = 0; i < length; i++) {
    if (text.charCodeAt(i) !== bytes[start + i]) {
      return false;
    }
  }
  return true;
}
