import { expect, test } from 'vitest';
import { prettyValue } from './pretty-value.ts';

test('JSON has a line for each part', () => {
  expect(prettyValue('{"a":[1,2],"b":null}')).toBe('{\n  "a": [\n    1,\n    2\n  ],\n  "b": null\n}');
});

test('numbers beyond a double keep every digit', () => {
  expect(prettyValue('{"id":12345678901234567890}')).toBe('{\n  "id":12345678901234567890\n}');
});

test('rows, arrays and maps are laid out by their brackets', () => {
  expect(prettyValue('(1, [a, b], {k=v}, [])')).toBe('(\n  1,\n  [\n    a,\n    b\n  ],\n  {\n    k=v\n  },\n  []\n)');
});

test('what is no nested value stays as it is', () => {
  expect(prettyValue('plain, text')).toBe('plain, text');
  expect(prettyValue('[not closed')).toBe('[not closed');
  expect(prettyValue('[]')).toBe('[]');
});
