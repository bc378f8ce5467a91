import { VirtualClock } from '@riffle/base';
import { expect, test } from 'vitest';
import { backOff } from './back-off.ts';
import { CheckpointTimer } from './checkpoint-timer.ts';

/** Runs a timer for `until` milliseconds with checkpoints that take `lasting`; gives when each began. */
async function begun(
  timing: { intervalMs: number | null; minPauseMs: number },
  lasting: number,
  until: number,
): Promise<number[]> {
  const clock = new VirtualClock(0);
  const times: number[] = [];
  const timer = new CheckpointTimer(clock, timing, () => {
    times.push(clock.now());
    return new Promise((resolve) => clock.schedule(clock.now() + lasting, resolve));
  });
  timer.start();
  while (clock.now() < until) {
    clock.advanceBy(10);
    await new Promise((resolve) => setImmediate(resolve));
  }
  timer.stop();
  clock.advanceBy(10_000);
  return times;
}

test('a checkpoint begins an interval after the one before began', async () => {
  expect(await begun({ intervalMs: 100, minPauseMs: 20 }, 30, 450)).toEqual([100, 200, 300, 400]);
});

test('but not before the pause after it is over', async () => {
  expect(await begun({ intervalMs: 100, minPauseMs: 50 }, 130, 600)).toEqual([100, 280, 460]);
});

test('none by themselves when they are switched off', async () => {
  expect(await begun({ intervalMs: null, minPauseMs: 0 }, 1, 300)).toEqual([]);
});

test('pauses double up to half a minute', () => {
  expect([1, 2, 3, 7, 100].map(backOff)).toEqual([500, 1000, 2000, 30_000, 30_000]);
});
