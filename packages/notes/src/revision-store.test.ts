import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import { failingFiles } from '@riffle/base/testing';
import { type NoteDocument, newParagraph } from '@riffle/note-model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { revisionsToPrune } from './revision-pruning.ts';
import { RevisionStore } from './revision-store.ts';

let directory: string;
let now = 1000;
const clock: Clock = { now: () => now, schedule: () => () => undefined };

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'revisions-'));
  now = 1000;
});
afterEach(() => rm(directory, { recursive: true }));

function store(limits?: { count: number; bytes: number }): RevisionStore {
  return new RevisionStore({ directory, files: nodeFiles, clock, ...(limits === undefined ? {} : { limits }) });
}

function note(text: string, results?: NoteDocument['paragraphs'][number]['results']): NoteDocument {
  const paragraph = newParagraph({ id: 'p1', text, createdAt: 0 });
  return { id: '2AAAAAAAA', name: 'a', paragraphs: [{ ...paragraph, ...(results === undefined ? {} : { results }) }] };
}

test('a revision reads back without results, also by another store', async () => {
  const results = { code: 'SUCCESS' as const, msg: [{ type: 'TEXT' as const, data: '1' }] };
  const { id, ...made } = await store().save(note('SELECT 1', results), ' first ');
  expect(made).toMatchObject({ at: 1000, reason: 'saved', message: 'first', cells: 1 });
  const { dateCreated: _, ...paragraph } = newParagraph({ id: 'p1', text: 'SELECT 1', createdAt: 0 });
  expect(await store().read('2AAAAAAAA', id)).toEqual({ id: '2AAAAAAAA', name: 'a', paragraphs: [paragraph] });
  expect(await store().list('2AAAAAAAA')).toEqual([{ id, ...made }]);
});

test('what has not changed is not kept twice; a run alone is no change', async () => {
  const revisions = store();
  const first = await revisions.saveIfChanged(note('SELECT 1'), 'before-run-all');
  now = 2000;
  const ran = note('SELECT 1', { code: 'SUCCESS', msg: [] });
  expect((await revisions.saveIfChanged(ran, 'before-run-all')).id).toBe(first.id);
  await revisions.saveIfChanged(note('SELECT 2'), 'after-pause');
  await revisions.save(note('SELECT 2'), 'by hand');
  expect((await revisions.list('2AAAAAAAA')).map(({ reason, at }) => [reason, at])).toEqual([
    ['saved', 2001],
    ['after-pause', 2000],
    ['before-run-all', 1000],
  ]);
});

test('revisions made at once come one after the other', async () => {
  const revisions = store();
  await Promise.all(['a', 'b', 'c'].map((text) => revisions.save(note(text), text)));
  expect((await revisions.list('2AAAAAAAA')).map(({ message }) => message)).toEqual(['c', 'b', 'a']);
});

test('the oldest automatic revisions go first, then the oldest saved ones, never the newest', async () => {
  const revisions = store({ count: 3, bytes: 1e9 });
  await revisions.save(note('1'), 'one');
  for (const text of ['2', '3', '4']) {
    await revisions.saveIfChanged(note(text), 'before-run-all');
  }
  expect((await revisions.list('2AAAAAAAA')).map(({ at, message }) => [at, message])).toEqual([
    [1003, ''],
    [1002, ''],
    [1000, 'one'],
  ]);
  const saved = [10, 10, 90].map((size) => ({ reason: 'saved' as const, size }));
  expect(revisionsToPrune(saved, { count: 9, bytes: 50 })).toEqual(saved.slice(0, 2));
});

test('a full disk leaves no half revision; a damaged file hides only itself', async () => {
  const revisions = store();
  await revisions.save(note('SELECT 1'), 'kept');
  const full = new RevisionStore({ directory, clock, files: failingFiles({ bytesLeft: 40 }) });
  await expect(full.save(note('SELECT 2'), 'lost')).rejects.toThrow('ENOSPC');
  const folder = join(directory, '2AAAAAAAA');
  expect(await readdir(folder)).toEqual(['00000000001000.jsonl']);
  await writeFile(join(folder, '00000000009999.jsonl'), 'torn');
  expect((await revisions.list('2AAAAAAAA')).map(({ message }) => message)).toEqual(['kept']);
  await expect(revisions.read('2AAAAAAAA', '00000000009999')).rejects.toMatchObject({ code: 'unreadable' });
});

test('a note or revision that is not there is refused, and no path leads out', async () => {
  const revisions = store();
  expect(await revisions.list('2BBBBBBBB')).toEqual([]);
  await expect(revisions.list('../x')).rejects.toMatchObject({ code: 'not-found' });
  await expect(revisions.read('2AAAAAAAA', '../../x')).rejects.toMatchObject({ code: 'not-found' });
  await expect(revisions.read('2AAAAAAAA', '00000000000001')).rejects.toThrow('That revision is no longer kept.');
});
