import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
  readonly text: string;
  readonly status: string;
  readonly width: number;
  readonly run: { readonly outputs: readonly { kind: string; resultId?: string }[]; reason?: string } | null;
}

async function newNote(...paragraphs: unknown[]): Promise<{ noteId: string; cellIds: string[] }> {
  const body = { name: `/cells/${crypto.randomUUID()}`, paragraphs };
  const noteId = (await restClient(server)('POST', '/api/notebook', body)).json.body as string;
  return { noteId, cellIds: (await cellsOf(noteId)).map((cell) => cell.id) };
}

async function cellsOf(noteId: string): Promise<CellView[]> {
  const reply = await client.request('open-note', { noteId });
  return (reply['body'] as { note: { cells: CellView[] } }).note.cells;
}

async function ask(op: string, body: unknown): Promise<unknown> {
  const reply = await client.request(op, body);
  expect(reply).toMatchObject({ ok: true });
  return reply['body'];
}

async function states(noteId: string): Promise<string[]> {
  return (await cellsOf(noteId)).map((cell) => cell.status);
}

async function whenStates(noteId: string, wanted: readonly string[]): Promise<void> {
  await waitFor(`the states ${wanted.join(', ')}`, async () => `${await states(noteId)}` === `${wanted}`);
}

const TICKS = `%flink.ssql
CREATE TEMPORARY TABLE IF NOT EXISTS ticks (n INT) WITH ('connector' = 'datagen', 'rows-per-second' = '20');
SELECT n FROM ticks`;
const query = (n: number): { text: string } => ({ text: `%flink.ssql\nSELECT ${n} AS n` });

test('running all waits for a job that ends by itself, and others need not wait with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'riffle-batch-'));
  const { noteId } = await newNote(
    {
      text: `%flink.ssql
CREATE TEMPORARY TABLE few (n INT) WITH ('connector' = 'datagen', 'number-of-rows' = '30', 'rows-per-second' = '10');
CREATE TEMPORARY TABLE kept (n INT) WITH ('connector' = 'filesystem', 'path' = '${folder}', 'format' = 'json');
INSERT INTO kept SELECT n FROM few`,
    },
    { text: '%flink.bsql\nSELECT COUNT(*) AS n FROM kept' },
  );
  const other = await newNote(query(7));
  await ask('run-all', { noteId });
  await whenStates(noteId, ['live', 'queued']);
  await ask('run-all', { noteId: other.noteId });
  await whenStates(other.noteId, ['finished']);
  expect(await states(noteId)).toEqual(['live', 'queued']);
  await whenStates(noteId, ['finished', 'finished']);
  const rest = await restClient(server)('GET', `/api/notebook/${noteId}`);
  const { paragraphs } = rest.json.body as { paragraphs: { results: { msg: { data: string }[] } }[] };
  expect(paragraphs[1]?.results.msg[0]?.data).toBe('n\n30\n');
  await rm(folder, { recursive: true });
});

test('running all stops at the first failure; live cells and disabled ones hold nothing up', async () => {
  const { noteId } = await newNote(
    { text: TICKS },
    { ...query(1), config: { enabled: false } },
    { text: '%flink.ssql\n' },
    query(2),
    { text: '%flink.ssql\nSELECT nothing FROM nowhere' },
    query(3),
  );
  await ask('run-all', { noteId });
  await whenStates(noteId, ['live', 'idle', 'idle', 'finished', 'failed', 'cancelled']);
  expect((await cellsOf(noteId)).at(-1)?.run).toMatchObject({ outputs: [], reason: 'a cell before it failed' });
  await ask('stop-all', { noteId });
  await whenStates(noteId, ['cancelled', 'idle', 'idle', 'finished', 'failed', 'cancelled']);
});

test('a part of the cells runs in the note’s order', async () => {
  const { noteId, cellIds } = await newNote(query(1), query(2), query(3));
  await ask('run-cells', { noteId, cellIds: [cellIds[2], cellIds[1]] });
  await whenStates(noteId, ['idle', 'finished', 'finished']);
});

