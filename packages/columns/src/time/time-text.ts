import type { Long } from '../values.ts';
import { civilOfDays, daysInMonth, daysOfCivil, MILLIS_PER_DAY } from './civil.ts';
import { millisOfTicks, nanosOfMilli } from './ticks.ts';

/** DATE, TIME, TIMESTAMP and interval texts as Flink's casts write and read them. */

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** `2024-01-31` */
export function formatDate(days: number): string {
  const { year, month, day } = civilOfDays(days);
  return `${year < 0 ? '-' : ''}${pad(Math.abs(year), 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** `12:34:56` and, for a precision above 0, the fraction without zeros at its end but at least one digit. */
export function formatTime(millisOfDay: number, precision: number): string {
  const text = clockText(millisOfDay);
  const millis = millisOfDay % 1_000;
  if (precision === 0 || (millis === 0 && precision > 3)) {
    return text;
  }
  const digits = pad(millis, 3).slice(0, precision);
  return `${text}.${digits.replace(/(?<=.)0+$/, '')}`;
}

function clockText(millisOfDay: number): string {
  const hours = Math.floor(millisOfDay / 3_600_000);
  return `${pad(hours, 2)}:${pad(Math.floor(millisOfDay / 60_000) % 60, 2)}:${pad(Math.floor(millisOfDay / 1_000) % 60, 2)}`;
}

/** `2024-01-31 10:00:00.123`: exactly `precision` digits, no point when there are none. */
export function formatTimestamp(ticks: Long, precision: number): string {
  return formatLocal(millisOfTicks(ticks, precision), nanosOfMilli(ticks, precision), precision);
}

/** The same of local milliseconds and the nanoseconds beyond them. */
export function formatLocal(millis: number, nanos: number, precision: number): string {
  const days = Math.floor(millis / MILLIS_PER_DAY);
  const ofDay = millis - days * MILLIS_PER_DAY;
  const text = `${formatDate(days)} ${clockText(ofDay)}`;
  if (precision === 0) {
    return text;
  }
  return `${text}.${(pad(ofDay % 1_000, 3) + pad(nanos, 6)).slice(0, precision)}`;
}

/** `+1-02`: years and months. */
export function formatYearMonth(months: number): string {
  const size = Math.abs(months);
  return `${months < 0 ? '-' : '+'}${Math.floor(size / 12)}-${pad(size % 12, 2)}`;
}

/** `+0 00:00:00.000`: days, time and milliseconds. */
export function formatDayTime(millis: Long): string {
  const total = Number(millis);
  const size = Math.abs(total);
  const days = Math.floor(size / MILLIS_PER_DAY);
  return `${total < 0 ? '-' : '+'}${days} ${clockText(size % MILLIS_PER_DAY)}.${pad(size % 1_000, 3)}`;
}

const DATE_TEXT = /^(-?\d{1,6})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;
const WHOLE_DATE = /^-?\d+-\d+-\d+$/;
const TIME_TEXT = /^(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?)?$/;

/**
 * Reads a date: year, month and day, of which month and day may be missing; a time of day after it is left out.
 * Undefined when it is none.
 */
export function parseDate(text: string): number | undefined {
  const trimmed = text.trim();
  const blank = trimmed.search(/[ T]/);
  return parseDateOnly(blank === -1 ? trimmed : trimmed.slice(0, blank));
}

function parseDateOnly(text: string): number | undefined {
  const match = DATE_TEXT.exec(text);
  if (match === null) {
    return undefined;
  }
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  const isValid = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return isValid ? daysOfCivil(year, month, day) : undefined;
}

/** A time of day: milliseconds, and the nanoseconds beyond them. */
export interface TimeOfDay {
  readonly millis: number;
  readonly nanos: number;
}

/** Reads `12`, `12:34`, `12:34:56` or `12:34:56.789…`. Undefined when it is none. */
export function parseTime(text: string): TimeOfDay | undefined {
  const match = TIME_TEXT.exec(text.trim());
  if (match === null) {
    return undefined;
  }
  const [hour, minute, second] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const fraction = (match[4] ?? '').padEnd(9, '0').slice(0, 9);
  const millis = (hour * 3_600 + minute * 60 + second) * 1_000 + Number(fraction.slice(0, 3));
  return { millis, nanos: Number(fraction.slice(3)) };
}

/** A local time: milliseconds since 1970-01-01T00:00, and the nanoseconds beyond them. */
export interface LocalTime {
  readonly millis: number;
  readonly nanos: number;
}

/** Reads `2024-01-31`, `2024-01-31 10:00:00.123` or the same with a `T`. Undefined when it is none. */
export function parseTimestamp(text: string): LocalTime | undefined {
  const trimmed = text.trim();
  const blank = trimmed.search(/[ T]/);
  const date = blank === -1 ? trimmed : trimmed.slice(0, blank);
  const days = WHOLE_DATE.test(date) ? parseDateOnly(date) : undefined;
  const time = blank === -1 ? { millis: 0, nanos: 0 } : parseTime(trimmed.slice(blank + 1));
  if (days === undefined || time === undefined) {
    return undefined;
  }
  return { millis: days * MILLIS_PER_DAY + time.millis, nanos: time.nanos };
}
