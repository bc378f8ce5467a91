import {
  daysInMonth,
  daysOfCivil,
  MILLIS_PER_DAY,
  parseDate,
  ticksOf,
  types,
  type Value,
  zoneOf,
} from '@riffle/columns';
import type { ScalarFunction } from '../contract.ts';
import { always, overloads, parameter, returns } from '../signature/index.ts';
import { currentInstant } from './current.ts';
import { DEFAULT_PATTERN } from './format.ts';
import { javaTime, type ParsedTime, simpleDate } from './pattern/index.ts';

/** TO_DATE, TO_TIMESTAMP and UNIX_TIMESTAMP. A text that is no date or time gives NULL. */

const toDate: ScalarFunction = {
  kind: 'scalar',
  name: 'TO_DATE',
  category: 'temporal',
  signatures: ['TO_DATE(string [, pattern])'],
  description: 'The date a text names, yyyy-MM-dd unless a pattern is given.',
  infer: overloads('TO_DATE', {
    parameters: [parameter.text, parameter.text],
    optional: 1,
    result: always(types.date()),
  }),
  nulls: 'propagate',
  deterministic: true,
  compile: () => (text, pattern) => {
    if (pattern === undefined) {
      return parseDate(text as string) ?? null;
    }
    const instant = simpleDate(pattern as string).parse(text as string, zoneOf('UTC'));
    return instant === undefined ? null : Math.floor(instant / MILLIS_PER_DAY);
  },
};

const DEFAULT_TEXT = /^(\d{4})-(\d{1,2})-(\d{1,2})(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{0,9}))?)?$/;

/** Reads `2024-1-31` and `2024-01-31 10:00:00.123`; a day beyond its month is the last of it, as in Java. */
export function parseDefaultTimestamp(text: string): ParsedTime | undefined {
  const match = DEFAULT_TEXT.exec(text);
  if (match === null) {
    return undefined;
  }
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part = '0') => Number(part)) as Numbers;
  const fraction = (match[7] ?? '').padEnd(9, '0');
  const isValid = year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && minute < 60 && second < 60;
  const isMidnight = hour === 24 && minute === 0 && second === 0 && Number(fraction) === 0;
  if (!isValid || (hour > 23 && !isMidnight)) {
    return undefined;
  }
  const days = daysOfCivil(year, month, Math.min(day, daysInMonth(year, month)));
  const seconds = (hour * 60 + minute) * 60 + second;
  return {
    millis: days * MILLIS_PER_DAY + seconds * 1_000 + Number(fraction.slice(0, 3)),
    nanos: Number(fraction.slice(3)),
  };
}

type Numbers = [number, number, number, number, number, number];

const FALLBACK_TEXT = /^(\d{4})-(\d{1,2})-(\d{1,2})(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?)?$/;

/** Reads a text by a `java.time` pattern; one that does not match may still be an ordinary timestamp text. */
export function parseWithPattern(text: string, pattern: string): ParsedTime | undefined {
  return (
    javaTime(pattern).parse(text) ?? (FALLBACK_TEXT.test(text.trim()) ? parseDefaultTimestamp(text.trim()) : undefined)
  );
}

const toTimestamp: ScalarFunction = {
  kind: 'scalar',
  name: 'TO_TIMESTAMP',
  category: 'temporal',
  signatures: ['TO_TIMESTAMP(string [, pattern])'],
  description: 'The timestamp a text names, yyyy-MM-dd HH:mm:ss unless a pattern is given.',
  infer: overloads('TO_TIMESTAMP', {
    parameters: [parameter.text, parameter.text],
    optional: 1,
    result: always(types.timestamp(3)),
  }),
  nulls: 'propagate',
  deterministic: true,
  compile: () => (text, pattern) => {
    const parsed =
      pattern === undefined
        ? parseDefaultTimestamp(text as string)
        : parseWithPattern(text as string, pattern as string);
    return parsed === undefined ? null : ticksOf(parsed.millis, parsed.nanos, 3);
  },
};

/** What Flink gives for a text that is no time. */
const NO_TIME = -(2n ** 63n);

const unixTimestamp: ScalarFunction = {
  kind: 'scalar',
  name: 'UNIX_TIMESTAMP',
  category: 'temporal',
  signatures: ['UNIX_TIMESTAMP()', 'UNIX_TIMESTAMP(string [, pattern])'],
  description: 'Seconds since 1970-01-01 00:00:00 UTC: now, or of a time text in the session time zone.',
  infer: overloads(
    'UNIX_TIMESTAMP',
    { parameters: [], result: always({ ...types.bigint(), nullable: false }) },
    { parameters: [currentInstant], result: always({ ...types.bigint(), nullable: false }) },
    { parameters: [parameter.text, parameter.text], optional: 1, result: returns(types.bigint()) },
  ),
  nulls: 'propagate',
  deterministic: true,
  compile: ({ argumentTypes, context }) => {
    const [type] = argumentTypes;
    if (type === undefined || type.kind === 'TIMESTAMP_LTZ') {
      return (instant: Value = context.now()) => Math.floor(Number(instant) / 1_000);
    }
    const zone = zoneOf(context.zone);
    return (text, pattern = DEFAULT_PATTERN) => {
      const instant = simpleDate(pattern as string).parse(text as string, zone);
      return instant === undefined ? NO_TIME : Math.trunc(instant / 1_000) + 0;
    };
  },
};

export const parseFunctions: readonly ScalarFunction[] = [toDate, toTimestamp, unixTimestamp];
