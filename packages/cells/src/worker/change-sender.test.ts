import { VirtualClock } from '@riffle/base';
import { batchOf, types } from '@riffle/columns';
import { expect, test } from 'vitest';
import { deltaRows, ResultView } from '../results/result-view.ts';
import { ChangeSender } from './change-sender.ts';

/** When deltas were sent, of changes that come every 50 ms. */
function sentAt(interval?: number): number[] {
  const clock = new VirtualClock(0);
  const view = new ResultView({ mode: 'append', cap: 100, keyColumns: [], format: String });
  const sent: number[] = [];
  const sender = new ChangeSender({
    source: view,
    clock,
    ...(interval === undefined ? {} : { interval }),
    rowsOf: deltaRows,
    send: () => sent.push(clock.now()),
  });
  for (let time = 0; time <= 1000; time += 50) {
    clock.advanceTo(time);
    view.apply(batchOf([types.int()], [[time]]));
    sender.notify();
  }
  return sent;
}

test('a person’s interval bounds the rate; without one, changes go out live', () => {
  expect(sentAt(400)).toEqual([0, 400, 800]);
  expect(sentAt().length).toBeGreaterThan(8);
});
