import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, systemClock } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import { failingFiles } from '@riffle/base/testing';
import { type NoteDocument, newParagraph } from '@riffle/note-model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NoteStore } from './note-store.ts';

let directory: string;
let store: NoteStore;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'notes-'));
  store = new NoteStore({ directory, files: nodeFiles, clock: systemClock, random: seededRandom(7) });
});
afterEach(() => rm(directory, { recursive: true }));

function note(id: string, text: string): NoteDocument {
  return { id, name: '', paragraphs: [newParagraph({ id: 'p1', text, createdAt: 0 })] };
}

test('a note is a file in folders that reads back as it was written', async () => {
  await store.create('/Tour/Stock ticker', note('2AAAAAAAA', 'SELECT 1'));
  expect(await readdir(join(directory, 'Tour'))).toEqual(['Stock ticker_2AAAAAAAA.zpln']);
  const again = new NoteStore({ directory, files: nodeFiles, clock: systemClock, random: seededRandom(8) });
  expect((await again.list()).map(({ id, path }) => ({ id, path }))).toEqual([
    { id: '2AAAAAAAA', path: '/Tour/Stock ticker' },
  ]);
  const { path, document } = await again.read('2AAAAAAAA');
  expect(path).toBe('/Tour/Stock ticker');
  expect(document.paragraphs[0]?.text).toBe('SELECT 1');
});

test('a taken id is replaced, so that nothing is overwritten', async () => {
  const first = await store.create('/a', note('2AAAAAAAA', 'one'));
  const second = await store.create('/b', note('2AAAAAAAA', 'two'));
  expect(second.document.id).not.toBe(first.document.id);
  expect((await store.read('2AAAAAAAA')).document.paragraphs[0]?.text).toBe('one');
});

test('an id that could not be found again, or that a note in the trash has, is replaced', async () => {
  const imported = await store.create('/a', note('imported', 'one'));
  await store.remove(imported.document.id);
  const again = await store.create('/b', imported.document);
  expect([imported.document.id === 'imported', again.document.id === imported.document.id]).toEqual([false, false]);
  await store.restore(imported.document.id);
  expect((await store.list()).map(({ path }) => path)).toEqual(['/a', '/b']);
});

test('rename keeps the id; remove and restore bring a note back where it was', async () => {
  await store.create('/a', note('2AAAAAAAA', 'one'));
  await store.rename('2AAAAAAAA', '/folder/b');
  expect((await store.read('2AAAAAAAA')).path).toBe('/folder/b');
  await store.remove('2AAAAAAAA');
  expect(await store.list()).toEqual([]);
  await expect(store.read('2AAAAAAAA')).rejects.toThrow('There is no note 2AAAAAAAA.');
  await store.restore('2AAAAAAAA');
  expect((await store.read('2AAAAAAAA')).path).toBe('/folder/b');
});

test('several notes move together or not at all; an empty folder goes with its last note', async () => {
  await store.create('/from/a', note('2AAAAAAAA', 'one'));
  await store.create('/from/deep/b', note('2BBBBBBBB', 'two'));
  await writeFile(join(directory, 'from', 'data.csv'), 'x');
  const moves = [
    { id: '2AAAAAAAA', path: '/to/a' },
    { id: '2BBBBBBBB', path: '/to/deep/b' },
  ];
  await expect(store.renameAll([...moves, { id: '2CCCCCCCC', path: '/to/c' }])).rejects.toMatchObject({
    code: 'not-found',
  });
  expect((await store.list()).map(({ path }) => path)).toEqual(['/from/a', '/from/deep/b']);
  await store.renameAll(moves);
  expect((await store.list()).map(({ path }) => path)).toEqual(['/to/a', '/to/deep/b']);
  expect([await readdir(directory), await readdir(join(directory, 'from'))]).toEqual([['from', 'to'], ['data.csv']]);
});

test('a file that is not a note hides only itself', async () => {
  await store.create('/good', note('2AAAAAAAA', 'one'));
  await mkdir(join(directory, 'x'));
  await writeFile(join(directory, 'x', 'bad_2BBBBBBBB.zpln'), '{ "paragraphs": ');
  await writeFile(join(directory, 'readme.txt'), 'not a note');
  expect((await store.list()).map((file) => file.path)).toEqual(['/good', '/x/bad']);
  await expect(store.read('2BBBBBBBB')).rejects.toMatchObject({
    code: 'unreadable',
    message: '/x/bad cannot be opened. The file is not JSON.',
  });
  expect((await store.read('2AAAAAAAA')).path).toBe('/good');
});

test.each(['no-slash', '/', '/../escape', '/a//b', '/.hidden', '/~Trash/x', '/a:b', `/${'x'.repeat(300)}`])(
  'the path %s is refused',
  async (path) => {
    await expect(store.create(path, note('2AAAAAAAA', ''))).rejects.toMatchObject({ code: 'invalid' });
    expect(await readdir(directory)).toEqual([]);
  },
);

test('a disk that is full leaves the old content in place', async () => {
  await store.create('/a', note('2AAAAAAAA', 'old'));
  const full = new NoteStore({
    directory,
    clock: systemClock,
    random: seededRandom(9),
    files: failingFiles({ bytesLeft: 30 }),
  });
  await expect(full.save(note('2AAAAAAAA', 'new'))).rejects.toThrow('ENOSPC');
  expect((await store.read('2AAAAAAAA')).document.paragraphs[0]?.text).toBe('old');
  expect(await readdir(directory)).toEqual(['a_2AAAAAAAA.zpln']);
});
