import { expect, test } from 'vitest';
import { replaceRange } from './replace-range.ts';

test('the part between two places is replaced', () => {
  const text = '%flink.ssql\nSELECT MAX(prise) FROM t';
  expect(replaceRange(text, { line: 2, column: 12 }, { line: 2, column: 17 }, 'price')).toBe(
    '%flink.ssql\nSELECT MAX(price) FROM t',
  );
});

test('places beyond the text mean its end', () => {
  expect(replaceRange('ab', { line: 9, column: 1 }, { line: 9, column: 4 }, 'c')).toBe('abc');
});
