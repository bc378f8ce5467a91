import { afterAll, beforeAll, expect, test } from 'vitest';
import { restClient } from './support/rest-client.ts';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';
import { type Message, SocketClient } from './support/socket-client.ts';
import { waitFor } from './support/wait-for.ts';

let server: RiffleServer;
let call: ReturnType<typeof restClient>;
beforeAll(async () => {
  server = await startRiffle();
  call = restClient(server);
});
afterAll(() => server.remove());

async function connect(): Promise<SocketClient> {
  const client = new SocketClient(server);
  await client.ready();
  return client;
}

async function newNote(text: string): Promise<{ noteId: string; cellId: string }> {
  const noteId = (await call('POST', '/api/notebook', { name: `/s/${crypto.randomUUID()}`, paragraphs: [{ text }] }))
    .json.body as string;
  const { paragraphs } = (await call('GET', `/api/notebook/${noteId}`)).json.body as { paragraphs: { id: string }[] };
  return { noteId, cellId: paragraphs[0]?.id ?? '' };
}

test('an edit on an old revision is a conflict that changes nothing; both texts are there', async () => {
  const [one, two] = [await connect(), await connect()];
  const place = await newNote('SELECT 1');
  await one.request('open-note', { noteId: place.noteId });
  await two.request('open-note', { noteId: place.noteId });
  expect(await one.request('edit-cell', { ...place, baseRevision: 0, text: 'SELECT 2' })).toMatchObject({
    ok: true,
    body: { revision: 1 },
  });
  expect(await two.request('edit-cell', { ...place, baseRevision: 0, text: 'SELECT 3' })).toMatchObject({
    ok: false,
    error: { code: 'conflict', cell: { text: 'SELECT 2', revision: 1 } },
  });
  // The other client heard of the first edit.
  expect(two.events).toContainEqual(
    expect.objectContaining({ op: 'cell', cell: expect.objectContaining({ text: 'SELECT 2' }) }),
  );
  one.close();
  two.close();
});

test('what was acknowledged is there after kill -9', async () => {
  const home = server.home;
  const client = await connect();
  const place = await newNote('before');
  await client.request('edit-cell', { ...place, baseRevision: 0, text: 'acknowledged' });
  await server.stop('SIGKILL');
  server = await startRiffle({ home });
  call = restClient(server);
  const paragraph = (await call('GET', `/api/notebook/${place.noteId}/paragraph/${place.cellId}`)).json.body;
  expect(paragraph).toMatchObject({ text: 'acknowledged' });
});

test('a client that comes back with its version gets what it missed, a new one the whole view', async () => {
  const place = await newNote(`%flink.ssql
CREATE TEMPORARY TABLE ticks (n INT) WITH ('connector' = 'datagen', 'rows-per-second' = '20',
  'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '1000000');
SELECT n FROM ticks`);
  const first = await connect();
  await first.request('open-note', { noteId: place.noteId });
  await first.request('run-cell', place);
  const resultId = await waitFor('the result', () => {
    const cell = first.events.findLast((event) => event.op === 'cell')?.['cell'] as
      | { run: { outputs: { kind: string; resultId: string }[] } | null }
      | undefined;
    return cell?.run?.outputs.find((output) => output.kind === 'result')?.resultId;
  });
  await first.request('watch-result', { resultId });
  const delta = await waitFor('a delta', () => first.events.find((event) => event.op === 'result-delta'));
  const version = delta['to'] as number;
  first.close();

  const again = await connect();
  await again.request('watch-result', { resultId, version });
  const next = await waitFor('the missed delta', () => again.events.find((event) => event.op === 'result-delta'));
  expect(next).toMatchObject({ from: version });
  expect(again.events.some((event) => event.op === 'result-reset')).toBe(false);

  const fresh = await connect();
  await fresh.request('watch-result', { resultId });
  const reset = fresh.events.find((event) => event.op === 'result-reset') as Message & { rows: [number, string[]][] };
  expect(reset.rows.slice(0, 2)).toEqual([
    [0, ['1']],
    [1, ['2']],
  ]);
  await fresh.request('stop-cell', place);
  again.close();
  fresh.close();
});

test('the cap of a view is set, and shown', async () => {
  const place = await newNote('%flink.ssql(type=append)\nSELECT * FROM (VALUES (1), (2), (3), (4)) AS t (n)');
  const client = await connect();
  await client.request('open-note', { noteId: place.noteId });
  await client.request('run-cell', place);
  const cell = await waitFor('the end', () => {
    const found = client.events.findLast((event) => event.op === 'cell')?.['cell'] as
      | { status: string; run: { outputs: { resultId: string }[] } }
      | undefined;
    return found?.status === 'finished' && found;
  });
  await client.request('watch-result', { resultId: cell.run.outputs[0]?.resultId });
  expect(client.events.find((event) => event.op === 'result-reset')).toMatchObject({
    counts: { rows: 4, received: 4, cap: 1000, dropped: 0 },
  });
  client.close();
});

test('nonsense on the socket ends that connection or answers an error, and no other notices', async () => {
  const other = await connect();
  const client = await connect();
  expect(await client.request('no-such-thing', {})).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
  expect(await client.request('edit-cell', { noteId: 7 })).toMatchObject({
    ok: false,
    error: { code: 'invalid-request' },
  });
  expect(await client.request('toString', {})).toMatchObject({ ok: false });
  client.send('{"id":');
  await client.closed();
  const large = await connect();
  large.send(`{"id":1,"op":"list-notes","body":"${'x'.repeat(11_000_000)}"}`);
  await large.closed();
  expect(await other.request('list-notes', {})).toMatchObject({ ok: true });
  other.close();
});

test('a killed interpreter leaves its cells in a clear state and starts again with the next run', async () => {
  const place = await newNote('%flink.ssql\nSELECT ticker FROM examples.stocks');
  const client = await connect();
  await client.request('open-note', { noteId: place.noteId });
  await client.request('run-cell', place);
  const statusOf = (): string | undefined =>
    (client.events.findLast((event) => event.op === 'cell')?.['cell'] as { status: string } | undefined)?.status;
  await waitFor('the run', () => statusOf() === 'live');
  const { familyOf } = await import('./support/processes.ts');
  for (const pid of familyOf(server.process.pid ?? 0).slice(1)) {
    process.kill(pid, 'SIGKILL');
  }
  await waitFor('the cell to freeze', () => statusOf() === 'frozen');
  await waitFor('the word', () =>
    client.events.some((event) => event.op === 'interpreter' && event['state'] === 'failed'),
  );
  await client.request('run-cell', place);
  await waitFor('the run to go on', () => statusOf() === 'live');
  await client.request('stop-cell', place);
  await waitFor('the end', () => statusOf() === 'cancelled');
  client.close();
});
