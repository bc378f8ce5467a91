import type { ResultColumn } from '@riffle/protocol';
import { expect, test } from 'vitest';
import { guessRoles } from './guess-role.ts';

const untyped = (name: string): ResultColumn => ({ name, type: '', role: 'text' });

test('a stored column is a number or a time when all its values are; a typed one stays as it is', () => {
  const columns: ResultColumn[] = [
    untyped('price'),
    untyped('at'),
    untyped('mixed'),
    { name: 'id', type: 'STRING', role: 'text' },
    untyped('none'),
  ];
  const rows = [
    ['169.92', '2026-03-01 09:30:00.5', '1', '1', null],
    [null, '2026-03-01 09:30:01', 'a', '2', null],
  ];
  expect(guessRoles(columns, rows).map(({ role }) => role)).toEqual(['number', 'time', 'text', 'text', 'text']);
});
