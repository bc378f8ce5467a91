import { daysInMonth, daysOfCivil, type Long, ticksOf, ticksPerMilli, type Value } from '@riffle/columns';
import '../buffer-slices.ts';
import { parseInteger } from '../numbers.ts';
import type { ColumnBuffer } from '../row-buffer.ts';
import type { RecordShape, ShapeStep, ValueReader } from './record-shape.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const DEEPEST = 64;
const LETTER_Z = 0x5a;
// Typed arrays, as the prefixes are: one shape of array keeps the comparing loop fast.
const NULL = Uint8Array.of(0x6e, 0x75, 0x6c, 0x6c);
const TRUE = Uint8Array.of(0x74, 0x72, 0x75, 0x65);
const FALSE = Uint8Array.of(0x66, 0x61, 0x6c, 0x73, 0x65);
const LETTER_F = 0x66;
const LETTER_N = 0x6e;
const LETTER_T = 0x74;
/** A number of up to 15 digits is exact as a double, and so is 10^15. */
const MOST_DIGITS = 15;
const POWERS = Array.from({ length: 23 }, (_, i) => 10 ** i);

/** What reads a value the fast way does not know: the exact decoder on the value's own text, or undefined to give up. */
export type ExactValue = (target: number, bytes: Buffer, start: number) => { value: Value; end: number } | undefined;

/**
 * Reads records of a known shape straight from bytes into columns. Any byte that is not as expected makes it give up on
 * the record: it answers false, and the exact decoder, whose results it must equal, reads the record instead.
 */
export class ShapeReader {
  #bytes: Buffer = Buffer.alloc(0);
  /** Where the next byte is read. */
  #at = 0;
  /** The number read last: its digits without the point, how many stood after the point, how many there were. */
  #digits = 0;
  #fraction = 0;
  #count = 0;
  #negative = false;
  #lastDate = -1;
  #lastDays = 0;
  readonly #exact: ExactValue;

  constructor(exact: ExactValue) {
    this.#exact = exact;
  }

