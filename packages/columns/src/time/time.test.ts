import { describe, expect, test } from 'vitest';
import { addMonths, civilOfDays, daysOfCivil, isoWeek } from './civil.ts';
import { fieldsOfMillis, millisOfTicks, nanosOfMilli, rescaleTicks, ticksOf } from './ticks.ts';
import { formatTime, formatTimestamp, formatYearMonth, parseDate, parseTime, parseTimestamp } from './time-text.ts';
import { zoneOf } from './zone.ts';

describe('calendar', () => {
  test('agrees with the platform over 800 years', () => {
    for (let days = -146_097; days < 146_097; days += 37) {
      const date = new Date(days * 86_400_000);
      const expected = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      expect(civilOfDays(days)).toEqual(expected);
      expect(daysOfCivil(expected.year, expected.month, expected.day)).toBe(days);
    }
  });

  test('months are added to the last day a month has', () => {
    expect(civilOfDays(addMonths(daysOfCivil(2024, 1, 31), 1))).toEqual({ year: 2024, month: 2, day: 29 });
    expect(civilOfDays(addMonths(daysOfCivil(2024, 1, 31), -2))).toEqual({ year: 2023, month: 11, day: 30 });
  });

  test('ISO weeks cross the year', () => {
    expect(isoWeek(daysOfCivil(2021, 1, 3))).toEqual({ year: 2020, week: 53 });
    expect(isoWeek(daysOfCivil(2024, 12, 30))).toEqual({ year: 2025, week: 1 });
  });
});

describe('ticks', () => {
  test('nanoseconds beyond 2^53 stay exact, before the epoch as well', () => {
    for (const millis of [1_632_486_896_123, -1, -1_632_486_896_123]) {
      const ticks = ticksOf(millis, 456_789, 9);
      expect([millisOfTicks(ticks, 9), nanosOfMilli(ticks, 9)]).toEqual([millis, 456_789]);
      expect(rescaleTicks(ticks, 9, 3)).toBe(millis);
      expect(nanosOfMilli(rescaleTicks(ticks, 9, 5), 5)).toBe(450_000);
    }
  });

  test('fields', () => {
    expect(fieldsOfMillis(-1)).toEqual({
      year: 1969,
      month: 12,
      day: 31,
      hour: 23,
      minute: 59,
      second: 59,
      nano: 999_000_000,
    });
  });
});

describe('text', () => {
  test('timestamps print exactly the digits of their precision', () => {
    const ticks = parseTimestamp('2021-09-24 12:34:56.1234567');
    expect([0, 3, 6, 9].map((p) => formatTimestamp(ticksOf(ticks?.millis ?? 0, ticks?.nanos ?? 0, p), p))).toEqual([
      '2021-09-24 12:34:56',
      '2021-09-24 12:34:56.123',
      '2021-09-24 12:34:56.123456',
      '2021-09-24 12:34:56.123456700',
    ]);
  });

  test('times', () => {
    expect(formatTime(45_296_000, 0)).toBe('12:34:56');
    expect(formatTime(45_296_120, 3)).toBe('12:34:56.12');
    expect(parseTime('12:34')).toEqual({ millis: 45_240_000, nanos: 0 });
    expect(parseTime('25:00:00')).toBeUndefined();
  });

  test('dates may leave month and day out', () => {
    expect(parseDate('2021')).toBe(daysOfCivil(2021, 1, 1));
    expect(parseDate('2021-2-3 10:00')).toBe(daysOfCivil(2021, 2, 3));
    expect(parseDate('2021/02/03')).toBeUndefined();
    expect(parseDate('2021-02-30')).toBeUndefined();
  });

  test('intervals', () => {
    expect(formatYearMonth(-123)).toBe('-10-03');
  });
});

describe('zones', () => {
  const hour = 3_600_000;

  test('fixed offsets', () => {
    expect(zoneOf('UTC').offsetAt(0)).toBe(0);
    expect(zoneOf('GMT+8').offsetAt(0)).toBe(8 * hour);
    expect(zoneOf('-05:30').instantOf(0)).toBe(5.5 * hour);
    expect(() => zoneOf('Mars/Base')).toThrow(RangeError);
  });

  test('an overlap takes the earlier instant, a gap moves on', () => {
    const zone = zoneOf('America/New_York');
    expect(zone.instantOf(Date.UTC(2020, 10, 1, 1, 30))).toBe(Date.UTC(2020, 10, 1, 5, 30));
    expect(zone.instantOf(Date.UTC(2020, 2, 8, 2, 30))).toBe(Date.UTC(2020, 2, 8, 7, 30));
    expect(zone.offsetAt(Date.UTC(2020, 2, 8, 7))).toBe(-4 * hour);
    expect(zone.offsetAt(Date.UTC(2020, 2, 8, 7) - 1)).toBe(-5 * hour);
  });
});
