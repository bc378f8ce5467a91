import { expect, test } from 'vitest';
import { linesFrom } from './log-filter.ts';

const lines = [
  { at: 1, level: 'INFO', text: 'the job runs' },
  { at: 2, level: 'ERROR', text: 'Division by zero' },
  { at: null, level: 'INFO', text: '  at divide (calc.ts:3)' },
  { at: 3, level: 'WARN', text: 'the job is started again' },
] as const;
const texts = (...asked: [Parameters<typeof linesFrom>[1], string]): number[] =>
  linesFrom(lines, ...asked).map((line) => lines.indexOf(line as (typeof lines)[number]));

test('a level keeps what is above it, and the lines that go on with one', () => {
  expect([texts('DEBUG', ''), texts('WARN', ''), texts('ERROR', '')]).toEqual([
    [0, 1, 2, 3],
    [1, 2, 3],
    [1, 2],
  ]);
});

test('every word has to be there, in any order and any case', () => {
  expect([texts('DEBUG', 'JOB the'), texts('DEBUG', 'zero'), texts('WARN', 'job'), texts('DEBUG', 'calc')]).toEqual([
    [0, 3],
    [1, 2],
    [3],
    [2],
  ]);
});
