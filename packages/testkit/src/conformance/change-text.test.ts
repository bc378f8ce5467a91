import { MapValue, types } from '@riffle/columns';
import { expect, test } from 'vitest';
import { changeOf, changeText, difference, finalRows, parseChange } from './change-text.ts';

test("a change has Flink's text, nested values in Java's", () => {
  const columns = [
    types.int(),
    types.timestamp(3),
    types.array(types.string()),
    types.row([{ name: 'x', type: types.map(types.string(), types.double()) }]),
  ];
  const change = changeOf('+U', [1, 1_577_836_800_000, ['a', null], [new MapValue([['k', 1]])]], columns);
  expect(changeText(change)).toBe('+U[1, 2020-01-01T00:00, [a, null], +I[{k=1.0}]]');
  expect(parseChange(changeText(change))).toEqual(change);
});

test('final rows follow the key, or take equal rows back', () => {
  const changes = ['+I[1, a]', '+I[2, b]', '+U[1, c]', '-D[2, null]'].map(parseChange);
  expect(finalRows(changes, [0])).toEqual(['1, c']);
  const retracting = ['+I[1, a]', '+I[1, a]', '-U[1, a]', '+U[1, b]'].map(parseChange);
  expect(finalRows(retracting, [])).toEqual(['1, a', '1, b']);
});

test('lists are compared in any order, each item as often as it stands there', () => {
  expect(difference(['a', 'b', 'a'], ['b', 'a', 'a'])).toBe('');
  expect(difference(['a', 'a'], ['a', 'c'])).toBe('missing: a; not expected: c');
});
