import '../buffer-slices.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const DEEPEST = 64;
const TOP_BITS = 0x80808080 | 0;
/** `substring` copies texts shorter than this; longer ones it makes point into the whole, which then stays alive. */
const POINTS_FROM = 13;
const WINDOW = 64 * 1024;
/** The words as they stand in memory, read as one little-endian number. */
const NULL = 0x6c6c756e;
const TRUE = 0x65757274;
const FALS = 0x736c6166;

/**
 * Bytes that hold JSON, with the scanning of single values. Every scan takes the place where a value begins and gives the
 * place after it, or -1 when it will not vouch for the value: the exact decoder decides then.
 */
export class JsonBytes {
  bytes: Buffer = Buffer.alloc(0);
  view: DataView = new DataView(this.bytes.buffer, 0, 0);
  /** No record goes on past here. */
  limit = 0;
  /** Whether the last record may end at `limit` without a line feed. */
  whole = false;
  /** Where reading stopped. */
  at = 0;
  /** Not 0 when the string passed last may have bytes beyond ASCII. */
  high = 0;
  /** Whether the string passed last has escapes. */
  escaped = false;

  /** A stretch of `bytes` as text, from which short strings are cut: four times as fast as making each from bytes. */
  #window = '';
  #windowStart = 0;

  open(bytes: Buffer, limit: number, whole: boolean): void {
    if (this.bytes !== bytes) {
      this.bytes = bytes;
      this.#window = '';
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.limit = limit;
    this.whole = whole;
  }

  /**
   * Where the string that begins at `from`, after its opening quote, has its closing quote; -1 when it holds a control
   * character or does not end. Eight bytes a turn: `(x - n) & ~x` has the top bit set in the first byte below n.
   */
  stringEnd(from: number): number {
    const view = this.view;
    const last = this.limit - 8;
    let at = from;
    let seen = 0;
    while (at <= last) {
      const four = view.getInt32(at, true);
      const next = view.getInt32(at + 4, true);
      // Flipping bit 1 moves the quote to 0x20, just above the control characters: one test finds both.
      const flipped = four ^ 0x02020202;
      const slash = four ^ 0x5c5c5c5c;
      const nextFlipped = next ^ 0x02020202;
      const nextSlash = next ^ 0x5c5c5c5c;
      const found = (((flipped - 0x21212121) & ~flipped) | ((slash - 0x01010101) & ~slash)) & TOP_BITS;
      const nextFound =
        (((nextFlipped - 0x21212121) & ~nextFlipped) | ((nextSlash - 0x01010101) & ~nextSlash)) & TOP_BITS;
      seen |= four;
      if ((found | nextFound) !== 0) {
        at += found !== 0 ? firstByte(found) : 4 + firstByte(nextFound);
        this.high = (found !== 0 ? seen : seen | next) & TOP_BITS;
        this.escaped = false;
        const byte = this.bytes[at];
        return byte === QUOTE ? at : byte === BACKSLASH ? this.#escapedEnd(at) : -1;
      }
      seen |= next;
      at += 8;
    }
    return this.#escapedEnd(at);
  }

  /** The same byte by byte, for what follows a backslash and for the last bytes of all. */
  #escapedEnd(from: number): number {
    this.high = 1;
    this.escaped = true;
    for (let at = from; at < this.limit; at++) {
      const byte = this.bytes[at] as number;
      if (byte === QUOTE) {
        return at;
      }
      if (byte === BACKSLASH) {
        at++;
      } else if (byte < 32) {
        return -1;
      }
    }
    return -1;
  }

  /** The text between the quotes `start - 1` and `end`, which `stringEnd` has just found; undefined for a wrong escape. */
  text(start: number, end: number): string | undefined {
    if (!this.escaped) {
      return this.bytes.utf8Slice(start, end);
    }
    try {
      return JSON.parse(this.bytes.utf8Slice(start - 1, end + 1)) as string;
    } catch {
      return undefined;
    }
  }

  /** The bytes as a string, all of them ASCII. */
  ascii(start: number, end: number): string {
    if (end - start >= POINTS_FROM) {
      return this.bytes.latin1Slice(start, end);
    }
    const from = start - this.#windowStart;
    if (from >= 0 && end - this.#windowStart <= this.#window.length) {
      return this.#window.substring(from, end - this.#windowStart);
    }
    this.#windowStart = start;
    this.#window = this.bytes.latin1Slice(start, Math.min(start + WINDOW, this.bytes.length));
    return this.#window.substring(0, end - start);
  }

