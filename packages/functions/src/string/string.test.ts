import { MapValue, type Value } from '@riffle/columns';
import { describe, expect, test } from 'vitest';
import { evaluate, lit } from '../testing/bound-calls.ts';
import { compileJavaRegex } from './java-regex.ts';

function call(name: string, ...values: readonly Value[]): Value {
  return evaluate(name, ...values.map((value) => lit(value, typeof value === 'number' ? 'INT' : 'STRING')));
}

describe('results', () => {
  const cases: readonly (readonly [string, readonly Value[], Value])[] = [
    ['SUBSTRING', ['abcdef', 2, 3], 'bcd'],
    ['SUBSTRING', ['abcdef', -2], 'ef'],
    ['SUBSTRING', ['a', 1, -1], null],
    ['SUBSTRING', ['😀bc', 2], 'bc'],
    ['CHAR_LENGTH', ['😀bc'], 3],
    ['POSITION', ['b', '😀bc'], 2],
    ['INSTR', ['Tech on the net', 'e', 1, 3], 14],
    ['INSTR', ['Tech on the net', 'e', -1, 1], 14],
    ['LPAD', ['hi', 5, '??'], '???hi'],
    ['LPAD', ['hi', -1, '?'], null],
    ['OVERLAY', ['This is', 'It', 1, 4], 'It is'],
    ['INITCAP', ['hello WORLD'], 'Hello World'],
    ['INITCAP', ["9abc aÀb _x o'NEIL ſs"], "9abc AÀB _X O'Neil ſS"],
    ['TRANSLATE', ['abcde', 'abc', '12'], '12de'],
    ['CONCAT_WS', ['-', 'a', null, 'b'], 'a-b'],
    ['CONCAT', ['a', null], null],
    ['REGEXP_REPLACE', ['fooobar', 'oo', '$'], 'f$obar'],
    ['REGEXP_EXTRACT', ['foothebar', 'foo(.*?)(bar)', 2], 'bar'],
    ['REGEXP_COUNT', ['abc123', '\\d'], 3],
    ['REGEXP_SUBSTR', ['abc', '('], null],
    ['SPLIT_INDEX', ['a,b,c', ',', 1], 'b'],
    ['CHR', [65], 'A'],
    ['URL_ENCODE', ["a b/c'"], 'a+b%2Fc%27'],
    ['URL_DECODE', ['100%'], null],
    ['PARSE_URL', ['http://u:p@host:80/a?k=v#r', 'HOST'], 'host'],
    ['PARSE_URL', ['http://u:p@host:80/a?k=v#r', 'QUERY', 'k'], 'v'],
    ['PRINTF', ['%s is %05d', 'x', 42], 'x is 00042'],
    ['ELT', [2, 'a', 'b'], 'b'],
    [
      'STR_TO_MAP',
      ['a=1,b'],
      new MapValue([
        ['a', '1'],
        ['b', null],
      ]),
    ],
  ];

  test.each(cases)('%s(%j)', (name, args, expected) => {
    expect(call(name, ...args)).toEqual(expected);
  });
});

describe('LIKE', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['abc', 'abc', true],
    ['abc', 'a%', true],
    ['abc', '%b%', true],
    ['a\nc', 'a_c', true],
    ['a😀c', 'a_c', true],
    ['abc', 'a.c', false],
    ['abc', '', false],
  ];

  test.each(cases)('%j LIKE %j', (text, pattern, expected) => {
    expect(call('LIKE', text, pattern)).toBe(expected);
  });

  test('escapes', () => {
    expect(call('LIKE', 'te_st', 'te$_st', '$')).toBe(true);
    expect(() => call('LIKE', 'te_st', 'te$st', '$')).toThrow("Invalid escape sequence 'te$st', 2");
  });

  test('SIMILAR TO covers the whole text', () => {
    expect(call('SIMILAR TO', 'This is a test', 'This (is)? a (test)+')).toBe(true);
    expect(call('SIMILAR TO', 'abc', 'b')).toBe(false);
  });
});

describe('Java regular expressions', () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['\\bfoo\\b', 'a foo b', 'foo'],
    ['[a-z&&[^b]]+', 'bbacb', 'ac'],
    ['\\Qa.b\\E', 'xa.b', 'a.b'],
    ['(?i)ABC', 'xabc', 'abc'],
    ['a(?i:B)c', 'aBc', 'aBc'],
    ['\\p{Alpha}+', '12ab', 'ab'],
    ['[\\p{Digit}-]+', 'x1-2', '1-2'],
    ['x*+', 'xxx', 'xxx'],
    ['end$', 'the end\n', 'end'],
    ['\\d{2,3}', '12345', '123'],
    ['[.^$]', 'a^', '^'],
    ['a/b', 'a/b', 'a/b'],
    ['\\x41\\u0042', 'AB', 'AB'],
  ];

  test.each(cases)('%s in %j', (pattern, text, expected) => {
    expect(compileJavaRegex(pattern)?.exec(text)?.[0]).toBe(expected);
  });

  test('a wrong pattern is told apart', () => {
    expect(compileJavaRegex('(')).toBeUndefined();
    expect(compileJavaRegex('\\y')).toBeUndefined();
  });
});
