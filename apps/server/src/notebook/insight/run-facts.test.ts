import type { JobFigures } from '@riffle/cells';
import { expect, test } from 'vitest';
import { RunFactTaker } from './run-facts.ts';

const figures = (watermark: number | null, rowsIn: number, lateRowsDropped = 0): JobFigures => ({
  jobId: 'j',
  rowsIn,
  rowsOut: 0,
  rowsInPerSecond: 0,
  watermark,
  behindMs: null,
  stateBytes: 0,
  lateRowsDropped,
  rowsSkipped: 0,
  takenAt: 0,
  rowsOutPerSecond: 0,
  operators: [],
  checkpoints: { completed: 0, latest: [] },
});

test('a watermark stands still while rows arrive, not while none do', () => {
  const taker = new RunFactTaker();
  expect(taker.take('r', figures(null, 5), 0)).toBe(false);
  expect(taker.take('r', figures(null, 5), 20_000)).toBe(false);
  expect(taker.factsOf('r')).toEqual({ watermarkStuckMs: 0, lateRows: 0 });
  expect(taker.take('r', figures(null, 9), 21_000)).toBe(true);
  expect(taker.factsOf('r')).toEqual({ watermarkStuckMs: 21_000, lateRows: 0 });
  expect(taker.take('r', figures(7, 10), 22_000)).toBe(true);
  expect(taker.factsOf('r')).toEqual({ watermarkStuckMs: 0, lateRows: 0 });
});

test('late rows are told once', () => {
  const taker = new RunFactTaker();
  taker.take('r', figures(1, 1), 0);
  expect(taker.take('r', figures(2, 2, 3), 1000)).toBe(true);
  expect(taker.take('r', figures(3, 3, 4), 2000)).toBe(false);
  taker.ended('r');
  expect(taker.factsOf('r')).toBeNull();
});
