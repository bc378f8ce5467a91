import {
  dayOfYear,
  daysOfCivil,
  fieldsOfMillis,
  isoDayOfWeek,
  isZone,
  MILLIS_PER_DAY,
  type TimeFields,
  type Zone,
  zoneOf,
} from '@riffle/columns';
import { DAY_NAMES, daysOf, HALF_DAYS, MONTH_NAMES, padded, shortName, sundayWeek, weekOfMonth } from './names.ts';
import { type PatternToken, tokenizePattern, unknownField } from './tokens.ts';

/** A pattern of `java.text.SimpleDateFormat`, the older of Java's two pattern languages. */
export interface SimpleDatePattern {
  /** The text of an instant (milliseconds since the epoch) in a zone. */
  format(instant: number, zone: Zone): string;
  /**
   * The instant a text names; undefined when its beginning does not match. Lenient as in Java: text may follow, and
   * the 32nd of a month is the first of the next.
   */
  parse(text: string, zone: Zone): number | undefined;
}

/** Compiles a pattern. Throws `DatePatternError` for unknown letters. */
export function simpleDatePattern(pattern: string): SimpleDatePattern {
  const tokens = tokenizePattern(pattern, false);
  const writers = tokens.map(writerOf);
  const readers = tokens.map((token, i) => readerOf(token, tokens[i + 1]?.kind === 'field'));
  return {
    format: (instant, zone) => {
      const offset = zone.offsetAt(instant);
      const fields = fieldsOfMillis(instant + offset);
      return writers.map((write) => write(fields, offset)).join('');
    },
    parse: (text, zone) => {
      const found: Found = new Map();
      let at = 0;
      for (const read of readers) {
        at = read(text, at, found);
        if (at < 0) {
          return undefined;
        }
      }
      return instantOf(found, zone);
    },
  };
}

type Writer = (fields: TimeFields, offset: number) => string;

function writerOf(token: PatternToken): Writer {
  if (token.kind !== 'field') {
    const text = token.kind === 'text' ? token.text : '';
    return () => text;
  }
  const { letter, count } = token;
  switch (letter) {
    case 'y':
    case 'Y':
      return (fields) => yearText(letter === 'y' ? eraYear(fields.year) : sundayWeek(daysOf(fields)).year, count);
    case 'M':
    case 'L':
      return (fields) => (count <= 2 ? padded(fields.month, count) : longOrShort(MONTH_NAMES[fields.month - 1], count));
    case 'E':
      return (fields) => longOrShort(DAY_NAMES[isoDayOfWeek(daysOf(fields)) - 1], count);
    case 'G':
      return (fields) => (fields.year > 0 ? 'AD' : 'BC');
    case 'a':
      return (fields) => HALF_DAYS[fields.hour < 12 ? 0 : 1];
    case 'Z':
      return (_fields, offset) => offsetText(offset, '');
    case 'X':
      return (_fields, offset) => isoOffset(offset, count);
    case 'z':
      return (_fields, offset) => (offset === 0 ? 'UTC' : `GMT${offsetText(offset, ':')}`);
    default:
      return numberWriter(letter, count);
  }
}

const NUMBERS: Readonly<Record<string, (fields: TimeFields) => number>> = {
  d: (fields) => fields.day,
  D: (fields) => dayOfYear(daysOf(fields)),
  F: (fields) => Math.floor((fields.day - 1) / 7) + 1,
  H: (fields) => fields.hour,
  k: (fields) => fields.hour || 24,
  K: (fields) => fields.hour % 12,
  h: (fields) => fields.hour % 12 || 12,
  m: (fields) => fields.minute,
  s: (fields) => fields.second,
  S: (fields) => Math.floor(fields.nano / 1_000_000),
  u: (fields) => isoDayOfWeek(daysOf(fields)),
  w: (fields) => sundayWeek(daysOf(fields)).week,
  W: (fields) => weekOfMonth(fields),
};

function numberWriter(letter: string, count: number): Writer {
  const read = NUMBERS[letter];
  if (read === undefined) {
    throw unknownField(letter, count);
  }
  return (fields) => padded(read(fields), count);
}

function eraYear(year: number): number {
  return year > 0 ? year : 1 - year;
}

function yearText(year: number, count: number): string {
  return count === 2 ? padded(year % 100, 2) : padded(year, count);
}

function longOrShort(name = '', count: number): string {
  return count >= 4 ? name : shortName(name);
}

function offsetText(offset: number, separator: string): string {
  const minutes = Math.floor(Math.abs(offset) / 60_000);
  return `${offset < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}${separator}${padded(minutes % 60, 2)}`;
}

function isoOffset(offset: number, count: number): string {
  if (offset === 0) {
    return 'Z';
  }
  return count === 1 ? offsetText(offset, '').slice(0, 3) : offsetText(offset, count === 3 ? ':' : '');
}

