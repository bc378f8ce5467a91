import { expect, test } from 'vitest';
import { type CellContent, compareCells } from './cells.ts';
import { type ComparedLine, compareLines } from './lines.ts';
import { compareSequences } from './sequence.ts';

/** `-`, `+` and blank before each line; changed words in brackets. */
function drawn(lines: readonly ComparedLine[]): string[] {
  return lines.map(
    ({ kind, pieces }) =>
      `${{ same: ' ', removed: '-', added: '+' }[kind]}${pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('')}`,
  );
}

test('the words that differ are marked in a line that was changed', () => {
  const before = 'SELECT ticker, AVG(price)\nFROM stock\nGROUP BY ticker';
  const after = 'SELECT ticker, MAX(price)\nFROM stock\nWHERE price > 3\nGROUP BY ticker';
  expect(drawn(compareLines(before, after))).toEqual([
    '-SELECT ticker, [AVG](price)',
    '+SELECT ticker, [MAX](price)',
    ' FROM stock',
    '+[WHERE price > 3]',
    ' GROUP BY ticker',
  ]);
});

test('lines with little in common are not one line', () => {
  expect(drawn(compareLines('a b c d', 'e f g d'))).toEqual(['-[a b c d]', '+[e f g d]']);
});

test('line numbers belong to each text', () => {
  const numbers = compareLines('a\nb\nc', 'a\nc\nd').map(({ before, after }) => [before, after]);
  expect(numbers).toEqual([
    [1, 1],
    [2, undefined],
    [3, 2],
    [undefined, 3],
  ]);
});

test('a very long text is compared in whole', () => {
  const long = (word: string): string[] => Array.from({ length: 3000 }, (_, i) => `${word} ${i}`);
  expect(compareSequences(long('a'), long('b')).length).toBe(6000);
});

function cell(id: string, text: string, change: Partial<CellContent> = {}): CellContent {
  return { id, text, title: '', enabled: true, ...change };
}

test('cells are found again by their id or their text; what went stands where it stood', () => {
  const before = [cell('a', 'one'), cell('b', 'two'), cell('c', 'three'), cell('d', 'four'), cell('e', 'five')];
  const after = [
    cell('a', 'one'),
    cell('d', 'four', { title: 'Four' }),
    cell('c', 'three', { enabled: false }),
    cell('x', 'five'),
    cell('n', 'new'),
  ];
  expect(compareCells(before, after).map(({ lines, ...rest }) => [rest, drawn(lines)])).toEqual([
    [{ id: 'a', kind: 'same', moved: false, title: '' }, [' one']],
    [{ id: 'b', kind: 'removed', moved: false, title: '' }, ['-[two]']],
    [{ id: 'd', kind: 'changed', moved: false, title: 'Four', titleBefore: '' }, [' four']],
    [{ id: 'c', kind: 'changed', moved: true, title: '', enabled: false }, [' three']],
    [{ id: 'x', kind: 'same', moved: false, title: '' }, [' five']],
    [{ id: 'n', kind: 'added', moved: false, title: '' }, ['+[new]']],
  ]);
});
