import { expect, test } from 'vitest';
import { createRateHistory } from './rate-history.ts';

test('a minute of every job is kept, of the last thirty jobs', () => {
  const history = createRateHistory();
  for (let second = 0; second < 70; second++) {
    history.add({ jobId: 'a', rowsInPerSecond: second, rowsOutPerSecond: 1 });
  }
  expect(history.store.getState()['a']?.in).toEqual(Array.from({ length: 60 }, (_, i) => i + 10));
  for (let job = 0; job < 30; job++) {
    history.add({ jobId: `b${job}`, rowsInPerSecond: 0, rowsOutPerSecond: 0 });
  }
  expect([Object.keys(history.store.getState()).length, history.store.getState()['a']]).toEqual([30, undefined]);
});
