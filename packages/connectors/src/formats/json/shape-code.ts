import { ticksOf } from '@riffle/columns';
import type { RecordShape, ValueReader } from './record-shape.ts';
import { TimeCache } from './time-cache.ts';

/**
 * Writes the program that reads records of one shape: a loop over records in which the bytes between values are compared
 * as constants and every value is read by code for its own type. Compiled by `shape-reader.ts`; one program a shape
 * lets the runtime see each column's own types and lengths, which a loop over steps hides from it.
 *
 * Every value's code begins at `at`, leaves `at` after the value, and breaks out to a label when a byte is not as
 * expected. Of the records only numbers get into the text of a program, never their bytes as code. Names: `j` the
 * JsonBytes, `bytes` and `view` its memory, `c1` `v1` `n1` column 1, its values and its NULLs.
 */
export interface ShapeProgram {
  readonly body: string;
  /** The objects the program uses, by the names it calls them. */
  readonly constants: Readonly<Record<string, unknown>>;
}

const QUOTE = 0x22;
const POINT = 0x2e;
const LETTER_N = 0x6e;
const WORD_NULL = 0x6c6c756e;
const WORD_TRUE = 0x65757274;
const WORD_FALS = 0x736c6166;
/** A number of up to 15 digits is exact as a double, and so is 10^15. */
const MOST_DIGITS = 15;
const POWERS = Float64Array.from({ length: 23 }, (_, i) => 10 ** i);

export function shapeProgram(shape: RecordShape): ShapeProgram {
  return new ProgramWriter().write(shape);
}

class ProgramWriter {
  readonly #constants: Record<string, unknown> = { ticksOf, powers: POWERS };
  #names = 0;

  write(shape: RecordShape): ShapeProgram {
    const targets = [...shape.steps.map((step) => step.target).filter((target) => target >= 0), ...shape.missing];
    const steps = shape.steps.map(
      ({ prefix, target, reader }) =>
        expect(prefix, 'records') + (target === -1 ? skip(reader, 'records') : this.#column(target, reader)),
    );
    const body = `
      const { bytes, view, limit } = j;
      ${targets.map((i) => `const c${i} = columns[${i}]; let v${i} = c${i}.values, n${i} = c${i}.nulls;`).join('\n')}
      let at = j.at, row = firstRow;
      let mark = 0, end = 0, digit = 0, digits = 0, count = 0, fraction = 0, negative = false, x;
      let begin = at;
      records: while (row < lastRow) {
        ${steps.join('')}
        ${expect(shape.suffix, 'records')}
        if (bytes[at] === 10) { at++; } else { at = j.endOfRecord(at); if (at < 0) break; }
        ${shape.missing.map((i) => `c${i}.setNull(row);`).join(' ')}
        row++;
        begin = at;
      }
      j.at = begin;
      return row;`;
    return { body, constants: this.#constants };
  }

  /** A value into its column. What the quick code does not know is read by the exact decoder, this one value only. */
  #column(target: number, reader: ValueReader): string {
    // A row of another make is another shape, to be learned: reading it exactly would hide that.
    const giveUp = reader.kind === 'row' || reader.kind === 'null' ? 'records' : `quick${target}`;
    return `
      column${target}: {
        mark = at;
        quick${target}: {
          if (bytes[at] === ${LETTER_N}) {
            ${expectWord(WORD_NULL, giveUp)}
            c${target}.setNull(row); n${target} = c${target}.nulls;
            break column${target};
          }
          ${this.#value(reader, giveUp)}
          v${target}[row] = x;
          if (n${target} !== null) n${target}[row] = 0;
          break column${target};
        }
        at = exact(${target}, mark, row);
        if (at < 0) break records;
        v${target} = c${target}.values; n${target} = c${target}.nulls;
      }`;
  }

  #constant(value: unknown): string {
    const name = `k${this.#names++}`;
    this.#constants[name] = value;
    return name;
  }

