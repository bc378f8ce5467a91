import { seededRandom, VirtualClock } from '@riffle/base';
import { expect, test } from 'vitest';
import { startTradeGenerator, type Trade, tradeMaker } from './trade-generator.ts';

test('prices wander but stay near where they began, however long it runs', () => {
  const make = tradeMaker(seededRandom(3));
  const prices = Array.from({ length: 200_000 }, () => make(0).price);
  expect(prices.reduce((a, b) => Math.min(a, b))).toBeGreaterThan(60);
  expect(prices.reduce((a, b) => Math.max(a, b))).toBeLessThan(160);
  expect(new Set(prices).size).toBeGreaterThan(1_000);
});

test('trades come ten a second, in time order, with times as text, until it is stopped', () => {
  const clock = new VirtualClock(Date.UTC(2026, 2, 1, 9, 30));
  const trades: Trade[] = [];
  const stop = startTradeGenerator({
    clock,
    random: seededRandom(1),
    put: async (some) => {
      trades.push(...some);
    },
  });
  clock.advanceBy(999);
  expect(trades).toHaveLength(10);
  expect(trades[0]).toMatchObject({ event_time: '2026-03-01 09:30:00.000' });
  expect(trades.at(-1)).toMatchObject({ event_time: '2026-03-01 09:30:00.900' });
  stop();
  clock.advanceBy(10_000);
  expect(trades).toHaveLength(10);
});
