import type { Cell, NoteSummary } from '@riffle/protocol';
import { expect, test } from 'vitest';
import { cellLook, cellSigns } from './cell-look.ts';
import { liveCells, type NoteState, noteChange, withNote } from './note-store.ts';
import { buildNoteTree, type NoteTreeNode, noteToOpen, searchNotes } from './note-tree.ts';
import { tidyPath } from './paths.ts';
import { hashOfNote, noteOfHash } from './route.ts';

function note(path: string, updatedAt = 0): NoteSummary {
  return { id: path, path, updatedAt, liveCells: 0 };
}

function draw(nodes: readonly NoteTreeNode[], indent = ''): string[] {
  return nodes.flatMap((node) =>
    node.kind === 'folder'
      ? [`${indent}${node.name}/`, ...draw(node.children, `${indent}  `)]
      : [`${indent}${node.name}`],
  );
}

test('paths become folders, then notes, by name', () => {
  const notes = ['/b', '/Tour/Step 10', '/Tour/Step 2', '/a', '/Tour/Deep/x', '/Alpha/y'].map((path) => note(path));
  expect(draw(buildNoteTree(notes))).toEqual([
    'Alpha/',
    '  y',
    'Tour/',
    '  Deep/',
    '    x',
    '  Step 2',
    '  Step 10',
    'a',
    'b',
  ]);
});

test('a search finds every word anywhere in the path', () => {
  const notes = [note('/Tour/Stock ticker'), note('/Tour/Windows'), note('/Stock')];
  expect(searchNotes(notes, 'tou STOCK').map(({ path }) => path)).toEqual(['/Tour/Stock ticker']);
  expect(searchNotes(notes, ' ').length).toBe(3);
});

test('the last note is shown again, else the one that changed last', () => {
  const notes = [note('/a', 1), note('/b', 3), note('/c', 2)];
  expect(noteToOpen(notes, '/c')?.path).toBe('/c');
  expect(noteToOpen(notes, 'gone')?.path).toBe('/b');
  expect(noteToOpen([], null)).toBeUndefined();
});

test('typed paths are tidied', () => {
  expect([tidyPath(' Tour // My note '), tidyPath(' / ')]).toEqual(['/Tour/My note', undefined]);
});

test('a note has an address of its own', () => {
  expect(noteOfHash(hashOfNote('a/b c'))).toBe('a/b c');
  expect([noteOfHash(''), noteOfHash('#/other')]).toEqual([undefined, undefined]);
});

function cell(id: string, change: Partial<Cell> = {}): Cell {
  return {
    id,
    text: '',
    revision: 0,
    language: 'ssql',
    enabled: true,
    editorHidden: false,
    outputHidden: false,
    titleHidden: false,
    lineNumbers: true,
    width: 12,
    wide: false,
    displays: {},
    forms: [],
    runOnSelection: true,
    status: 'idle',
    run: null,
    ...change,
  };
}

function opened(...cells: Cell[]): NoteState {
  const empty: NoteState = { notes: null, wanted: 'n', open: null, missing: null, cells: {}, jobs: {} };
  return { ...empty, ...withNote({ id: 'n', path: '/N', cells, forms: [] }, []) };
}

test('a new cell takes its place; one that changed leaves the others as they are', () => {
  const before = opened(cell('a'), cell('b'));
  const inserted = { ...before, ...noteChange(before, { op: 'cell', noteId: 'n', index: 1, cell: cell('x') }) };
  expect(inserted.open?.cellIds).toEqual(['a', 'x', 'b']);
  const live = cell('x', { status: 'live' });
  const changed = { ...inserted, ...noteChange(inserted, { op: 'cell', noteId: 'n', index: 1, cell: live }) };
  expect([changed.open === inserted.open, changed.cells['a'] === before.cells['a'], liveCells(changed)]).toEqual([
    true,
    true,
    1,
  ]);
});

test('cells are removed and reordered', () => {
  const before = opened(cell('a'), cell('b'), cell('c'));
  const moved = { ...before, ...noteChange(before, { op: 'cell-order', noteId: 'n', cellIds: ['c', 'a', 'b'] }) };
  const after = { ...moved, ...noteChange(moved, { op: 'cell-removed', noteId: 'n', cellId: 'a' }) };
  expect([after.open?.cellIds, Object.keys(after.cells)]).toEqual([
    ['c', 'b'],
    ['b', 'c'],
  ]);
});

test('news of another note changes nothing', () => {
  expect(noteChange(opened(cell('a')), { op: 'cell-removed', noteId: 'other', cellId: 'a' })).toBeUndefined();
});

test('figures of a job end with its run', () => {
  const run = { runId: 'r1', text: '', queuedAt: 0, outputs: [] };
  const before = opened(cell('a', { run }));
  const job = {
    op: 'job' as const,
    noteId: 'n',
    cellId: 'a',
    jobId: 'j',
    rowsIn: 1,
    rowsOut: 1,
    rowsInPerSecond: 1,
    watermark: null,
    behindMs: null,
    stateBytes: 0,
    lateRowsDropped: 0,
    rowsSkipped: 0,
    rowsOutPerSecond: 0,
    operators: [],
    checkpointMs: null,
    lastCheckpoint: null,
  };
  const running = { ...before, ...noteChange(before, job) };
  expect(running.jobs).toEqual({ a: { j: job } });
  const again = cell('a', { run: { ...run, runId: 'r2' } });
  expect(noteChange(running, { op: 'cell', noteId: 'n', index: 0, cell: again })).toMatchObject({ jobs: {} });
});

test('a disabled cell that still runs looks as it runs', () => {
  expect([
    lookOf({ enabled: false }),
    lookOf({ status: 'live', enabled: false }),
    lookOf({ status: 'failed' }, { stale: true }),
  ]).toEqual(['disabled', 'live', 'failed']);
});

const NO_SIGNS = { empty: false, edited: false, paused: false, stale: false };

function lookOf(change: Partial<Cell>, signs: Partial<typeof NO_SIGNS> = {}): string {
  return cellLook(cell('a', change), { ...NO_SIGNS, ...signs });
}

test('what one sees first is what runs, then what to act on, then what was', () => {
  expect([
    lookOf({}, { empty: true }),
    lookOf({}),
    lookOf({ status: 'queued' }, { edited: true }),
    lookOf({ status: 'live' }, { paused: true, edited: true }),
    lookOf({ status: 'cancelled' }, { paused: true }),
    lookOf({ status: 'finished' }, { edited: true }),
    lookOf({ status: 'finished' }, { edited: true, stale: true }),
    lookOf({ status: 'frozen' }, { edited: true }),
  ]).toEqual(['empty', 'not-run', 'queued', 'paused', 'cancelled', 'edited', 'stale', 'frozen']);
});

test('a cell’s signs come from its text and from the views that stand still', () => {
  const run: Cell['run'] = {
    runId: 'r',
    text: 'SELECT 1',
    queuedAt: 0,
    outputs: [{ kind: 'result', resultId: 'x', mode: 'append', columns: [], detected: true }],
  };
  const ran = cell('a', { status: 'live', run });
  expect([
    cellSigns(ran, 'SELECT 2', { paused: { x: 1 }, stale: false }),
    cellSigns(ran, 'SELECT 1', { paused: { other: 1 }, stale: true }),
    cellSigns(cell('b'), '%flink.ssql\n ', { paused: {}, stale: false }),
  ]).toEqual([
    { ...NO_SIGNS, edited: true, paused: true },
    { ...NO_SIGNS, stale: true },
    { ...NO_SIGNS, empty: true },
  ]);
});