  /** Code that leaves the value in `x`. */
  #value(reader: ValueReader, giveUp: string): string {
    switch (reader.kind) {
      case 'boolean':
        return boolean(giveUp);
      case 'int':
        return `${integer(giveUp)}
          if (count > ${MOST_DIGITS}) break ${giveUp};
          x = negative ? 0 - digits : digits;
          if (x < ${reader.min} || x > ${reader.max}) break ${giveUp};`;
      case 'long':
        return `${integer(giveUp)}
          if (count > ${MOST_DIGITS}) break ${giveUp};
          x = negative ? 0 - digits : digits;`;
      case 'double':
        return double(giveUp);
      case 'float':
        return `${double(giveUp)} x = Math.fround(x);`;
      case 'decimal':
        return decimal(reader, giveUp);
      case 'string':
        return this.#string(reader, giveUp);
      case 'timestamp':
        return this.#timestamp(reader, giveUp);
      case 'date':
        return this.#date(giveUp);
      case 'time':
        return this.#time(giveUp);
      case 'array':
        return this.#array(reader.element, giveUp);
      case 'row':
        return this.#row(reader.shape, giveUp);
      case 'exact':
      case 'null':
      case 'skip':
        return `break ${giveUp};`;
    }
  }

  #string({ cache }: Extract<ValueReader, { kind: 'string' }>, giveUp: string): string {
    return `
      if (bytes[at] !== ${QUOTE}) break ${giveUp};
      end = j.stringEnd(++at);
      if (end < 0) break ${giveUp};
      x = j.high === 0 ? ${this.#constant(cache)}.get(j, at, end) : j.text(at, end);
      if (x === undefined) break ${giveUp};
      at = end + 1;`;
  }

  /** `"2026-01-31 10:00:00.123"` with the gap and zone the options ask for; up to nine digits of fraction. */
  #timestamp({ gap, zoned, precision }: Extract<ValueReader, { kind: 'timestamp' }>, giveUp: string): string {
    const times = this.#constant(new TimeCache());
    const millis = 'Math.floor(digits / 1000000)';
    const zone = zoned ? `if (bytes[at++] !== 90) break ${giveUp};` : '';
    const ticks =
      precision === 3 ? `x + ${millis}` : `ticksOf(x + ${millis}, digits - ${millis} * 1000000, ${precision})`;
    return `
      if (at + 22 > limit || bytes[at] !== ${QUOTE} || bytes[at + 11] !== ${gap}) break ${giveUp};
      x = ${times}.days(view, at + 1) * 86400000 + ${times}.minute(view, at + 12) + ${seconds(18)} * 1000;
      if (x !== x) break ${giveUp};
      at += 20; digits = 0;
      if (bytes[at] === ${POINT}) {
        end = ++at;
        ${digitLoop}
        count = at - end;
        if (count > 9) break ${giveUp};
        digits *= powers[9 - count];
      }
      ${zone}
      if (bytes[at++] !== ${QUOTE}) break ${giveUp};
      x = ${ticks};`;
  }

  #date(giveUp: string): string {
    return `
      if (at + 12 > limit || bytes[at] !== ${QUOTE} || bytes[at + 11] !== ${QUOTE}) break ${giveUp};
      x = ${this.#constant(new TimeCache())}.days(view, at + 1);
      if (x !== x) break ${giveUp};
      at += 12;`;
  }

  /** `"10:00:00"`; a fraction is for the exact decoder. */
  #time(giveUp: string): string {
    return `
      if (at + 10 > limit || bytes[at] !== ${QUOTE} || bytes[at + 9] !== ${QUOTE}) break ${giveUp};
      x = ${this.#constant(new TimeCache())}.minute(view, at + 1) + ${seconds(7)} * 1000;
      if (x !== x) break ${giveUp};
      at += 10;`;
  }

  #array(element: ValueReader, giveUp: string): string {
    const list = `list${this.#names++}`;
    return `
      if (bytes[at] !== 0x5b) break ${giveUp};
      const ${list} = [];
      at = j.skipSpace(at + 1);
      if (bytes[at] === 0x5d) at++;
      else for (;;) {
        ${this.#nullOr(element, giveUp)}
        ${list}.push(x);
        at = j.skipSpace(at);
        end = bytes[at++];
        if (end === 0x5d) break;
        if (end !== 0x2c) break ${giveUp};
        at = j.skipSpace(at);
      }
      x = ${list};`;
  }

  #row(shape: RecordShape, giveUp: string): string {
    const fields = `fields${this.#names++}`;
    const steps = shape.steps.map(
      ({ prefix, target, reader }) =>
        expect(prefix, giveUp) +
        (target === -1 ? skip(reader, giveUp) : `${this.#nullOr(reader, giveUp)} ${fields}[${target}] = x;`),
    );
    return `
      const ${fields} = [${new Array(shape.fieldCount).fill('null').join(', ')}];
      ${steps.join('')}
      ${expect(shape.suffix, giveUp)}
      x = ${fields};`;
  }

  #nullOr(reader: ValueReader, giveUp: string): string {
    return `
      if (bytes[at] === ${LETTER_N}) { ${expectWord(WORD_NULL, giveUp)} x = null; }
      else { ${this.#value(reader, giveUp)} }`;
  }
}

