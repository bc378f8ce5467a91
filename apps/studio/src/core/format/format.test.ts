import { expect, test } from 'vitest';
import { columnShape, displayText } from './column-shape.ts';
import { bytes, groupDigits, numberShape, plural, shortNumber } from './number.ts';
import { axisTime, duration, lag, runningTime, shortTime, timeShape, timeValue } from './time.ts';

test.each([
  ['0', '0'],
  ['999', '999'],
  ['1204', '1,204'],
  ['-1234567.50', '-1,234,567.50'],
  ['9007199254740993123', '9,007,199,254,740,993,123'],
  ['NaN', 'NaN'],
  ['1.0E10', '1.0E10'],
])('%s with groups is %s', (text, grouped) => {
  expect(groupDigits(text)).toBe(grouped);
});

test('approximate numbers of a column share their decimals', () => {
  const show = (texts: string[]): string[] => texts.map((text) => shortNumber(text, numberShape(texts)));
  expect(show(['84.12', '77.9', '80'])).toEqual(['84.12', '77.90', '80.00']);
  expect(show(['79.958123', '1204.5'])).toEqual(['79.96', '1,204.50']);
  expect(show(['0.012345678', '0.5'])).toEqual(['0.01235', '0.50000']);
  expect(show(['1.0E10', '3'])).toEqual(['10,000,000,000', '3']);
  expect(show(['NaN', 'Infinity', '1.0'])).toEqual(['NaN', 'Infinity', '1']);
  expect(show(['1.0E20', '1.5E-9'])).toEqual(['1.000e+20', '1.500e-9']);
});

test('exact numbers keep all their digits', () => {
  const column = { name: 'd', type: 'DECIMAL(38, 10)', role: 'number' as const };
  expect(displayText('1234.1234567890', columnShape(column, ['1234.1234567890']))).toBe('1,234.1234567890');
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [43_008, '42 KB'],
  [1_500_000, '1.4 MB'],
  [224_395_264, '214 MB'],
])('%d bytes are %s', (value, text) => {
  expect(bytes(value)).toBe(text);
});

test('one row, many rows', () => {
  expect([plural(1, 'row'), plural(1500, 'row')]).toEqual(['1 row', '1,500 rows']);
});

test('times lose the date while all share it, and digits no one uses', () => {
  const show = (texts: (string | null)[]): string[] => {
    const shape = timeShape(texts);
    return texts.map((text) => (text === null ? 'NULL' : shortTime(text, shape)));
  };
  expect(show(['2026-03-01 09:30:00.000', null, '2026-03-01 09:31:00.000'])).toEqual(['09:30:00', 'NULL', '09:31:00']);
  expect(show(['2026-03-01 09:30:00.120', '2026-03-01 09:30:00.000'])).toEqual(['09:30:00.12', '09:30:00.00']);
  expect(show(['2026-03-01 23:59:59', '2026-03-02 00:00:00'])).toEqual(['2026-03-01 23:59:59', '2026-03-02 00:00:00']);
  expect(show(['2026-03-01 09:30:00.500Z'])).toEqual(['09:30:00.5']);
  expect(show(['09:30:00'])).toEqual(['09:30:00']);
});

test('times of every kind have a place on an axis', () => {
  expect(timeValue('2026-03-01 09:30:00.123456')).toBe(Date.UTC(2026, 2, 1, 9, 30, 0, 123));
  expect(timeValue('2026-03-01')).toBe(Date.UTC(2026, 2, 1));
  expect(timeValue('00:00:01.5')).toBe(1500);
  expect(timeValue('soon')).toBeNaN();
});

test('an axis shows as much of a time as its span needs', () => {
  const at = Date.UTC(2026, 2, 1, 9, 30, 5, 120);
  expect([1_000, 60_000, 3_600_000, 10 * 86_400_000].map((span) => axisTime(at, span))).toEqual([
    '30:05.120',
    '09:30:05',
    '09:30',
    '03-01',
  ]);
});

test('running times, durations and lags in few words', () => {
  expect([42_000, 3_725_000, 86_400_000 * 2 + 11_400_000].map(runningTime)).toEqual(['00:42', '1:02:05', '2 d 03:10']);
  expect([85, 1200, 12_000, 125_000, 3_720_000].map(duration)).toEqual([
    '85 ms',
    '1.2 s',
    '12 s',
    '2 min 5 s',
    '1 h 2 min',
  ]);
  expect([140, 2_300, 200_000, 10_000_000, 900_000_000].map(lag)).toEqual(['100 ms', '2 s', '3 min', '3 h', '10 d']);
});
