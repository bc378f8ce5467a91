import type { NoteSummary } from '@riffle/protocol';
import { expect, test } from 'vitest';
import { allFolders, moveTargets } from './folders.ts';
import { createRecentNotes, latestFirst, recentNotes } from './recent-notes.ts';

function note(path: string): NoteSummary {
  return { id: path, path, updatedAt: 0, liveCells: 0 };
}

const notes = ['/Tour/Deep/a', '/Tour/b', '/Work/c', '/d', '/e'].map(note);

test('folders are those of notes, and those they are in', () => {
  expect(allFolders(notes)).toEqual(['/Tour', '/Tour/Deep', '/Work']);
});

test('an entry can go where it is not yet, and to a new folder of the words typed', () => {
  const entry = { kind: 'note', noteId: 'b', path: '/Tour/b' } as const;
  const targets = (typed: string): string[] =>
    moveTargets(notes, entry, typed).map(({ folder, isNew }) => (isNew ? `new ${folder}` : folder));
  expect(targets('')).toEqual(['', '/Tour/Deep', '/Work']);
  expect(targets('wo')).toEqual(['/Work', 'new /wo']);
  expect(targets('/Work')).toEqual(['/Work']);
  expect(targets(' New / Box ')).toEqual(['new /New/Box']);
});

test('a folder cannot go into itself', () => {
  const entry = { kind: 'folder', path: '/Tour' } as const;
  expect(moveTargets(notes, entry, '').map(({ folder }) => folder)).toEqual(['/Work']);
});

test('recent notes outlive the page; those that are gone, and the one in view, are left out', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  };
  const before = createRecentNotes(storage);
  for (const id of ['/d', '/gone', '/Work/c', '/d', '/e']) {
    before.add(id);
  }
  const ids = createRecentNotes(storage).store.getState();
  expect(ids).toEqual(['/e', '/d', '/Work/c', '/gone']);
  expect(recentNotes(notes, ids, '/e').map(({ path }) => path)).toEqual(['/d', '/Work/c']);
  expect(recentNotes(notes.slice(0, 4), ids, null)).toEqual([]);
  expect(latestFirst(notes, ids).map(({ path }) => path)).toEqual(['/e', '/d', '/Work/c', '/Tour/Deep/a', '/Tour/b']);
  kept.set('riffle.recent', '{');
  expect(createRecentNotes(storage).store.getState()).toEqual([]);
});
