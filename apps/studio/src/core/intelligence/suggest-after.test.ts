import { expect, test } from 'vitest';
import { suggestsAfter } from './suggest-after.ts';

test('a blank opens suggestions only where a name must follow', () => {
  expect(
    ['SELECT a FROM ', 'GROUP BY ', '(SELECT ', 'x ', 'perfrom ', 'a = 1 '].map((text) => suggestsAfter(' ', text)),
  ).toEqual([true, true, true, false, false, false]);
});

test('other characters always do', () => {
  expect([suggestsAfter('.', 't.'), suggestsAfter(undefined, 'x')]).toEqual([true, true]);
});
