import { expect, test } from 'vitest';
import { lex } from './lexer.ts';

const brief = (text: string) =>
  lex(text)
    .tokens.slice(0, -1)
    .map(({ kind, text: value, start, end }) => [kind, value, start, end]);

test('tokens carry exact UTF-16 spans, across comments and characters beyond the basic plane', () => {
  expect(brief("a /* x */ `b``c` -- y\n'😀''s' 1.5e3 <=")).toEqual([
    ['word', 'a', 0, 1],
    ['quoted', 'b`c', 10, 16],
    ['string', "😀's", 22, 29],
    ['number', '1.5e3', 30, 35],
    ['symbol', '<=', 36, 38],
  ]);
});

test('every form of string is unescaped', () => {
  const values = lex(String.raw`U&'\263A\+01F600' U&'!263A' UESCAPE '!' E'a\n\x41\101\u263A' X'0aff' _UTF16'x'`).tokens;
  expect(values.slice(0, -1).map(({ kind, text, charset }) => [kind, text, charset])).toEqual([
    ['string', '☺😀', undefined],
    ['string', '☺', undefined],
    ['string', 'a\nAA☺', undefined],
    ['binary', '0AFF', undefined],
    ['string', 'x', 'UTF16'],
  ]);
});

test('a hint comment is read, another comment is not', () => {
  expect(lex('/*+ A */ /* B */').tokens.map(({ key }) => key)).toEqual(['/*+', 'A', '*/', '']);
});

test('SET and RESET without quotes take their key and value raw', () => {
  expect(brief('SET a.b-c = x y; RESET a.b')).toEqual([
    ['word', 'SET', 0, 3],
    ['raw', 'a.b-c', 4, 9],
    ['symbol', '=', 10, 11],
    ['raw', 'x', 12, 13],
    ['word', 'y', 14, 15],
    ['symbol', ';', 15, 16],
    ['word', 'RESET', 17, 22],
    ['raw', 'a.b', 23, 26],
  ]);
});

test.each([
  ["SELECT 'a", 'unterminated-string', 7],
  ['SELECT `a', 'unterminated-name', 7],
  ['SELECT /* a', 'unterminated-comment', 7],
  ["SELECT X'0G'", 'bad-binary', 7],
  [String.raw`SELECT U&'\26'`, 'bad-escape', 7],
])('%s is reported as %s', (text, code, start) => {
  const [problem] = lex(text).diagnostics;
  expect([problem?.code, problem?.span.start]).toEqual([code, start]);
});