const digitLoop = `
  digits = 0;
  digit = bytes[at] - 48;
  while (digit >= 0 && digit <= 9) { digits = digits * 10 + digit; digit = bytes[++at] - 48; }`;

/** Two digits of a second at `at + offset`; NaN when they are none. */
function seconds(offset: number): string {
  return `((digit = bytes[at + ${offset}] - 48, count = bytes[at + ${offset + 1}] - 48, digit >= 0 && digit <= 5 && count >= 0 && count <= 9) ? digit * 10 + count : NaN)`;
}

function whole(giveUp: string): string {
  return `
    negative = bytes[at] === 45;
    if (negative) at++;
    end = at;
    ${digitLoop}
    count = at - end;
    if (count === 0 || (count > 1 && bytes[end] === 48)) break ${giveUp};`;
}

/** A number without fraction (`.` is -2) or exponent (`e` is 53, `E` 21). */
function integer(giveUp: string): string {
  return `${whole(giveUp)} if (digit === -2 || digit === 53 || digit === 21) break ${giveUp};`;
}

function withFraction(giveUp: string): string {
  return `${whole(giveUp)}
    fraction = 0;
    if (digit === -2) {
      end = ++at;
      digit = bytes[at] - 48;
      while (digit >= 0 && digit <= 9) { digits = digits * 10 + digit; digit = bytes[++at] - 48; }
      fraction = at - end;
      if (fraction === 0) break ${giveUp};
      count += fraction;
    }`;
}

function decimal({ scale, limit }: Extract<ValueReader, { kind: 'decimal' }>, giveUp: string): string {
  return `${withFraction(giveUp)}
    if (digit === 53 || digit === 21 || fraction > ${scale} || count > ${MOST_DIGITS}) break ${giveUp};
    digits *= powers[${scale} - fraction];
    if (!(digits < ${limit})) break ${giveUp};
    x = negative ? 0 - digits : digits;`;
}

/** Short numbers by one exact division; others are made from their text. */
function double(giveUp: string): string {
  return `
    const number = at;
    ${withFraction(giveUp)}
    if (count > ${MOST_DIGITS} || digit === 53 || digit === 21) {
      at = j.skipNumber(number);
      if (at < 0) break ${giveUp};
      x = Number(bytes.latin1Slice(number, at));
    } else {
      x = fraction === 0 ? digits : digits / powers[fraction];
      if (negative) x = -x;
    }`;
}

function boolean(giveUp: string): string {
  return `
    if (at + 5 > limit) break ${giveUp};
    end = view.getInt32(at, true);
    if (end === ${WORD_TRUE}) { x = true; at += 4; }
    else if (end === ${WORD_FALS} && bytes[at + 4] === 101) { x = false; at += 5; }
    else break ${giveUp};`;
}

/** Passes over a value nobody wants; what it was in the record learned from says what it probably is. */
function skip(reader: ValueReader, giveUp: string): string {
  const first = reader.kind === 'skip' ? reader.first : 0;
  const by = first === QUOTE ? `bytes[at] === ${QUOTE} ? j.skipString(at) : j.skipValue(at)` : 'j.skipValue(at)';
  return `
    at = ${by};
    if (at < 0) break ${giveUp};`;
}

/** Compares bytes four at a time; the last four may overlap those before. */
function expect(bytes: Uint8Array, giveUp: string): string {
  const length = bytes.length;
  const tests = [`at + ${length} > limit`];
  if (length < 4) {
    bytes.forEach((byte, i) => {
      tests.push(`bytes[at + ${i}] !== ${byte}`);
    });
  } else {
    const view = new DataView(bytes.buffer, bytes.byteOffset, length);
    for (let i = 0; i < length; i += 4) {
      const from = Math.min(i, length - 4);
      tests.push(`view.getInt32(at + ${from}, true) !== ${view.getInt32(from, true)}`);
    }
  }
  return `
    if (${tests.join(' || ')}) break ${giveUp};
    at += ${length};`;
}

function expectWord(word: number, giveUp: string): string {
  return `if (at + 4 > limit || view.getInt32(at, true) !== ${word}) break ${giveUp}; at += 4;`;
}