type Found = Map<string, number>;
type Reader = (text: string, at: number, found: Found) => number;

function readerOf(token: PatternToken, isAbutting: boolean): Reader {
  if (token.kind !== 'field') {
    const expected = token.kind === 'text' ? token.text : '';
    return (text, at) => (text.startsWith(expected, at) ? at + expected.length : -1);
  }
  const { letter, count } = token;
  switch (letter) {
    case 'M':
    case 'L':
      return count <= 2 ? numberReader('M', count, isAbutting) : nameReader('M', MONTH_NAMES);
    case 'E':
      return nameReader('E', DAY_NAMES);
    case 'a':
      return nameReader('a', HALF_DAYS);
    case 'G':
      return nameReader('G', ['BC', 'AD']);
    case 'X':
    case 'Z':
    case 'z':
      return readOffset;
    default:
      return numberReader(letter, count, isAbutting);
  }
}

/** A number next to another is read from as many characters as it has letters; else it takes all digits there are. */
function numberReader(letter: string, count: number, isAbutting: boolean): Reader {
  return (text, start, found) => {
    const window = isAbutting ? text.slice(start, start + count) : text.slice(start);
    const digits = window.trimStart();
    const at = start + window.length - digits.length;
    const value = /^-?\d+/.exec(digits)?.[0];
    if (value === undefined) {
      return -1;
    }
    const isShortYear = letter === 'y' && count <= 2 && /^\d\d$/.test(value);
    found.set(isShortYear ? 'yy' : letter, Number(value));
    return at + value.length;
  };
}

function nameReader(letter: string, names: readonly string[]): Reader {
  return (text, at, found) => {
    const rest = text.slice(at).toLowerCase();
    const index = names.findIndex((name) => rest.startsWith(shortName(name).toLowerCase()));
    if (index < 0) {
      return -1;
    }
    const name = names[index] as string;
    found.set(letter, index + 1);
    return at + (rest.startsWith(name.toLowerCase()) ? name : shortName(name)).length;
  };
}

const OFFSET = /(?:GMT|UTC)?(?:Z|([+-]\d{2}):?(\d{2})?)?/y;

function readOffset(text: string, at: number, found: Found): number {
  OFFSET.lastIndex = at;
  const match = OFFSET.exec(text);
  if (match === null || match[0] === '') {
    return readZoneName(text, at, found);
  }
  const hours = Number(match[1] ?? 0);
  const minutes = Number(match[2] ?? 0);
  found.set('offset', (Math.abs(hours) * 60 + minutes) * 60_000 * (match[1]?.startsWith('-') ? -1 : 1));
  return at + match[0].length;
}

function readZoneName(text: string, at: number, found: Found): number {
  const name = /^[A-Za-z_]+(?:\/[A-Za-z_]+)*/.exec(text.slice(at))?.[0];
  if (name === undefined || !isZone(name)) {
    return -1;
  }
  found.set('offset', zoneOf(name).offsetAt(0));
  return at + name.length;
}

/** The farthest instants from the epoch a calendar has. */
const MAX_INSTANT = 8.64e15;

function instantOf(found: Found, zone: Zone): number | undefined {
  const year = found.get('y') ?? shortYear(found.get('yy')) ?? 1970;
  const eraAware = found.get('G') === 1 ? 1 - year : year;
  const ofYear = found.get('D');
  const days =
    ofYear !== undefined && !found.has('M')
      ? daysOfCivil(eraAware, 1, ofYear)
      : daysOfCivil(eraAware, found.get('M') ?? 1, found.get('d') ?? 1);
  const seconds = (hourOf(found) * 60 + (found.get('m') ?? 0)) * 60 + (found.get('s') ?? 0);
  const local = days * MILLIS_PER_DAY + seconds * 1_000 + (found.get('S') ?? 0);
  if (Math.abs(local) > MAX_INSTANT) {
    return undefined;
  }
  const offset = found.get('offset');
  return offset === undefined ? zone.instantOf(local) : local - offset;
}

/** Java puts two digits between 80 years back and 20 ahead; a fixed pivot keeps runs repeatable. */
function shortYear(digits: number | undefined): number | undefined {
  return digits === undefined ? undefined : digits + (digits < 50 ? 2000 : 1900);
}

function hourOf(found: Found): number {
  const clock = found.get('k');
  const ofHalf = found.get('K') ?? (found.get('h') === 12 ? 0 : found.get('h'));
  if (ofHalf !== undefined && !found.has('H')) {
    return ofHalf + (found.get('a') === 2 ? 12 : 0);
  }
  return found.get('H') ?? (clock === 24 ? 0 : clock) ?? 0;
}
