import type { ResultColumn } from '@riffle/protocol';
import { expect, test } from 'vitest';
import type { CellText, Row } from './live-result.ts';
import { moveCorner, selectedText } from './selection.ts';
import { nextOrder, sortRows } from './sort-rows.ts';

const columns: ResultColumn[] = [
  { name: 'name', type: 'STRING', role: 'text' },
  { name: 'n', type: 'BIGINT', role: 'number' },
];
const table: [string | null, string | null][] = [
  ['b', '10'],
  ['a', '9'],
  [null, null],
  ['c', '-1.5E3'],
];
const rows = table.map((values: CellText[], number): Row => ({ number, values, changed: null }));
const names = (sorted: readonly Row[]): CellText[] => sorted.map((row) => row.values[0] ?? null);

test('numbers sort as numbers, texts as texts, NULL last either way', () => {
  expect(names(sortRows(rows, columns, { column: 1, direction: 'ascending' }))).toEqual(['c', 'a', 'b', null]);
  expect(names(sortRows(rows, columns, { column: 1, direction: 'descending' }))).toEqual(['b', 'a', 'c', null]);
  expect(names(sortRows(rows, columns, { column: 0, direction: 'descending' }))).toEqual(['c', 'b', 'a', null]);
});

test('clicks on a head go up, down, and back to the order of arrival', () => {
  const up = nextOrder(null, 1);
  const down = nextOrder(up, 1);
  expect([up, down, nextOrder(down, 1)]).toEqual([
    { column: 1, direction: 'ascending' },
    { column: 1, direction: 'descending' },
    null,
  ]);
});

test('a selection copies full values, with heads when it has several rows', () => {
  const all = { from: { row: 1, column: 1 }, to: { row: 0, column: 0 } };
  expect(selectedText(all, rows, columns)).toBe('name\tn\nb\t10\na\t9');
  const one = { from: { row: 2, column: 0 }, to: { row: 2, column: 1 } };
  expect(selectedText(one, rows, columns)).toBe('\t');
});

test('arrows move within the table', () => {
  expect(moveCorner(undefined, 'ArrowDown', rows, 2)).toEqual({ row: 0, column: 0 });
  expect(moveCorner({ row: 3, column: 1 }, 'ArrowDown', rows, 2)).toEqual({ row: 3, column: 1 });
  expect(moveCorner({ row: 3, column: 1 }, 'ArrowLeft', rows, 2)).toEqual({ row: 3, column: 0 });
});
