import { type Batch, batchOf, type RowKind, types } from '@riffle/columns';
import { expect, test } from 'vitest';
import { ChangeLog } from './change-log.ts';

function batch(rows: readonly (string | null)[], kinds?: readonly RowKind[]): Batch {
  return batchOf(
    [types.string()],
    rows.map((row) => [row]),
    kinds === undefined ? undefined : [...kinds],
  );
}

const log = (cap: number): ChangeLog => new ChangeLog({ cap, format: (value) => `<${value}>` });

test('changes come in order, with kind, number and time, each once', () => {
  const target = log(10);
  target.add(batch(['a', null], [0, 3]), 1000);
  expect(target.hasChanges).toBe(true);
  expect(target.takeDelta()).toEqual({
    reset: false,
    entries: [
      [1, '+I', 1000, ['<a>']],
      [2, '-D', 1000, [null]],
    ],
    totals: { '+I': 1, '-U': 0, '+U': 0, '-D': 1 },
  });
  expect(target.hasChanges).toBe(false);
  target.add(batch(['b', 'c'], [1, 2]), 2000);
  expect(target.takeDelta()).toEqual({
    reset: false,
    entries: [
      [3, '-U', 2000, ['<b>']],
      [4, '+U', 2000, ['<c>']],
    ],
    totals: { '+I': 1, '-U': 1, '+U': 1, '-D': 1 },
  });
});

test('only the last ones are kept, and numbers tell how many are missing', () => {
  const target = log(3);
  target.add(batch(['a', 'b']), 1);
  target.add(batch(['c', 'd', 'e', 'f']), 2);
  expect(target.takeDelta().entries.map(([number]) => number)).toEqual([4, 5, 6]);
  target.add(batch(['g']), 3);
  expect(target.takeAll()).toEqual({
    reset: true,
    entries: [
      [5, '+I', 2, ['<e>']],
      [6, '+I', 2, ['<f>']],
      [7, '+I', 3, ['<g>']],
    ],
    totals: { '+I': 7, '-U': 0, '+U': 0, '-D': 0 },
  });
});

test('one batch longer than the cap is cut at its beginning', () => {
  const target = log(2);
  target.add(batch(['a', 'b', 'c']), 1);
  expect(target.takeAll().entries.map(([, , , row]) => row)).toEqual([['<b>'], ['<c>']]);
});
