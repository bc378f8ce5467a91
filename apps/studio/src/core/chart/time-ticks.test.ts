import { expect, test } from 'vitest';
import { timeTicks } from './time-ticks.ts';

const at = (text: string): number => Date.parse(`2026-03-01T${text}Z`);
const clock = (ticks: readonly number[]): string[] => ticks.map((tick) => new Date(tick).toISOString().slice(11, 23));

test('ticks stand at round moments, evenly apart', () => {
  expect(clock(timeTicks(at('09:30:27.400'), at('09:30:51.900'), 4))).toEqual([
    '09:30:30.000',
    '09:30:40.000',
    '09:30:50.000',
  ]);
  expect(clock(timeTicks(at('09:30:27'), at('11:10:00'), 5))).toEqual(['10:00:00.000', '10:30:00.000', '11:00:00.000']);
});

test('a moment alone is its own tick, and nothing has none', () => {
  expect(timeTicks(5, 5, 4)).toEqual([5]);
  expect(timeTicks(Number.NaN, Number.NaN, 4)).toEqual([]);
});

test('years of rows still have few ticks', () => {
  expect(timeTicks(0, 40 * 365 * 86_400_000, 5).length).toBeLessThanOrEqual(6);
});
