import type { ResultColumn } from '@riffle/protocol';
import { expect, test } from 'vitest';
import { filterRows, parseFilter } from './filter-rows.ts';
import type { CellText, Row } from './live-result.ts';

const passing = (role: ResultColumn['role'], typed: string, values: CellText[]): CellText[] => {
  const { test: passes } = parseFilter(typed, { role });
  return passes === null ? values : values.filter(passes);
};

test('texts are contained, whatever the case', () => {
  const values = ['Alpha', 'beta', 'alphabet', '', null, 'null'];
  expect(passing('text', 'ALPHA', values)).toEqual(['Alpha', 'alphabet']);
  expect(passing('text', '=alpha', values)).toEqual(['Alpha']);
  expect(passing('text', '!a', values)).toEqual(['', null, 'null']);
  expect(passing('text', 'null', values)).toEqual([null]);
  expect(passing('text', '!NULL', values)).toEqual(['Alpha', 'beta', 'alphabet', '', 'null']);
  expect(passing('text', '"null"', values)).toEqual(['null']);
  expect(passing('text', 'empty', values)).toEqual(['']);
  expect(passing('text', '> alpha', values)).toEqual(['beta', 'alphabet', 'null']);
});

test('numbers are compared, exactly beyond what a double holds', () => {
  const values = ['2', '10', '-3.5', '9007199254740993', null, 'NaN'];
  expect(passing('number', '> 2', values)).toEqual(['10', '9007199254740993']);
  expect(passing('number', '<=2', values)).toEqual(['2', '-3.5']);
  expect(passing('number', '=9,007,199,254,740,993', values)).toEqual(['9007199254740993']);
  expect(passing('number', '>9007199254740992', values)).toEqual(['9007199254740993']);
  expect(passing('number', '-5..2', values)).toEqual(['2', '-3.5']);
  expect(passing('number', '!=2', values)).toEqual(['10', '-3.5', '9007199254740993', 'NaN']);
  expect(passing('number', '1', values)).toEqual(['10', '9007199254740993']);
});

test('times are compared by clock or by day', () => {
  const values = ['2026-03-01 09:30:00.000', '2026-03-02 08:00:00.000', null];
  expect(passing('time', '>=09:30', values)).toEqual(['2026-03-01 09:30:00.000']);
  expect(passing('time', '>2026-03-01', values)).toEqual(['2026-03-02 08:00:00.000']);
  expect(passing('time', '2026-03-01T00..2026-03-01T10', values)).toEqual(['2026-03-01 09:30:00.000']);
});

test('what cannot be compared with filters nothing and says so', () => {
  expect(parseFilter('> ten', { role: 'number' })).toEqual({ test: null, problem: '“ten” is not a number.' });
  expect(parseFilter('>noon', { role: 'time' }).problem).toBe('“noon” is not a time. Write 09:30 or 2026-03-01 09:30.');
  expect([parseFilter('', { role: 'text' }), parseFilter('>', { role: 'number' })]).toEqual([
    { test: null },
    { test: null },
  ]);
});

test('columns and words go together', () => {
  const rows = [
    ['a x', '1'],
    ['b x', '2'],
    ['b y', '3'],
  ].map((values, number): Row => ({ number, values, changed: null }));
  const numbers = (kept: readonly Row[]) => kept.map((row) => row.number);
  expect(numbers(filterRows(rows, [parseFilter('b', { role: 'text' }).test, null], ''))).toEqual([1, 2]);
  expect(numbers(filterRows(rows, [null, parseFilter('>1', { role: 'number' }).test], 'X b'))).toEqual([1]);
  expect(filterRows(rows, [null, null], '  ')).toBe(rows);
});
