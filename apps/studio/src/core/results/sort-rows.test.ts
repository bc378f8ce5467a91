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
  expect(names(sortRows(rows, columns, [{ column: 1, direction: 'ascending' }]))).toEqual(['c', 'a', 'b', null]);
  expect(names(sortRows(rows, columns, [{ column: 1, direction: 'descending' }]))).toEqual(['b', 'a', 'c', null]);
  expect(names(sortRows(rows, columns, [{ column: 0, direction: 'descending' }]))).toEqual(['c', 'b', 'a', null]);
  expect(sortRows(rows, columns, [])).toBe(rows);
});

test('numbers that are one double sort by all their digits', () => {
  const long = ['9007199254740993', '9007199254740992', '0.10000000000000000002', '0.1'].map(
    (value, number): Row => ({ number, values: ['', value], changed: null }),
  );
  const sorted = sortRows(long, columns, [{ column: 1, direction: 'ascending' }]);
  expect(sorted.map((row) => row.number)).toEqual([3, 2, 1, 0]);
});

test('equal rows go by the next column, then as they came', () => {
  const pairs = [
    ['b', '1'],
    ['a', '2'],
    ['b', '2'],
    ['a', '2'],
  ].map((values, number): Row => ({ number, values, changed: null }));
  const sorted = sortRows(pairs, columns, [
    { column: 1, direction: 'descending' },
    { column: 0, direction: 'ascending' },
  ]);
  expect(sorted.map((row) => row.number)).toEqual([1, 3, 2, 0]);
});

test('clicks on a head go up, down, and back to the order of arrival', () => {
  const up = nextOrder([], 1, false);
  const down = nextOrder(up, 1, false);
  expect([up, down, nextOrder(down, 1, false)]).toEqual([
    [{ column: 1, direction: 'ascending' }],
    [{ column: 1, direction: 'descending' }],
    [],
  ]);
});

test('with shift a column joins, turns round in its place, and leaves', () => {
  const first = nextOrder([], 0, true);
  const both = nextOrder(first, 1, true);
  const turned = nextOrder(both, 0, true);
  expect(turned).toEqual([
    { column: 0, direction: 'descending' },
    { column: 1, direction: 'ascending' },
  ]);
  expect(nextOrder(turned, 0, true)).toEqual([{ column: 1, direction: 'ascending' }]);
  expect(nextOrder(turned, 1, false)).toEqual([{ column: 1, direction: 'descending' }]);
});

const shown = columns.map((column, index) => ({ column, index }));

test('a selection copies full values with heads, and a single cell alone', () => {
  const all = { from: { row: 1, column: 1 }, to: { row: 0, column: 0 } };
  expect(selectedText(all, rows, shown)).toBe('name\tn\nb\t10\na\t9');
  const nulls = { from: { row: 2, column: 0 }, to: { row: 2, column: 1 } };
  expect(selectedText(nulls, rows, shown)).toBe('name\tn\n\t');
  const one = { from: { row: 0, column: 0 }, to: { row: 0, column: 0 } };
  expect(selectedText(one, rows, [...shown].reverse())).toBe('10');
  expect(selectedText({ from: { row: 9, column: 0 }, to: { row: 0, column: 0 } }, rows, shown)).toBe('');
});

test('keys move within the table', () => {
  const move = (corner: { row: number; column: number } | undefined, key: string, far = false) =>
    moveCorner(corner, { key, far, page: 2 }, rows, 2);
  expect(move(undefined, 'ArrowDown')).toEqual({ row: 0, column: 0 });
  expect(move({ row: 3, column: 1 }, 'ArrowDown')).toEqual({ row: 3, column: 1 });
  expect(move({ row: 3, column: 1 }, 'ArrowLeft')).toEqual({ row: 3, column: 0 });
  expect(move({ row: 0, column: 1 }, 'PageDown')).toEqual({ row: 2, column: 1 });
  expect(move({ row: 1, column: 0 }, 'End')).toEqual({ row: 1, column: 1 });
  expect(move({ row: 3, column: 1 }, 'Home', true)).toEqual({ row: 0, column: 0 });
  expect(move({ row: 0, column: 0 }, 'ArrowDown', true)).toEqual({ row: 3, column: 0 });
  expect(move({ row: 0, column: 0 }, 'Tab')).toBeUndefined();
});
