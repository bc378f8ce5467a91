import { daysInMonth, daysOfCivil, formatDate, type Long, millisOfTicks, nanosOfMilli, ticksOf } from '@riffle/columns';

/**
 * Dates and times in the fixed forms of JSON and CSV records, read from and written to text:
 * `2026-01-31`, `10:00:00.123`, `2026-01-31 10:00:00.123` (or with `T`).
 */

const DAY = 86_400_000;

const DATE = /^([+-]?\d{4,9})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{0,9}))?$/;
const ISO_TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{0,9}))?)?$/;

/** `2026-01-31` as days since the epoch; undefined when it is no date. */
export function parseDate(text: string): number | undefined {
  const match = DATE.exec(text);
  if (match === null) {
    return undefined;
  }
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? daysOfCivil(year, month, day) : undefined;
}

interface TimeOfDay {
  readonly millis: number;
  /** Nanoseconds beyond the milliseconds. */
  readonly nanos: number;
}

function parseTimeOfDay(text: string, pattern: RegExp): TimeOfDay | undefined {
  const match = pattern.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, hour = '', minute = '', second = '0', fraction = ''] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return undefined;
  }
  const nanos = Number(fraction.padEnd(9, '0'));
  const millis = Math.floor(nanos / 1_000_000);
  return {
    millis: Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1_000 + millis,
    nanos: nanos - millis * 1_000_000,
  };
}

/** `10:00:00.123` as milliseconds of the day. */
export function parseTime(text: string): number | undefined {
  return parseTimeOfDay(text, TIME)?.millis;
}

/** How timestamps are written: date and time apart by a blank, or as ISO-8601 with a `T`. */
export type TimestampStandard = 'SQL' | 'ISO-8601';

/** `2026-01-31 10:00:00.123` as ticks of `precision`; `Z` must end the text when `zoned`. */
export function parseTimestamp(
  text: string,
  form: { standard: TimestampStandard; zoned: boolean; precision: number },
): Long | undefined {
  let plain = text;
  if (form.zoned) {
    if (!text.endsWith('Z')) {
      return undefined;
    }
    plain = text.slice(0, -1);
  }
  const gap = plain.indexOf(form.standard === 'SQL' ? ' ' : 'T');
  if (gap === -1) {
    return undefined;
  }
  const days = parseDate(plain.slice(0, gap));
  const time = parseTimeOfDay(plain.slice(gap + 1), form.standard === 'SQL' ? TIME : ISO_TIME);
  return days === undefined || time === undefined
    ? undefined
    : ticksOf(days * DAY + time.millis, time.nanos, form.precision);
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** `10:00:00`, with a fraction only where there is one. */
export function formatTime(millisOfDay: number, nanos = 0): string {
  const seconds = Math.floor(millisOfDay / 1000);
  const clock = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
  const fraction = pad((millisOfDay % 1000) * 1_000_000 + nanos, 9).replace(/0+$/, '');
  return fraction === '' ? clock : `${clock}.${fraction}`;
}

/** The reverse of `parseTimestamp`; the fraction has as many digits as it needs. */
export function formatTimestamp(
  ticks: Long,
  form: { standard: TimestampStandard; zoned: boolean; precision: number },
): string {
  const millis = millisOfTicks(ticks, form.precision);
  const days = Math.floor(millis / DAY);
  const gap = form.standard === 'SQL' ? ' ' : 'T';
  return `${formatDate(days)}${gap}${formatTime(millis - days * DAY, nanosOfMilli(ticks, form.precision))}${form.zoned ? 'Z' : ''}`;
}
