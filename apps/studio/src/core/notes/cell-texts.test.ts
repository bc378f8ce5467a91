import { expect, test } from 'vitest';
import { mergedText, splitText } from './cell-texts.ts';

test('a paragraph is parted where the cursor is; both parts keep the header', () => {
  const text = '%flink.ssql(type=update)\nSELECT 1;\n\nSELECT 2';
  expect(splitText(text, text.indexOf('SELECT 2'))).toEqual({
    first: '%flink.ssql(type=update)\nSELECT 1;',
    second: '%flink.ssql(type=update)\nSELECT 2',
  });
  expect(splitText(text, 3)).toEqual({ first: '%flink.ssql(type=update)\n', second: text });
  expect(splitText('SELECT 1', 8)).toEqual({ first: 'SELECT 1', second: '' });
});

test('two paragraphs become one; SQL gets the semicolon it needs', () => {
  expect(mergedText('%flink.ssql\nSELECT 1\n', '%flink.ssql\nSELECT 2', true)).toBe(
    '%flink.ssql\nSELECT 1;\n\nSELECT 2',
  );
  expect(mergedText('SELECT 1; ', '%flink.ssql\nSELECT 2', true)).toBe('SELECT 1;\n\nSELECT 2');
  expect(mergedText('SELECT 1 -- one', 'SELECT 2', true)).toBe('SELECT 1 -- one\n;\n\nSELECT 2');
  expect(mergedText('%md\n# A', '%md\n# B', false)).toBe('%md\n# A\n\n# B');
});

test('an empty paragraph adds nothing', () => {
  expect(mergedText('%flink.ssql\n', '%flink.ssql\nSELECT 2', true)).toBe('%flink.ssql\nSELECT 2');
  expect(mergedText('%flink.ssql\nSELECT 1', '%flink.ssql\n', true)).toBe('%flink.ssql\nSELECT 1');
});
