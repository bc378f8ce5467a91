import type { ResultColumn } from '@riffle/protocol';
import { expect, test } from 'vitest';
import { isArranged, isFiltered, moveColumn, shownColumns, toggleColumn, UNTOUCHED } from './table-settings.ts';

const columns = ['a', 'b', 'c', 'd'].map((name): ResultColumn => ({ name, type: 'STRING', role: 'text' }));
const names = (settings = UNTOUCHED): string =>
  shownColumns(columns, settings)
    .map(({ column }) => column.name)
    .join('');

test('columns move among those that are shown', () => {
  const hidden = toggleColumn(UNTOUCHED, 4, 1);
  expect(names(hidden)).toBe('acd');
  const moved = moveColumn(hidden, 4, 2, -1);
  expect(names(moved)).toBe('cad');
  expect(names(toggleColumn(moved, 4, 1))).toBe('cabd');
  expect(moveColumn(moved, 4, 2, -1)).toBe(moved);
  expect(names(moveColumn(moved, 4, 2, 1))).toBe('acd');
});

test('the last column cannot be hidden', () => {
  const one = [1, 2, 3].reduce((settings, column) => toggleColumn(settings, 4, column), UNTOUCHED);
  expect(toggleColumn(one, 4, 0)).toBe(one);
});

test('an arrangement outlives columns that come and go', () => {
  expect(names({ ...UNTOUCHED, arrangement: [9, 3, 0], hidden: [7] })).toBe('dabc');
});

test('it says when something is filtered or arranged', () => {
  expect([
    isFiltered(UNTOUCHED),
    isFiltered({ ...UNTOUCHED, filters: { 1: ' x' } }),
    isFiltered({ ...UNTOUCHED, quick: ' ' }),
  ]).toEqual([false, true, false]);
  expect([isArranged(UNTOUCHED), isArranged({ ...UNTOUCHED, widths: { 0: 90 } })]).toEqual([false, true]);
});
