import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, seededRandom } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import { failingFiles } from '@riffle/base/testing';
import { NoteStore, RevisionStore } from '@riffle/notes';
import type { Event } from '@riffle/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NoteBook } from './note-book.ts';
import { NoteHistory } from './note-history.ts';

const MINUTE = 60_000;

let directory: string;
let now = 0;
let logged: string[];
let events: Event[];
let disk = nodeFiles;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'history-'));
  now = 1_700_000_000_000;
  logged = [];
  events = [];
  disk = nodeFiles;
});
afterEach(() => rm(directory, { recursive: true }));

function open(): { notes: NoteBook; history: NoteHistory } {
  const clock: Clock = { now: () => now, schedule: () => () => undefined };
  const random = seededRandom(3);
  const notes: NoteBook = new NoteBook({
    store: new NoteStore({ directory: join(directory, 'notes'), files: nodeFiles, clock, random }),
    clock,
    random,
    findResult: () => undefined,
    beforeChange: (note) => history.beforeChange(note),
    publish: (_noteId, event) => events.push(event),
  });
  const history = new NoteHistory({
    store: new RevisionStore({ directory: join(directory, 'revisions'), files: disk, clock }),
    notes,
    clock,
    logger: { log: (_level, message) => logged.push(message) },
    stopCell: async () => undefined,
    publish: (_noteId, event) => events.push(event),
  });
  return { notes, history };
}

async function edit(notes: NoteBook, noteId: string, text: string): Promise<void> {
  const [cell] = (await notes.open(noteId)).cells;
  await notes.edit(noteId, cell?.paragraph.id ?? '', { text });
}

test('a change after five quiet minutes keeps the note as it was before; changes close together do not', async () => {
  const { notes, history } = open();
  const noteId = await notes.create('/a', [{ text: 'one' }]);
  await edit(notes, noteId, 'two');
  now += 4 * MINUTE;
  await edit(notes, noteId, 'three');
  now += 5 * MINUTE;
  await edit(notes, noteId, 'four');
  await vi.waitFor(async () => expect(await history.list(noteId)).toHaveLength(2));
  const kept = await Promise.all((await history.list(noteId)).map(({ id }) => history.read(noteId, id)));
  expect(kept.map(({ paragraphs }) => paragraphs[0]?.text)).toEqual(['three', 'one']);
  expect(events).toContainEqual({ op: 'revisions-changed', noteId });
});

test('a note in which nothing is written yet is not kept', async () => {
  const { notes, history } = open();
  const noteId = await notes.create('/a', [{ text: '%flink.ssql\n' }]);
  await edit(notes, noteId, '%flink.ssql\nSELECT 1');
  await history.beforeRunAll(await notes.open(noteId));
  expect((await history.list(noteId)).map(({ reason }) => reason)).toEqual(['before-run-all']);
});

test('a full disk holds up no edit and no run, but no restoring goes on without its way back', async () => {
  const first = open();
  const noteId = await first.notes.create('/a', [{ text: 'one' }]);
  const { id } = await first.history.save(noteId, 'first');
  disk = failingFiles({ bytesLeft: 10 });
  const { notes, history } = open();
  await edit(notes, noteId, 'two');
  await history.beforeRunAll(await notes.open(noteId));
  expect(logged).toContain('a revision could not be kept');
  await expect(history.restore(noteId, id)).rejects.toMatchObject({ code: 'failed' });
  expect((await notes.open(noteId)).cells[0]?.paragraph.text).toBe('two');
});

test('a revision needs a message', async () => {
  const { notes, history } = open();
  const noteId = await notes.create('/a', [{ text: 'one' }]);
  await expect(history.save(noteId, ' ')).rejects.toMatchObject({ code: 'invalid-request' });
});
