import type { TablePreview } from '@riffle/protocol';
import { expect, test } from 'vitest';
import { previewText } from './table-actions.ts';

const preview = (change: Partial<TablePreview>): TablePreview => ({
  columns: [],
  rows: [['a']],
  ended: 'end',
  seconds: 7.9,
  ...change,
});

test('a look at a table ends with a sentence about what came', () => {
  expect(
    [
      preview({ ended: 'enough', rows: [['a'], ['b']] }),
      preview({}),
      preview({ rows: [] }),
      preview({ ended: 'stopped', rows: [] }),
      preview({ ended: 'time' }),
      preview({ ended: 'failed', note: 'No such stream.' }),
    ].map(previewText),
  ).toEqual([
    'The first 2 rows.',
    'All 1 row.',
    'The table is empty.',
    'Stopped before a row came.',
    '1 row came in 8 s.',
    'No such stream.',
  ]);
  expect(previewText(preview({ ended: 'time', rows: [] }))).toContain('Nothing came in 8 s.');
});
