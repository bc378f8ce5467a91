import { dayOfYear, isoDayOfWeek, MILLIS_PER_DAY, type TimeFields } from '@riffle/columns';
import { formatParser, type ParsedTime } from './java-time-parser.ts';
import {
  DAY_NAMES,
  dayOfWeekFromSunday,
  daysOf,
  HALF_DAYS,
  MONTH_NAMES,
  padded,
  styledName,
  sundayWeek,
  weekOfMonth,
} from './names.ts';
import { type PatternToken, tokenizePattern, unknownField } from './tokens.ts';

/** A pattern of `java.time.format.DateTimeFormatter`, for times without a zone. */
export interface JavaTimePattern {
  format(fields: TimeFields): string;
  /** Two local times with the same quotient by this many milliseconds have the same text; 0 when none is known. */
  readonly granularity: number;
  /** The time a text names, missing parts from 1970-01-01T00:00; undefined when the text does not match. */
  parse(text: string): ParsedTime | undefined;
}

/**
 * Compiles a pattern. Throws `DatePatternError` for letters that are unknown or need a zone.
 */
export function javaTimePattern(pattern: string): JavaTimePattern {
  const tokens = tokenizePattern(pattern, true);
  const write = formatAll(tokens);
  let parse: JavaTimePattern['parse'] | undefined;
  return {
    format: write,
    granularity: granularityOf(tokens),
    parse: (text) => {
      parse ??= formatParser(tokens);
      return parse(text);
    },
  };
}

const CLOCK_LETTERS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  H: 3_600_000,
  k: 3_600_000,
  K: 3_600_000,
  h: 3_600_000,
  a: 3_600_000,
};

function granularityOf(tokens: readonly PatternToken[]): number {
  return Math.min(
    ...tokens.map((token) => {
      if (token.kind === 'optional') {
        return granularityOf(token.tokens);
      }
      const isFine = token.kind === 'field' && 'SnAN'.includes(token.letter);
      return isFine ? 0 : ((token.kind === 'field' ? CLOCK_LETTERS[token.letter] : undefined) ?? MILLIS_PER_DAY);
    }),
    MILLIS_PER_DAY,
  );
}

type Writer = (fields: TimeFields) => string;

function formatAll(tokens: readonly PatternToken[]): Writer {
  const writers = tokens.map(writerOf);
  return (fields) => {
    let result = '';
    for (const write of writers) {
      result += write(fields);
    }
    return result;
  };
}

function writerOf(token: PatternToken): Writer {
  switch (token.kind) {
    case 'text':
      return () => token.text;
    case 'optional':
      return formatAll(token.tokens);
    case 'field':
      return fieldWriter(token.letter, token.count);
  }
}

function fieldWriter(letter: string, count: number): Writer {
  switch (letter) {
    case 'u':
      return (fields) => yearText(fields.year, count);
    case 'y':
      return (fields) => yearText(fields.year > 0 ? fields.year : 1 - fields.year, count);
    case 'Y':
      return (fields) => yearText(sundayWeek(daysOf(fields)).year, count);
    case 'M':
    case 'L':
      return count <= 2
        ? (fields) => padded(fields.month, count)
        : (fields) => styledName(MONTH_NAMES[fields.month - 1] as string, count);
    case 'E':
      return (fields) => styledName(DAY_NAMES[isoDayOfWeek(daysOf(fields)) - 1] as string, count);
    case 'Q':
    case 'q':
      return (fields) => quarterText(Math.ceil(fields.month / 3), count);
    case 'G':
      return (fields) => eraText(fields.year > 0, count);
    case 'a':
      return (fields) => HALF_DAYS[fields.hour < 12 ? 0 : 1];
    case 'S':
      return fractionWriter(count);
    default:
      return numberWriter(letter, count);
  }
}

/** Digits past the ninth are zeros. */
function fractionWriter(count: number): Writer {
  const unit = 10 ** Math.max(0, 9 - count);
  const digits = Math.min(count, 9);
  return (fields) =>
    String(Math.floor(fields.nano / unit))
      .padStart(digits, '0')
      .padEnd(count, '0');
}

const NUMBERS: Readonly<Record<string, (fields: TimeFields) => number>> = {
  d: (fields) => fields.day,
  D: (fields) => dayOfYear(daysOf(fields)),
  H: (fields) => fields.hour,
  k: (fields) => fields.hour || 24,
  K: (fields) => fields.hour % 12,
  h: (fields) => fields.hour % 12 || 12,
  m: (fields) => fields.minute,
  s: (fields) => fields.second,
  n: (fields) => fields.nano,
  A: (fields) => milliOfDay(fields),
  N: (fields) => milliOfDay(fields) * 1_000_000 + (fields.nano % 1_000_000),
  w: (fields) => sundayWeek(daysOf(fields)).week,
  W: (fields) => weekOfMonth(fields),
  e: (fields) => dayOfWeekFromSunday(daysOf(fields)),
  c: (fields) => dayOfWeekFromSunday(daysOf(fields)),
  // Java up to 18 counts days here, not weeks.
  F: (fields) => ((fields.day - 1) % 7) + 1,
};

function numberWriter(letter: string, count: number): Writer {
  const read = NUMBERS[letter];
  const most = letter === 'D' ? 3 : 'nAN'.includes(letter) ? 19 : 'WF'.includes(letter) ? 1 : 2;
  if (read === undefined || count > most) {
    throw unknownField(letter, count);
  }
  return (fields) => padded(read(fields), count);
}

function milliOfDay(fields: TimeFields): number {
  const seconds = (fields.hour * 60 + fields.minute) * 60 + fields.second;
  return seconds * 1_000 + Math.floor(fields.nano / 1_000_000);
}

/** Two letters give two digits; from four on a year with more digits than letters gets its sign. */
function yearText(year: number, count: number): string {
  if (count === 2) {
    return padded(((year % 100) + 100) % 100, 2);
  }
  const text = padded(year, count);
  return count >= 4 && year >= 10 ** count ? `+${text}` : text;
}

const QUARTER_NAMES = ['1st quarter', '2nd quarter', '3rd quarter', '4th quarter'] as const;

function quarterText(quarter: number, count: number): string {
  if (count === 3) {
    return `Q${quarter}`;
  }
  return count === 4 ? (QUARTER_NAMES[quarter - 1] as string) : padded(quarter, count === 2 ? 2 : 1);
}

function eraText(isAfterChrist: boolean, count: number): string {
  if (count === 4) {
    return isAfterChrist ? 'Anno Domini' : 'Before Christ';
  }
  const short = isAfterChrist ? 'AD' : 'BC';
  return count === 5 ? short.slice(0, 1) : short;
}
