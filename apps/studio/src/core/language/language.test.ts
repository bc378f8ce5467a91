import { expect, test } from 'vitest';
import { cellTitle } from './cell-title.ts';
import { isLinkAllowed, isSourceAllowed, withoutUrls } from './html-rules.ts';
import { languageTitle, splitParagraph, withLanguage } from './paragraph-header.ts';

test.each([
  ['%flink.ssql\nSELECT 1', '%flink.ssql', 'SELECT 1'],
  ['  %flink.ssql(type=update) SELECT 1', '%flink.ssql(type=update)', 'SELECT 1'],
  [
    '%flink.ssql(template="<b>)</b>", type=single)\nSELECT 1',
    '%flink.ssql(template="<b>)</b>", type=single)',
    'SELECT 1',
  ],
  ['%md', '%md', ''],
  ['SELECT 5 % 2', '', 'SELECT 5 % 2'],
])('%j has header %j and body %j', (text, header, body) => {
  expect(splitParagraph(text)).toEqual({ header, body });
});

test('another language keeps the body and drops the properties', () => {
  expect(withLanguage('%flink.ssql(type=update)\nSELECT 1', '%flink.bsql')).toBe('%flink.bsql\nSELECT 1');
  expect(withLanguage('plain', '%md')).toBe('%md\nplain');
});

test('languages have plain names; an unknown one goes by its header', () => {
  expect([languageTitle('ssql', ''), languageTitle('python', ''), languageTitle('unknown', '%sh(a=b)\nls')]).toEqual([
    'SQL stream',
    'Python',
    '%sh',
  ]);
});

test('a cell goes by its title, else by the comment it begins with', () => {
  const text = '%flink.ssql\n-- Raw trades\nSELECT 1';
  expect([
    cellTitle({ title: 'Mine', text, language: 'ssql' }),
    cellTitle({ text, language: 'ssql' }),
    cellTitle({ text: '%flink.ssql\nSELECT 1', language: 'ssql' }),
  ]).toEqual(['Mine', 'Raw trades', '']);
});

test('foreign HTML fetches nothing', () => {
  expect(['data:image/png;base64,xx', 'https://x/y.png', '//x/y', 'y.png'].map(isSourceAllowed)).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(['https://x', 'javascript:alert(1)', 'data:text/html,x'].map(isLinkAllowed)).toEqual([true, false, false]);
  expect(withoutUrls('color:red;background:url(http://x);position: fixed')).toBe('color:red');
});
