import { expect, test } from 'vitest';
import { headerProperties, parseHeader } from './header.ts';

test('a header names the interpreter, and the body begins behind it', () => {
  const text = '%flink.ssql\nSELECT 1';
  expect(parseHeader(text)).toEqual({ interpreter: 'flink.ssql', properties: {}, bodyStart: 11, problem: null });
});

test('blanks after the header are skipped, line breaks are not, so that line numbers stay right', () => {
  expect(parseHeader('%md   # Title').bodyStart).toBe(6);
  expect(parseHeader('%md\n\ntext').bodyStart).toBe(3);
});

test('properties are trimmed, a bare key means itself, quotes and escapes protect', () => {
  const { properties, problem } = parseHeader('%flink.ssql(type = update, runAsOne, a="x, )=y", b=1\\,2)SELECT');
  expect(problem).toBeNull();
  expect(properties).toEqual({ type: 'update', runAsOne: 'runAsOne', a: 'x, )=y', b: '1,2' });
});

test('the header of a real note with a template', () => {
  const text =
    '%flink.ssql(type=single,parallelism=1,refreshInterval=1000,template=<h1>{1}</h1> until <h2>{0}</h2>)\nSELECT 1';
  expect(parseHeader(text).properties).toEqual({
    type: 'single',
    parallelism: '1',
    refreshInterval: '1000',
    template: '<h1>{1}</h1> until <h2>{0}</h2>',
  });
});

test('a parenthesis after a blank belongs to the body', () => {
  expect(parseHeader('%flink.ssql (SELECT 1)')).toMatchObject({ properties: {}, bodyStart: 12 });
});

test('text without a header', () => {
  expect(parseHeader('SELECT 10 % 3')).toEqual({ interpreter: null, properties: {}, bodyStart: 0, problem: null });
});

test.each([
  ['%a(b=c=d)', 'two equal signs', 6],
  ['%a(=x)', 'no name', 5],
  ['%a(b', 'no closing parenthesis', 2],
  ['%a(b\\', 'middle of an escape', 4],
])('%s is refused with its place', (text, message, offset) => {
  const { problem } = parseHeader(text);
  expect(problem?.message).toContain(message);
  expect(problem?.offset).toBe(offset);
});

test('properties have their places', () => {
  const text = '%flink.ssql( type = update ,runAsOne, a="x, y")\nSELECT 1';
  expect(headerProperties(text).map(({ name, value, start, end }) => [name, value, text.slice(start, end)])).toEqual([
    ['type', 'update', 'type = update'],
    ['runAsOne', 'runAsOne', 'runAsOne'],
    ['a', 'x, y', 'a="x, y"'],
  ]);
  expect(headerProperties('SELECT 1')).toEqual([]);
});
