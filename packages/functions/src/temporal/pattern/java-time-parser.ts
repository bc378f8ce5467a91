import { civilOfDays, daysInMonth, daysOfCivil, MILLIS_PER_DAY } from '@riffle/columns';
import { DAY_NAMES, HALF_DAYS, MONTH_NAMES, shortName, styledName } from './names.ts';
import { type PatternToken, unknownField } from './tokens.ts';

/** A local time: milliseconds since 1970-01-01T00:00 and the nanoseconds beyond them. */
export interface ParsedTime {
  readonly millis: number;
  readonly nanos: number;
}

/** Field values by pattern letter; what Java calls the parsed fields before resolving. */
type Fields = Map<string, number>;

/** Reads `text` from `at`; the position behind what was read, or -1 when it does not match. */
type Reader = (text: string, at: number, fields: Fields) => number;

/** Compiles the parsing side of a `java.time` pattern: the whole text must match, names in their exact case. */
export function formatParser(tokens: readonly PatternToken[]): (text: string) => ParsedTime | undefined {
  const read = readSequence(tokens);
  return (text) => {
    const fields: Fields = new Map();
    return read(text, 0, fields) === text.length ? resolve(fields) : undefined;
  };
}

function readSequence(tokens: readonly PatternToken[]): Reader {
  const readers = tokens.map((token, i) => readerOf(token, reservedAfter(tokens, i)));
  return (text, start, fields) => {
    let at = start;
    for (const read of readers) {
      at = read(text, at, fields);
      if (at < 0) {
        return -1;
      }
    }
    return at;
  };
}

/** Digits that belong to the fixed-width numbers directly behind token `i`. */
function reservedAfter(tokens: readonly PatternToken[], i: number): number {
  let width = 0;
  for (let next = i + 1; next < tokens.length; next++) {
    const token = tokens[next] as PatternToken;
    const fixed = token.kind === 'field' ? fixedWidth(token.letter, token.count) : 0;
    if (fixed === 0) {
      break;
    }
    width += fixed;
  }
  return width;
}

function fixedWidth(letter: string, count: number): number {
  if (letter === 'S') {
    return count;
  }
  const isTwo = count === 2 && 'uyMLdHkKhmsw'.includes(letter);
  return isTwo ? 2 : letter === 'D' && count === 3 ? 3 : 0;
}

function readerOf(token: PatternToken, reserved: number): Reader {
  switch (token.kind) {
    case 'text':
      return (text, at) => (text.startsWith(token.text, at) ? at + token.text.length : -1);
    case 'optional':
      return optionalReader(readSequence(token.tokens));
    case 'field':
      return fieldReader(token.letter, token.count, reserved);
  }
}

function optionalReader(read: Reader): Reader {
  return (text, at, fields) => {
    const tried: Fields = new Map(fields);
    const end = read(text, at, tried);
    if (end < 0) {
      return at;
    }
    for (const [letter, value] of tried) {
      fields.set(letter, value);
    }
    return end;
  };
}

function fieldReader(letter: string, count: number, reserved: number): Reader {
  switch (letter) {
    case 'u':
    case 'y':
      return count === 2 ? twoDigitYear(letter) : yearReader(letter, count, reserved);
    case 'M':
    case 'L':
      return count <= 2
        ? numberReader('M', { least: count, most: count === 1 ? 19 : 2, reserved })
        : nameReader('M', MONTH_NAMES, count);
    case 'E':
      return nameReader('E', DAY_NAMES, count);
    case 'a':
      return nameReader('a', HALF_DAYS, 4);
    case 'S':
      return fractionReader(count);
    case 'D':
      return numberReader(letter, { least: count, most: count === 1 ? 19 : 3, reserved });
    case 'n':
    case 'A':
    case 'N':
      return numberReader(letter, { least: count, most: 19, reserved });
    default:
      if (!'dHkKhms'.includes(letter) || count > 2) {
        throw unknownField(letter, count);
      }
      return numberReader(letter, { least: count, most: count === 1 ? 19 : 2, reserved });
  }
}

interface NumberShape {
  readonly least: number;
  readonly most: number;
  /** Digits to leave to the numbers behind. */
  readonly reserved: number;
}

function countDigits(text: string, at: number, most: number): number {
  let end = at;
  while (end < text.length && end - at < most && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) {
    end++;
  }
  return end - at;
}

function numberReader(letter: string, shape: NumberShape): Reader {
  return (text, at, fields) => {
    const found = countDigits(text, at, shape.most + shape.reserved);
    const length = Math.min(shape.most, shape.reserved > 0 ? Math.max(shape.least, found - shape.reserved) : found);
    if (length > found || length < Math.max(1, shape.least)) {
      return -1;
    }
    fields.set(letter, Number(text.slice(at, at + length)));
    return at + length;
  };
}

