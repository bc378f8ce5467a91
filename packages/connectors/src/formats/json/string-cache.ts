import type { JsonBytes } from './json-bytes.ts';

const SLOTS = 1024;
/** Four words, which may overlap, hold every byte of a text up to this length. */
const LONGEST = 16;
const WORDS = 4;
/** After so many look-ups the cache judges itself; below a quarter of hits it turns itself off for good. */
const TRIAL = 4096;

/**
 * Strings of one column seen lately, so that a value that comes again (a ticker, a country) is neither copied nor
 * allocated again. Pure ASCII only. Texts are compared by the words of their bytes, never letter by letter.
 */
export class StringCache {
  readonly #strings: string[] = new Array<string>(SLOTS).fill('');
  readonly #words = new Int32Array(SLOTS * WORDS);
  #lookups = 0;
  #hits = 0;
  #on = true;

  /** The string of `json.bytes[start, end)`, all of it ASCII. */
  get(json: JsonBytes, start: number, end: number): string {
    const length = end - start;
    if (!this.#on || length > LONGEST || length === 0 || end < 4) {
      return json.ascii(start, end);
    }
    const view = json.view;
    const inner = length >= 8;
    const w3 = view.getInt32(end - 4, true) >> (length < 4 ? (4 - length) * 8 : 0);
    const w0 = length >= 4 ? view.getInt32(start, true) : 0;
    const w1 = inner ? view.getInt32(start + 4, true) : 0;
    const w2 = inner ? view.getInt32(end - 8, true) : 0;
    const mixed = Math.imul(Math.imul(Math.imul(w0 + length, 31) + w1, 31) + w2, 31) + w3;
    const slot = (Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 16) & (SLOTS - 1);
    const words = this.#words;
    const base = slot * WORDS;
    const known = this.#strings[slot] as string;
    const hit =
      known.length === length &&
      words[base] === w0 &&
      words[base + 1] === w1 &&
      words[base + 2] === w2 &&
      words[base + 3] === w3;
    this.#judge(hit);
    if (hit) {
      return known;
    }
    words[base] = w0;
    words[base + 1] = w1;
    words[base + 2] = w2;
    words[base + 3] = w3;
    const text = json.ascii(start, end);
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
