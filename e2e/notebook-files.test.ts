import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restClient } from './support/rest-client.ts';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';
import { SocketClient } from './support/socket-client.ts';
import { waitFor } from './support/wait-for.ts';

let server: RiffleServer;
let client: SocketClient;
beforeAll(async () => {
  server = await startRiffle();
  client = new SocketClient(server);
  await client.ready();
});
afterAll(async () => {
  client.close();
  await server.remove();
});

interface CellView {
  readonly id: string;
  readonly title?: string;
  readonly text: string;
  readonly revision: number;
  readonly status: string;
  readonly run: { readonly outputs: readonly unknown[] } | null;
}

async function ask<T>(op: string, body: unknown): Promise<T> {
  const reply = await client.request(op, body);
  expect(reply).toMatchObject({ ok: true });
  return reply['body'] as T;
}

async function newNote(path: string, ...texts: string[]): Promise<string> {
  const body = { name: path, paragraphs: texts.map((text) => ({ text })) };
  return (await restClient(server)('POST', '/api/notebook', body)).json.body as string;
}

async function open(noteId: string): Promise<{ path: string; cells: CellView[] }> {
  return (await ask<{ note: { path: string; cells: CellView[] } }>('open-note', { noteId })).note;
}

async function pathsUnder(folder: string): Promise<string[]> {
  const { notes } = await ask<{ notes: { path: string }[] }>('list-notes', {});
  return notes.map(({ path }) => path).filter((path) => path.startsWith(folder));
}

async function ran(noteId: string): Promise<CellView[]> {
  await ask('run-all', { noteId });
  return waitFor('the cells to end', async () => {
    const { cells } = await open(noteId);
    return cells.every(({ status }) => status === 'finished') && cells;
  });
}

test('a copy has the cells and the results they show, ids of its own, and its own life', async () => {
  const noteId = await newNote('/copies/A', '%flink.ssql\nSELECT 1 AS n');
  await ran(noteId);
  const copy = await ask<{ noteId: string; path: string }>('clone-note', { noteId });
  expect(copy.path).toBe('/copies/A copy');
  expect((await ask<{ path: string }>('clone-note', { noteId })).path).toBe('/copies/A copy 2');
  const [original, copied] = [await open(noteId), await open(copy.noteId)];
  expect(copied.cells).toMatchObject([
    { text: '%flink.ssql\nSELECT 1 AS n', status: 'finished', run: { outputs: [{ kind: 'table', rows: [['1']] }] } },
  ]);
  expect(copied.cells[0]?.id).not.toBe(original.cells[0]?.id);
  await ask('edit-cell', { noteId: copy.noteId, cellId: copied.cells[0]?.id, baseRevision: 0, text: 'other' });
  expect((await open(noteId)).cells[0]?.text).toBe('%flink.ssql\nSELECT 1 AS n');
});

test('a folder moves as a whole, or not at all; deleted, it comes back', async () => {
  const [one, two] = [await newNote('/f/one', 'a'), await newNote('/f/deep/two', 'b')];
  await newNote('/g/one', 'c');
  await open(one);
  expect(await client.request('move-folder', { from: '/f', to: '/g' })).toMatchObject({
    ok: false,
    error: { message: 'There is a note /g/one already. Rename one of the two first.' },
  });
  expect(await client.request('move-folder', { from: '/f', to: '/f/deep/x' })).toMatchObject({
    error: { message: 'A folder cannot be moved into itself.' },
  });
  expect(await pathsUnder('/f/')).toEqual(['/f/deep/two', '/f/one']);
  await ask('move-folder', { from: '/f', to: '/g/inner' });
  expect([await pathsUnder('/f'), await pathsUnder('/g')]).toEqual([
    [],
    ['/g/inner/deep/two', '/g/inner/one', '/g/one'],
  ]);
  // Whoever had it open hears of it.
  expect(client.events).toContainEqual({ op: 'note-renamed', noteId: one, path: '/g/inner/one' });
  const { noteIds } = await ask<{ noteIds: string[] }>('delete-folder', { path: '/g/inner' });
  expect(noteIds.toSorted()).toEqual([one, two].toSorted());
  expect(await pathsUnder('/g')).toEqual(['/g/one']);
  await ask('restore-notes', { noteIds });
  expect(await pathsUnder('/g')).toEqual(['/g/inner/deep/two', '/g/inner/one', '/g/one']);
});

test('a note that comes back beside another of its name gets a free one', async () => {
  const noteId = await newNote('/back/x', 'a');
  await ask('delete-note', { noteId });
  await newNote('/back/x', 'b');
  await ask('restore-note', { noteId });
  expect(await pathsUnder('/back')).toEqual(['/back/x', '/back/x 2']);
});

