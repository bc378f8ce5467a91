import { ticksPerMilli } from '../types.ts';
import { type Long, normalizeLong } from '../values.ts';
import { civilOfDays, MILLIS_PER_DAY } from './civil.ts';

/** Timestamp values: whole ticks since the epoch, whose length depends on the type's precision (`ticksPerMilli`). */

const NANOS_PER_MILLI = 1_000_000;

/** The milliseconds of a timestamp, rounded down. */
export function millisOfTicks(ticks: Long, precision: number): number {
  const unit = ticksPerMilli(precision);
  if (typeof ticks === 'number') {
    return unit === 1 ? ticks : Math.floor(ticks / unit);
  }
  const divisor = BigInt(unit);
  const quotient = ticks / divisor;
  return Number(ticks % divisor < 0n ? quotient - 1n : quotient);
}

/** The nanoseconds of a timestamp within its millisecond: 0 to 999,999. */
export function nanosOfMilli(ticks: Long, precision: number): number {
  const unit = ticksPerMilli(precision);
  if (unit === 1) {
    return 0;
  }
  const rest = typeof ticks === 'number' ? ticks % unit : Number(ticks % BigInt(unit));
  return (rest < 0 ? rest + unit : rest) * (NANOS_PER_MILLI / unit);
}

/** The timestamp of a time in milliseconds and the nanoseconds beyond; digits past `precision` are cut off. */
export function ticksOf(millis: number, nanos: number, precision: number): Long {
  const unit = ticksPerMilli(precision);
  const kept = keptNanos(nanos, precision);
  if (unit === 1) {
    return keptMillis(millis, precision);
  }
  const rest = kept / (NANOS_PER_MILLI / unit);
  const ticks = millis * unit + rest;
  return Number.isSafeInteger(ticks) ? ticks : normalizeLong(BigInt(millis) * BigInt(unit) + BigInt(rest));
}

function keptMillis(millis: number, precision: number): number {
  const step = 10 ** Math.max(0, 3 - precision);
  return step === 1 ? millis : Math.floor(millis / step) * step;
}

function keptNanos(nanos: number, precision: number): number {
  const step = 10 ** Math.max(0, 9 - precision);
  return step >= NANOS_PER_MILLI ? 0 : nanos - (nanos % step);
}

/** The same point in time at another precision; digits that do not fit are cut off. */
export function rescaleTicks(ticks: Long, from: number, to: number): Long {
  if (from === to || (to > from && ticksPerMilli(from) === ticksPerMilli(to))) {
    return ticks;
  }
  return ticksOf(millisOfTicks(ticks, from), nanosOfMilli(ticks, from), to);
}

/** A point in time taken apart, in the zone its milliseconds are in. */
export interface TimeFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 to 999,999,999. */
  readonly nano: number;
}

/** Takes local milliseconds since the epoch apart; `nanos` are those beyond the millisecond. */
export function fieldsOfMillis(millis: number, nanos = 0): TimeFields {
  const days = Math.floor(millis / MILLIS_PER_DAY);
  const ofDay = millis - days * MILLIS_PER_DAY;
  return {
    ...civilOfDays(days),
    hour: Math.floor(ofDay / 3_600_000),
    minute: Math.floor(ofDay / 60_000) % 60,
    second: Math.floor(ofDay / 1_000) % 60,
    nano: (ofDay % 1_000) * NANOS_PER_MILLI + nanos,
  };
}
