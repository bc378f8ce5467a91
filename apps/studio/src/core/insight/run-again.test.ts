import type { Cell, CellInsight, ObjectUseView } from '@riffle/protocol';
import { expect, test } from 'vitest';
import { makerOf } from './makers.ts';
import { staleCells, withMakers } from './run-again.ts';

function cell(id: string, change: Partial<Cell> = {}): Cell {
  const run = { runId: id, text: id, queuedAt: 0, outputs: [] };
  return { id, text: id, status: 'finished', run, ...change } as Cell;
}

function insight(cellId: string, change: Partial<CellInsight> = {}): CellInsight {
  return { cellId, revision: 0, uses: [], advice: [], stale: null, ...change };
}

const stale = (after: string[] = []) => ({ short: 's', why: 'w', after });
const noteOf = (...cells: Cell[]) => ({
  open: { id: 'n', path: '/n', cellIds: cells.map(({ id }) => id) },
  cells: Object.fromEntries(cells.map((one) => [one.id, one])),
});

test('stale cells run in the note’s order, after those that make what they read', () => {
  const note = noteOf(cell('make'), cell('fine'), cell('read'), cell('live', { status: 'live' }));
  const known = {
    make: insight('make'),
    fine: insight('fine'),
    read: insight('read', { stale: stale(['make']) }),
    live: insight('live', { stale: stale() }),
  };
  expect(staleCells(note as never, known)).toEqual(['make', 'read', 'live']);
});

test('what was edited, has failed or is about to run anew is not called stale', () => {
  const note = noteOf(
    cell('edited', { text: 'another' }),
    cell('failed', { status: 'failed' }),
    cell('queued', { status: 'queued' }),
  );
  const known = Object.fromEntries(Object.keys(note.cells).map((id) => [id, insight(id, { stale: stale() })]));
  expect(staleCells(note as never, known)).toEqual([]);
});

test('an object is made in the nearest cell above, or else wherever it is made', () => {
  const made = { key: 'k', name: 'k', role: 'makes', kind: 'table', exists: true, about: '', through: [] } as const;
  const cellIds = ['a', 'b', 'c', 'd'];
  const known = Object.fromEntries(['a', 'b', 'd'].map((id) => [id, insight(id, { uses: [made] as never })]));
  const at = { cellIds, insight: known };
  expect([makerOf('k', 'c', at), makerOf('k', 'a', at), makerOf('other', 'c', at)]).toEqual(['b', 'b', undefined]);
});

test('what reads something that is gone runs after what makes it, step by step', () => {
  const use = (name: string, role: 'reads' | 'makes', exists: boolean): ObjectUseView => {
    return { key: name, name, role, kind: 'table', exists, about: '', through: [] };
  };
  const known = {
    table: insight('table', { uses: [use('t', 'makes', false)] }),
    other: insight('other', { uses: [use('o', 'makes', true)] }),
    view: insight('view', { uses: [use('v', 'makes', false), use('t', 'reads', false)] }),
    query: insight('query', { uses: [use('v', 'reads', false), use('o', 'reads', true)] }),
  };
  const cellIds = ['table', 'other', 'view', 'query'];
  expect(withMakers(['query'], { cellIds, insight: known })).toEqual(['table', 'view', 'query']);
});