test('an exported note comes back as a new one with the same cells and results', async () => {
  const noteId = await newNote('/out/Sums', '%md\n# Sums', '%flink.ssql\nSELECT 1 + 1 AS two');
  const [words, sum] = (await open(noteId)).cells;
  await ask('set-cell', { noteId, cellId: sum?.id, title: 'Two' });
  await ask('run-cell', { noteId, cellId: sum?.id });
  await waitFor('the result', async () => (await open(noteId)).cells[1]?.status === 'finished');
  const file = await ask<{ fileName: string; text: string }>('export-note', { noteId, format: 'zpln' });
  expect(file.fileName).toBe('Sums.zpln');
  const imported = await ask<{ noteId: string; path: string }>('import-note', file);
  expect(imported.path).toBe('/out/Sums 2');
  const { cells } = await open(imported.noteId);
  expect(cells).toMatchObject([
    { text: words?.text, run: null },
    { text: sum?.text, title: 'Two', run: { outputs: [{ kind: 'table', rows: [['2']] }] } },
  ]);
});

test('a file that is no note is refused with its name and why, and leaves nothing behind', async () => {
  const before = await pathsUnder('/');
  const refused = async (fileName: string, text: string): Promise<unknown> =>
    ((await client.request('import-note', { fileName, text }))['error'] as { message: string }).message;
  expect([
    await refused('a.zpln', '{'),
    await refused('b.json', '{"x": 1}'),
    await refused('c.csv', 'a,b'),
    await refused('d.zpln', ' '),
    await refused('e.zpln', ' '.repeat(5_100_000)),
  ]).toEqual([
    'a.zpln is not imported. The file is not JSON.',
    'b.json is not imported. It is JSON, but not a note: it has no "paragraphs".',
    'c.csv is not imported. Notes come as .zpln, .sql, .ipynb, .json files.',
    'd.zpln is not imported. It is empty.',
    'e.zpln is not imported. It has 5.1 MB; a note may have 5 MB.',
  ]);
  expect(await pathsUnder('/')).toEqual(before);
});

test('a revision is kept, read, and brought back; what was there before comes back too', async () => {
  const noteId = await newNote('/rev/R', '%flink.ssql\nSELECT 1 AS n', '%md\nwords');
  const [query, words] = (await open(noteId)).cells;
  await ask('run-cell', { noteId, cellId: query?.id });
  const { revision } = await ask<{ revision: { id: string } }>('save-revision', { noteId, message: 'first' });
  await ask('edit-cell', { noteId, cellId: query?.id, baseRevision: 0, text: '%flink.ssql\nSELECT 2 AS n' });
  await ask('delete-cell', { noteId, cellId: words?.id });
  await ask('insert-cell', { noteId, index: 0, text: '%md\nnew' });
  const place = { noteId, revisionId: revision.id };
  expect((await ask<{ cells: CellView[] }>('read-revision', place)).cells).toEqual([
    { id: query?.id, title: '', text: '%flink.ssql\nSELECT 1 AS n', enabled: true },
    { id: words?.id, title: '', text: '%md\nwords', enabled: true },
  ]);
  const { before } = await ask<{ before: string }>('restore-revision', place);
  const texts = async (): Promise<string[]> => (await open(noteId)).cells.map(({ text }) => text);
  expect(await texts()).toEqual(['%flink.ssql\nSELECT 1 AS n', '%md\nwords']);
  // The cell is the same one: its result stays, and an edit made on the text before is a conflict.
  expect((await open(noteId)).cells[0]).toMatchObject({ id: query?.id, revision: 2, status: 'finished' });
  const late = { noteId, cellId: query?.id, baseRevision: 1, text: 'late' };
  expect(await client.request('edit-cell', late)).toMatchObject({ ok: false, error: { code: 'conflict' } });
  await ask('restore-revision', { noteId, revisionId: before });
  expect(await texts()).toEqual(['%md\nnew', '%flink.ssql\nSELECT 2 AS n']);
  const { revisions } = await ask<{ revisions: { reason: string; message: string }[] }>('list-revisions', { noteId });
  expect(revisions.map(({ reason, message }) => [reason, message])).toEqual([
    ['before-restore', ''],
    ['before-restore', ''],
    ['saved', 'first'],
  ]);
});

test('revisions come by themselves before a run of all and before a new piece of work, once for one state', async () => {
  const noteId = await newNote('/rev/auto', '%flink.ssql\nSELECT 1 AS n');
  await ran(noteId);
  await ran(noteId);
  const [cell] = (await open(noteId)).cells;
  await ask('edit-cell', { noteId, cellId: cell?.id, baseRevision: 0, text: '%flink.ssql\nSELECT 2 AS n' });
  await ask('edit-cell', { noteId, cellId: cell?.id, baseRevision: 1, text: '%flink.ssql\nSELECT 3 AS n' });
  await ran(noteId);
  const { revisions } = await ask<{ revisions: { reason: string }[] }>('list-revisions', { noteId });
  expect(revisions.map(({ reason }) => reason)).toEqual(['before-run-all', 'before-run-all']);
});

test('an acknowledged revision is there after the server was killed', async () => {
  const noteId = await newNote('/rev/kill', '%flink.ssql\nSELECT 1');
  await ask('save-revision', { noteId, message: 'safe' });
  await server.stop('SIGKILL');
  server = await startRiffle({ home: server.home });
  client = new SocketClient(server);
  await client.ready();
  const { revisions } = await ask<{ revisions: { message: string }[] }>('list-revisions', { noteId });
  expect(revisions.map(({ message }) => message)).toEqual(['safe']);
  expect(await readdir(join(server.home, 'revisions', 'default', noteId))).toHaveLength(1);
});
