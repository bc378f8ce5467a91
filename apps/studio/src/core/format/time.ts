import type { CellText } from '../results/live-result.ts';

/** What of a time column is worth showing: the date unless all share it, fraction digits down to the last that is used. */
export interface TimeShape {
  readonly date: boolean;
  readonly fraction: number;
}

const TIMESTAMP = /^(\d{4,}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d+))?(Z?)$/;

/** Looks at every value of a column; NULLs and texts that are no timestamp do not count. */
export function timeShape(values: Iterable<CellText>): TimeShape {
  let date: string | undefined;
  let dates = false;
  let fraction = 0;
  for (const value of values) {
    if (value !== null && TIMESTAMP.test(value)) {
      const day = value.slice(0, value.indexOf(':') - 3);
      dates ||= date !== undefined && day !== date;
      date = day;
      fraction = Math.max(fraction, usedFraction(value));
    }
  }
  return { date: dates, fraction };
}

/** Digits after the point that say something. */
function usedFraction(text: string): number {
  const point = text.indexOf('.');
  if (point < 0) {
    return 0;
  }
  let end = text.endsWith('Z') ? text.length - 1 : text.length;
  while (end > point && (text[end - 1] === '0' || end - 1 === point)) {
    end -= 1;
  }
  return Math.max(0, end - point - 1);
}

/** `2026-03-01 09:30:00.000` as `09:30:00`, with what the shape asks for besides. */
export function shortTime(text: string, shape: TimeShape): string {
  const match = TIMESTAMP.exec(text);
  if (match === null) {
    return text;
  }
  const [, date, clock, fraction = ''] = match;
  const digits = shape.fraction === 0 ? '' : `.${fraction.padEnd(shape.fraction, '0').slice(0, shape.fraction)}`;
  return `${shape.date ? `${date} ` : ''}${clock}${digits}`;
}

/** A time value as a number of milliseconds for an axis; a time of day counts from midnight. NaN when it is none. */
export function timeValue(text: string): number {
  const match = TIMESTAMP.exec(text);
  if (match !== null) {
    return Date.parse(`${match[1]}T${match[2]}.${(match[3] ?? '').slice(0, 3).padEnd(3, '0')}Z`);
  }
  if (/^\d{4,}-\d\d-\d\d$/.test(text)) {
    return Date.parse(`${text}T00:00:00Z`);
  }
  return /^\d\d:\d\d:\d\d/.test(text) ? Date.parse(`1970-01-01T${text.slice(0, 12)}Z`) : Number.NaN;
}

/** A tick of a time axis that spans `span` milliseconds. */
export function axisTime(value: number, span: number): string {
  const iso = new Date(value).toISOString();
  if (span >= 2 * 86_400_000) {
    return iso.slice(5, 10);
  }
  if (span >= 5 * 60_000) {
    return iso.slice(11, 16);
  }
  return span >= 5_000 ? iso.slice(11, 19) : iso.slice(14, 23);
}

/** A moment as the wall clock in UTC, as the engine prints timestamps. */
export function clockTime(value: number): string {
  return Number.isFinite(value) ? new Date(value).toISOString().slice(11, 19) : '';
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A running time as it ticks: `00:42`, `1:02:05`, `2 d 03:10`. */
export function runningTime(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) {
    return `${Math.floor(hours / 24)} d ${two(hours % 24)}:${two(minutes % 60)}`;
  }
  const rest = `${two(minutes % 60)}:${two(seconds % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

/** A time that has passed, in words: `85 ms`, `1.2 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) {
    return `${Math.max(0, Math.round(milliseconds))} ms`;
  }
  if (milliseconds < 60_000) {
    return `${(milliseconds / 1000).toFixed(1).replace(/\.0$/, '')} s`;
  }
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 60) {
    return `${minutes} min ${Math.floor((milliseconds % 60_000) / 1000)} s`;
  }
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How far something is behind, in the coarsest words that still tell: `2 s`, `3 min`. */
export function lag(milliseconds: number): string {
  if (milliseconds < 1000) {
    return `${Math.max(0, Math.round(milliseconds / 100) * 100)} ms`;
  }
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) {
    return `${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) {
    return `${minutes} min`;
  }
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}