  /** Reads `bytes[start, end)` into row `row` of the columns; false leaves junk in that row, to be overwritten. */
  read(
    shape: RecordShape,
    source: { bytes: Buffer; start: number; end: number },
    columns: readonly ColumnBuffer[],
    row: number,
  ): boolean {
    this.#bytes = source.bytes;
    this.#at = source.start;
    const steps = shape.steps;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as ShapeStep;
      if (!this.#expect(step.prefix)) {
        return false;
      }
      if (step.target === -1 ? !this.#skip() : !this.#column(step, columns[step.target] as ColumnBuffer, row)) {
        return false;
      }
    }
    if (!this.#expect(shape.suffix) || !this.#onlySpaceBefore(source.end)) {
      return false;
    }
    for (let i = 0; i < shape.missing.length; i++) {
      (columns[shape.missing[i] as number] as ColumnBuffer).setNull(row);
    }
    return true;
  }

  #onlySpaceBefore(end: number): boolean {
    while (this.#at < end) {
      const byte = this.#bytes[this.#at];
      if (byte !== 32 && byte !== 13 && byte !== 9 && byte !== 10) {
        return false;
      }
      this.#at++;
    }
    return this.#at === end;
  }

  #expect(wanted: Uint8Array): boolean {
    const bytes = this.#bytes;
    const from = this.#at;
    const length = wanted.length;
    for (let i = 0; i < length; i++) {
      if (bytes[from + i] !== wanted[i]) {
        return false;
      }
    }
    this.#at = from + length;
    return true;
  }

  /** One value into its column. The typed stores are spelled out here because this is the hottest place of decoding. */
  #column(step: ShapeStep, column: ColumnBuffer, row: number): boolean {
    if (this.#bytes[this.#at] === LETTER_N) {
      column.setNull(row);
      return this.#expect(NULL);
    }
    if (column.nulls !== null) {
      column.nulls[row] = 0;
    }
    const reader = step.reader;
    switch (reader.kind) {
      case 'int': {
        if (!this.#number() || this.#fraction !== 0) {
          return false;
        }
        const value = this.#negative ? -this.#digits : this.#digits;
        (column.values as Int32Array)[row] = value;
        return value >= reader.min && value <= reader.max;
      }
      case 'double': {
        if (!this.#number()) {
          return false;
        }
        (column.values as Float64Array)[row] = this.#double();
        return this.#count <= MOST_DIGITS;
      }
      case 'string': {
        const text = this.#string(reader);
        (column.values as Value[])[row] = text as string;
        return text !== undefined;
      }
      default:
        return this.#store(this.#value(reader, step.target), column, row);
    }
  }

  #store(value: Value | undefined, column: ColumnBuffer, row: number): boolean {
    if (value === undefined) {
      return false;
    }
    if (typeof value === 'number') {
      (column.values as Float64Array)[row] = value;
    } else if (typeof value === 'boolean') {
      (column.values as Uint8Array)[row] = value ? 1 : 0;
    } else {
      column.set(row, value);
    }
    return true;
  }

  /** One value as a value, for what is rarer than the cases of `#column` and for fields of nested rows. */
  #value(reader: ValueReader, target: number): Value | undefined {
    switch (reader.kind) {
      case 'boolean':
        return this.#expect(TRUE) ? true : this.#expect(FALSE) ? false : undefined;
      case 'int': {
        const value = this.#long();
        return value !== undefined && value >= reader.min && value <= reader.max ? value : undefined;
      }
      case 'long':
        return this.#long();
      case 'double':
        return this.#number() && this.#count <= MOST_DIGITS ? this.#double() : undefined;
      case 'float':
        return this.#number() && this.#count <= MOST_DIGITS ? Math.fround(this.#double()) : undefined;
      case 'decimal': {
        if (!this.#number() || this.#fraction > reader.scale || this.#count > MOST_DIGITS) {
          return undefined;
        }
        const unscaled = this.#digits * (POWERS[reader.scale - this.#fraction] as number);
        if (!(unscaled < reader.limit)) {
          return undefined;
        }
        return this.#negative ? 0 - unscaled : unscaled;
      }
      case 'string':
        return this.#string(reader);
      case 'timestamp':
        return this.#timestamp(reader);
      case 'row':
        return this.#row(reader.shape);
      case 'exact': {
        const read = this.#exact(target, this.#bytes, this.#at);
        this.#at = read?.end ?? this.#at;
        return read?.value;
      }
      case 'skip':
        return this.#skip() ? null : undefined;
      case 'null':
        return undefined;
    }
  }

  #row(shape: RecordShape): Value | undefined {
    const fields: Value[] = new Array(shape.fieldCount).fill(null);
    for (const { prefix, target, reader } of shape.steps) {
      if (!this.#expect(prefix)) {
        return undefined;
      }
      if (target === -1) {
        if (!this.#skip()) {
          return undefined;
        }
      } else if (this.#bytes[this.#at] === LETTER_N) {
        if (!this.#expect(NULL)) {
          return undefined;
        }
      } else {
        // An exact value needs the target's path, which only the outermost record has.
        const value = reader.kind === 'exact' ? undefined : this.#value(reader, target);
        if (value === undefined) {
          return undefined;
        }
        fields[target] = value;
      }
    }
    return this.#expect(shape.suffix) ? fields : undefined;
  }

  #long(): Long | undefined {
    const start = this.#at;
    if (!this.#number() || this.#fraction !== 0) {
      return undefined;
    }
    if (this.#count > MOST_DIGITS) {
      return parseInteger(this.#bytes.latin1Slice(start, this.#at), 'BIGINT');
    }
    return this.#negative ? 0 - this.#digits : this.#digits;
  }

  #double(): number {
    const value = this.#fraction === 0 ? this.#digits : this.#digits / (POWERS[this.#fraction] as number);
    return this.#negative ? -value : value;
  }

  /** A JSON number without an exponent. Beyond `MOST_DIGITS` digits `#digits` is not exact. */
  #number(): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    this.#negative = bytes[at] === MINUS;
    if (this.#negative) {
      at++;
    }
    const first = at;
    let digits = 0;
    let digit = (bytes[at] as number) - ZERO;
    while (digit >= 0 && digit <= 9) {
      digits = digits * 10 + digit;
      digit = (bytes[++at] as number) - ZERO;
    }
    let count = at - first;
    if (count === 0 || (count > 1 && bytes[first] === ZERO)) {
      return false;
    }
    this.#fraction = 0;
    if (bytes[at] === POINT) {
      const pointAt = at;
      digit = (bytes[++at] as number) - ZERO;
      while (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        digit = (bytes[++at] as number) - ZERO;
      }
      this.#fraction = at - pointAt - 1;
      if (this.#fraction === 0) {
        return false;
      }
      count += this.#fraction;
    }
    this.#digits = digits;
    this.#count = count;
    this.#at = at;
    return true;
  }

  /** A string without escapes; undefined when there is one, or when it is no string. */
  #string(reader: Extract<ValueReader, { kind: 'string' }>): string | undefined {
    const bytes = this.#bytes;
    if (bytes[this.#at] !== QUOTE) {
      return undefined;
    }
    const start = this.#at + 1;
    const end = this.#plainStringEnd(start);
    if (end < 0) {
      return undefined;
    }
    this.#at = end + 1;
    return this.#ascii ? reader.cache.get(bytes, start, end) : bytes.utf8Slice(start, end);
  }

  #ascii = true;

  /** Where the string that begins at `start` has its closing quote; -1 when an escape or a control character comes first. */
  #plainStringEnd(start: number): number {
    const bytes = this.#bytes;
    let at = start;
    let seen = 0;
    for (;;) {
      const byte = bytes[at] as number;
      if (byte === QUOTE) {
        this.#ascii = seen < 128;
        return at;
      }
      if (byte === BACKSLASH || !(byte >= 32)) {
        return -1;
      }
      seen |= byte;
      at++;
    }
  }

  /** Passes over a well-formed value; gives up on escapes, exponents and very deep nesting. */
  #skip(depth = 0): boolean {
    const byte = this.#bytes[this.#at] as number;
    switch (byte) {
      case QUOTE: {
        const end = this.#plainStringEnd(this.#at + 1);
        this.#at = end + 1;
        return end >= 0;
      }
      case OPEN_BRACE:
      case OPEN_BRACKET:
        return depth < DEEPEST && this.#skipNested(byte === OPEN_BRACE, depth + 1);
      case LETTER_N:
        return this.#expect(NULL);
      case LETTER_T:
        return this.#expect(TRUE);
      case LETTER_F:
        return this.#expect(FALSE);
      default:
        return this.#number();
    }
  }

  #skipNested(object: boolean, depth: number): boolean {
    const close = object ? CLOSE_BRACE : CLOSE_BRACKET;
    this.#at++;
    if (this.#skipSpace() === close) {
      this.#at++;
      return true;
    }
    for (;;) {
      this.#skipSpace();
      if (object && !(this.#bytes[this.#at] === QUOTE && this.#skip() && this.#skipColon())) {
        return false;
      }
      if (!this.#skip(depth)) {
        return false;
      }
      const next = this.#skipSpace();
      this.#at++;
      if (next === close) {
        return true;
      }
      if (next !== COMMA) {
        return false;
      }
    }
  }

  #skipColon(): boolean {
    const found = this.#skipSpace() === COLON;
    this.#at++;
    this.#skipSpace();
    return found;
  }

  /** Moves past white space and gives the byte after it. */
  #skipSpace(): number | undefined {
    let byte = this.#bytes[this.#at];
    while (byte === 32 || byte === 10 || byte === 13 || byte === 9) {
      byte = this.#bytes[++this.#at];
    }
    return byte;
  }

  /** `"2026-01-31 10:00:00.123"` with the gap and zone the options ask for; up to nine digits of fraction. */
  #timestamp(reader: Extract<ValueReader, { kind: 'timestamp' }>): Value | undefined {
    const bytes = this.#bytes;
    const at = this.#at;
    if (bytes[at] !== QUOTE || bytes[at + 11] !== reader.gap || bytes[at + 14] !== COLON || bytes[at + 17] !== COLON) {
      return undefined;
    }
    const days = this.#days(at + 1);
    const hour = twoDigits(bytes, at + 12);
    const minute = twoDigits(bytes, at + 15);
    const second = twoDigits(bytes, at + 18);
    if (days === undefined || !(hour < 24 && minute < 60 && second < 60)) {
      return undefined;
    }
    this.#at = at + 20;
    const nanos = this.#fractionNanos();
    if (nanos < 0 || (reader.zoned && bytes[this.#at++] !== LETTER_Z) || bytes[this.#at++] !== QUOTE) {
      return undefined;
    }
    const millis = Math.floor(nanos / 1_000_000);
    const epochMillis = days * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1_000 + millis;
    return ticksPerMilli(reader.precision) === 1
      ? epochMillis
      : ticksOf(epochMillis, nanos - millis * 1_000_000, reader.precision);
  }

  #days(at: number): number | undefined {
    const bytes = this.#bytes;
    if (bytes[at + 4] !== MINUS || bytes[at + 7] !== MINUS) {
      return undefined;
    }
    const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2);
    const month = twoDigits(bytes, at + 5);
    const day = twoDigits(bytes, at + 8);
    const key = (year * 16 + month) * 32 + day;
    if (key === this.#lastDate) {
      return this.#lastDays;
    }
    if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) {
      return undefined;
    }
    this.#lastDate = key;
    this.#lastDays = daysOfCivil(year, month, day);
    return this.#lastDays;
  }

  /** The fraction of a second at `#at`, in nanoseconds; 0 when there is none, -1 when it is too long. */
  #fractionNanos(): number {
    const bytes = this.#bytes;
    if (bytes[this.#at] !== POINT) {
      return 0;
    }
    let at = this.#at + 1;
    let nanos = 0;
    let digit = (bytes[at] as number) - ZERO;
    while (digit >= 0 && digit <= 9) {
      nanos = nanos * 10 + digit;
      digit = (bytes[++at] as number) - ZERO;
    }
    const count = at - this.#at - 1;
    this.#at = at;
    return count > 9 ? -1 : nanos * (POWERS[9 - count] as number);
  }
}

/** Two digits as a number; NaN when they are none. */
function twoDigits(bytes: Buffer, at: number): number {
  const tens = (bytes[at] as number) - ZERO;
  const ones = (bytes[at + 1] as number) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