/** Four letters or more: exactly that many digits, or a sign and more. */
function yearReader(letter: string, count: number, reserved: number): Reader {
  const readDigits = numberReader(letter, { least: count, most: 19, reserved });
  return (text, at, fields) => {
    const sign = text[at] === '-' || text[at] === '+' ? text[at] : '';
    const end = readDigits(text, at + (sign === '' ? 0 : 1), fields);
    const length = end - at - (sign === '' ? 0 : 1);
    if (end < 0 || (count >= 4 && (sign === '+' ? length <= count : sign === '' && length > count))) {
      return -1;
    }
    if (sign === '-') {
      fields.set(letter, -(fields.get(letter) as number));
    }
    return end;
  };
}

function twoDigitYear(letter: string): Reader {
  const readDigits = numberReader(letter, { least: 2, most: 2, reserved: 0 });
  return (text, at, fields) => {
    const end = readDigits(text, at, fields);
    fields.set(letter, (fields.get(letter) ?? 0) + 2000);
    return end;
  };
}

function fractionReader(count: number): Reader {
  return (text, at, fields) => {
    if (countDigits(text, at, count) < count) {
      return -1;
    }
    fields.set(
      'n',
      Number(
        text
          .slice(at, at + count)
          .padEnd(9, '0')
          .slice(0, 9),
      ),
    );
    return at + count;
  };
}

function nameReader(letter: string, names: readonly string[], count: number): Reader {
  const styled = names.map((name) => (count === 4 ? name : count === 5 ? styledName(name, 5) : shortName(name)));
  return (text, at, fields) => {
    const index = styled.findIndex((name) => text.startsWith(name, at));
    if (index < 0) {
      return -1;
    }
    fields.set(letter, index + (letter === 'a' ? 0 : 1));
    return at + (styled[index] as string).length;
  };
}

/** Puts the fields together as Java's SMART style: a day beyond its month becomes the last of it, 24:00 the next day. */
function resolve(fields: Fields): ParsedTime | undefined {
  const days = resolveDate(fields);
  const time = resolveTime(fields);
  return days === undefined || time === undefined
    ? undefined
    : { millis: days * MILLIS_PER_DAY + time.millis, nanos: time.nanos };
}

function resolveDate(fields: Fields): number | undefined {
  const yearOfEra = fields.get('y');
  const year = fields.get('u') ?? yearOfEra ?? 1970;
  const dayOfYear = fields.get('D');
  const [month, day] = [fields.get('M') ?? 1, fields.get('d') ?? 1];
  if (yearOfEra !== undefined && yearOfEra < 1) {
    return undefined;
  }
  const hasYear = fields.has('u') || fields.has('y');
  if (dayOfYear !== undefined && hasYear && !fields.has('M')) {
    const days = daysOfCivil(year, 1, dayOfYear);
    return dayOfYear >= 1 && civilOfDays(days).year === year ? days : undefined;
  }
  if (month < 1 || month > 12 || day < 1 || day > 31) {
    return undefined;
  }
  return daysOfCivil(year, month, Math.min(day, daysInMonth(year, month)));
}

function resolveTime(fields: Fields): ParsedTime | undefined {
  const milliOfDay = fields.get('A');
  const nanoOfDay = fields.get('N');
  if (nanoOfDay !== undefined || milliOfDay !== undefined) {
    const nanos = nanoOfDay ?? (milliOfDay as number) * 1_000_000;
    return { millis: Math.floor(nanos / 1_000_000), nanos: nanos % 1_000_000 };
  }
  const hour = resolveHour(fields);
  const [minute, second, nano] = [fields.get('m') ?? 0, fields.get('s') ?? 0, fields.get('n') ?? 0];
  const isMidnight = hour === 24 && minute === 0 && second === 0 && nano === 0;
  if (hour === undefined || (hour > 23 && !isMidnight) || minute > 59 || second > 59) {
    return undefined;
  }
  const millis = ((hour * 60 + minute) * 60 + second) * 1_000 + Math.floor(nano / 1_000_000);
  return { millis, nanos: nano % 1_000_000 };
}

function resolveHour(fields: Fields): number | undefined {
  const clock = fields.get('k');
  const half = fields.get('a');
  const clockOfHalf = fields.get('h');
  const ofHalf = fields.get('K') ?? (clockOfHalf === 12 ? 0 : clockOfHalf);
  if (clock !== undefined) {
    return clock >= 1 && clock <= 24 ? clock % 24 : undefined;
  }
  if (ofHalf !== undefined && (ofHalf > 11 || clockOfHalf === 0)) {
    return undefined;
  }
  if (fields.has('H')) {
    return fields.get('H');
  }
  // An hour of half a day without AM or PM says nothing about the day.
  return half === undefined || ofHalf === undefined ? 0 : ofHalf + 12 * half;
}