test('cleared outputs come back with their rows, unless the cell has run since', async () => {
  const { noteId, cellIds } = await newNote(query(1), query(2), query(3));
  await ask('run-cells', { noteId, cellIds: cellIds.slice(0, 2) });
  await whenStates(noteId, ['finished', 'finished', 'idle']);
  const before = await cellsOf(noteId);
  expect(await ask('clear-cells', { noteId, cellIds })).toEqual({ cellIds: cellIds.slice(0, 2) });
  expect((await cellsOf(noteId)).map(({ status, run }) => [status, run])).toEqual([
    ['idle', null],
    ['idle', null],
    ['idle', null],
  ]);
  await ask('run-cell', { noteId, cellId: cellIds[1] });
  await whenStates(noteId, ['idle', 'finished', 'idle']);
  const again = (await cellsOf(noteId))[1];
  await ask('restore-outputs', { noteId, cellIds });
  expect(await cellsOf(noteId)).toEqual([before[0], again, before[2]]);
  const resultId = before[0]?.run?.outputs[0]?.resultId;
  await ask('watch-result', { resultId });
  expect(
    client.events.findLast((event) => event.op === 'result-reset' && event['resultId'] === resultId),
  ).toMatchObject({ rows: [[0, ['1']]] });
});

test('a live cell that is deleted stays deleted, and comes back stopped, with its rows', async () => {
  const { noteId, cellIds } = await newNote({ text: TICKS }, query(1));
  const place = { noteId, cellId: cellIds[0] };
  await ask('run-cell', place);
  await whenStates(noteId, ['live', 'idle']);
  await ask('delete-cell', place);
  const count = client.events.length;
  await waitFor('the job to end', async () => {
    await ask('list-notes', {});
    return client.events.findLast((event) => event.op === 'status')?.['jobs'] === 0;
  });
  expect(client.events.slice(count).filter((event) => event.op === 'cell' && event['noteId'] === noteId)).toEqual([]);
  expect(await states(noteId)).toEqual(['idle']);
  await ask('restore-cell', place);
  expect(await states(noteId)).toEqual(['cancelled', 'idle']);
  expect((await cellsOf(noteId))[0]?.run?.outputs.map((output) => output.kind)).toEqual(['text', 'result']);
});

test('a copy has text, title and settings, and no output', async () => {
  const { noteId, cellIds } = await newNote(
    { ...query(7), title: 'Seven', config: { colWidth: 6.0, title: true } },
    query(8),
  );
  await ask('run-cell', { noteId, cellId: cellIds[0] });
  await whenStates(noteId, ['finished', 'idle']);
  const copy = (await ask('clone-cell', { noteId, cellId: cellIds[0] })) as { cellId: string };
  const [first, second, third] = await cellsOf(noteId);
  expect(second).toEqual({ ...first, id: copy.cellId, status: 'idle', run: null });
  expect(third?.id).toBe(cellIds[1]);
});

test('settings are stored under Zeppelin’s names', async () => {
  const { noteId, cellIds } = await newNote({ ...query(1), title: 'One' }, { text: '%md\nwords' });
  await ask('set-cell', { noteId, cellId: cellIds[0], width: 5.5, wide: true, titleHidden: true, lineNumbers: false });
  await ask('set-cells', { noteId, editorHidden: true, outputHidden: true });
  expect(await cellsOf(noteId)).toMatchObject([
    { width: 5.5, wide: true, titleHidden: true, lineNumbers: false, editorHidden: true, outputHidden: true },
    { width: 12, wide: false, titleHidden: false, lineNumbers: true, editorHidden: false, outputHidden: false },
  ]);
  const note = (await restClient(server)('GET', `/api/notebook/${noteId}`)).json.body as {
    paragraphs: { title?: string; config: unknown }[];
  };
  expect(note.paragraphs[0]).toMatchObject({
    title: 'One',
    config: {
      colWidth: 5.5,
      title: false,
      lineNumbers: false,
      editorHide: true,
      tableHide: true,
      riffle: { wide: true },
    },
  });
  expect(await client.request('set-cell', { noteId, cellId: cellIds[0], width: 13 })).toMatchObject({ ok: false });
});