  skipString(from: number): number {
    const end = this.stringEnd(from + 1);
    return end < 0 || (this.escaped && this.text(from + 1, end) === undefined) ? -1 : end + 1;
  }

  /** Passes over any value without white space before it. */
  skipValue(from: number, depth = 0): number {
    const byte = this.bytes[from] as number;
    switch (byte) {
      case QUOTE:
        return this.skipString(from);
      case OPEN_BRACE:
      case OPEN_BRACKET:
        return depth < DEEPEST ? this.#skipNested(from, depth + 1) : -1;
      default:
        return byte <= NINE ? this.skipNumber(from) : this.skipWord(from);
    }
  }

  skipWord(from: number): number {
    if (from + 5 > this.limit) {
      return -1;
    }
    const word = this.view.getInt32(from, true);
    if (word === NULL || word === TRUE) {
      return from + 4;
    }
    return word === FALS && this.bytes[from + 4] === 0x65 ? from + 5 : -1;
  }

  skipNumber(from: number): number {
    const bytes = this.bytes;
    const first = bytes[from] === MINUS ? from + 1 : from;
    let at = this.#skipDigits(first);
    if (at === first || (at > first + 1 && bytes[first] === ZERO)) {
      return -1;
    }
    if (bytes[at] === POINT) {
      const fraction = at + 1;
      at = this.#skipDigits(fraction);
      if (at === fraction) {
        return -1;
      }
    }
    return ((bytes[at] as number) | 0x20) === 0x65 ? this.#skipExponent(at + 1) : at;
  }

  #skipExponent(from: number): number {
    const sign = this.bytes[from];
    const first = sign === MINUS || sign === PLUS ? from + 1 : from;
    const at = this.#skipDigits(first);
    return at === first ? -1 : at;
  }

  #skipDigits(from: number): number {
    const bytes = this.bytes;
    let at = from;
    let byte = bytes[at] as number;
    while (byte >= ZERO && byte <= NINE) {
      byte = bytes[++at] as number;
    }
    return at;
  }

  #skipNested(from: number, depth: number): number {
    const object = this.bytes[from] === OPEN_BRACE;
    const close = object ? CLOSE_BRACE : CLOSE_BRACKET;
    let at = this.skipSpace(from + 1);
    if (this.bytes[at] === close) {
      return at + 1;
    }
    for (;;) {
      if (object) {
        at = this.bytes[at] === QUOTE ? this.#skipName(at) : -1;
      }
      at = at < 0 ? -1 : this.skipValue(at, depth);
      if (at < 0) {
        return -1;
      }
      at = this.skipSpace(at);
      const next = this.bytes[at];
      if (next === close) {
        return at + 1;
      }
      if (next !== COMMA) {
        return -1;
      }
      at = this.skipSpace(at + 1);
    }
  }

  #skipName(from: number): number {
    const end = this.skipString(from);
    const colon = end < 0 ? -1 : this.skipSpace(end);
    return colon < 0 || this.bytes[colon] !== COLON ? -1 : this.skipSpace(colon + 1);
  }

  /** Past white space within a line: records of a file end at the line feed, so nothing may read across one. */
  skipSpace(from: number): number {
    let at = from;
    let byte = this.bytes[at];
    while (byte === 32 || byte === 9 || byte === 13) {
      byte = this.bytes[++at];
    }
    return at;
  }

  /** Past white space, line feeds too. */
  skipBlank(from: number): number {
    let at = this.skipSpace(from);
    while (this.bytes[at] === 10) {
      at = this.skipSpace(at + 1);
    }
    return at;
  }

  /** Past the end of a record's line, from what follows its closing brace; -1 when the record goes on. */
  endOfRecord(from: number): number {
    const at = this.skipSpace(from);
    if (at >= this.limit) {
      return this.whole && at === this.limit ? at : -1;
    }
    return this.bytes[at] === 10 ? at + 1 : -1;
  }
}

/** Which of the four bytes is the first with its top bit set. */
function firstByte(found: number): number {
  return (31 - Math.clz32(found & -found)) >> 3;
}
