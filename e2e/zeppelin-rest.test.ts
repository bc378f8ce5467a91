import { afterAll, beforeAll, expect, test } from 'vitest';
import { restClient } from './support/rest-client.ts';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';
import { waitFor } from './support/wait-for.ts';

let server: RiffleServer;
let call: ReturnType<typeof restClient>;
beforeAll(async () => {
  server = await startRiffle();
  call = restClient(server);
});
afterAll(() => server.remove());

interface Paragraph {
  readonly id: string;
  readonly title?: string;
  readonly text: string;
  readonly status: string;
  readonly config: Record<string, unknown>;
  readonly results?: { readonly code: string; readonly msg: { readonly type: string; readonly data: string }[] };
}

async function newNote(name: string, ...texts: string[]): Promise<{ id: string; paragraphs: string[] }> {
  const created = await call('POST', '/api/notebook', { name, paragraphs: texts.map((text) => ({ text })) });
  expect(created.status).toBe(200);
  const id = created.json.body as string;
  const note = (await call('GET', `/api/notebook/${id}`)).json.body as { paragraphs: Paragraph[] };
  return { id, paragraphs: note.paragraphs.map((paragraph) => paragraph.id) };
}

const paragraph = async (noteId: string, id: string): Promise<Paragraph> =>
  (await call('GET', `/api/notebook/${noteId}/paragraph/${id}`)).json.body;

test('a script creates, runs, reads and exports a note', async () => {
  const note = await newNote('/scripts/First', "%flink.ssql\nSELECT 1 AS n, 'a' AS letter", '%md # Done');
  const ran = await call('POST', `/api/notebook/run/${note.id}/${note.paragraphs[0]}`);
  expect(ran.json).toEqual({
    status: 'OK',
    message: '',
    body: { code: 'SUCCESS', msg: [{ type: 'TABLE', data: 'n\tletter\n1\ta\n' }] },
  });
  expect(await paragraph(note.id, note.paragraphs[0] ?? '')).toMatchObject({ status: 'FINISHED' });

  const exported = await call('GET', `/api/notebook/export/${note.id}`);
  expect(exported.json).toMatchObject({ name: 'First', id: note.id });
  const imported = await call('POST', '/api/notebook/import', exported.json);
  const copy = imported.json.body as string;
  expect(copy).not.toBe(note.id);
  const { paragraphs } = (await call('GET', `/api/notebook/${copy}`)).json.body as { paragraphs: Paragraph[] };
  expect(paragraphs.map(({ text, status, results }) => [text, status, results?.msg[0]?.data])).toEqual([
    ["%flink.ssql\nSELECT 1 AS n, 'a' AS letter", 'FINISHED', 'n\tletter\n1\ta\n'],
    ['%md # Done', 'READY', undefined],
  ]);
  const listed = (await call('GET', '/api/notebook')).json.body as { id: string; path: string }[];
  expect(listed).toContainEqual({ id: note.id, path: '/scripts/First' });
});

test('while a stream runs, its current view is read as a table, and it stops when asked', async () => {
  const note = await newNote(
    '/scripts/Live',
    `%flink.ssql
CREATE TEMPORARY TABLE numbers (n INT) WITH ('connector' = 'datagen', 'rows-per-second' = '50',
  'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '1000000')`,
    '%flink.ssql\nSELECT n FROM numbers',
    '%flink.ssql(type=update)\nSELECT COUNT(*) AS c FROM numbers',
  );
  expect((await call('POST', `/api/notebook/job/${note.id}`)).json.status).toBe('OK');
  const [, rows = '', count = ''] = note.paragraphs;
  const dataOf = async (id: string): Promise<string> => (await paragraph(note.id, id)).results?.msg[0]?.data ?? '';
  await waitFor('rows', async () => (await dataOf(rows)).startsWith('n\n1\n2\n3\n'));
  const first = await waitFor('a count', async () => /^c\n\d+\n$/.test(await dataOf(count)) && dataOf(count));
  await waitFor('a higher count', async () => (await dataOf(count)) !== first);
  expect(await paragraph(note.id, count)).toMatchObject({ status: 'RUNNING' });

  const asked = performance.now();
  await call('DELETE', `/api/notebook/job/${note.id}`);
  await waitFor('both to stop', async () => {
    const states = await Promise.all([rows, count].map((id) => paragraph(note.id, id)));
    return states.every(({ status }) => status === 'ABORT');
  });
  expect(performance.now() - asked).toBeLessThan(1000);
  expect((await dataOf(rows)).length).toBeGreaterThan(5);
});

test('paragraphs are added, changed, moved and removed', async () => {
  const note = await newNote('/scripts/Edit', 'one');
  const added = await call('POST', `/api/notebook/${note.id}/paragraph`, { title: 'T', text: 'two', index: 0 });
  expect(added.status).toBe(201);
  const id = added.json.body as string;
  await call('PUT', `/api/notebook/${note.id}/paragraph/${id}`, { text: '%md 2', title: 'Two' });
  expect(await paragraph(note.id, id)).toMatchObject({ text: '%md 2', title: 'Two', status: 'READY' });
  await call('POST', `/api/notebook/${note.id}/paragraph/${id}/move/1`);
  await call('PUT', `/api/notebook/${note.id}/rename`, { name: '/scripts/Renamed' });
  const read = async () =>
    (await call('GET', `/api/notebook/${note.id}`)).json.body as { name: string; paragraphs: Paragraph[] };
  expect((await read()).paragraphs.map(({ text }) => text)).toEqual(['one', '%md 2']);
  await call('DELETE', `/api/notebook/${note.id}/paragraph/${id}`);
  expect(await read()).toMatchObject({ name: 'Renamed', paragraphs: [{ text: 'one' }] });
  await call('DELETE', `/api/notebook/${note.id}`);
  expect((await call('GET', `/api/notebook/${note.id}`)).status).toBe(404);
});

test.each([
  ['GET', '/api/notebook/2NOSUCHID', undefined, 404, 'There is no note 2NOSUCHID.'],
  ['PUT', '/api/notebook/2NOSUCHID/rename', {}, 400, 'The request needs "name", a text.'],
  ['POST', '/api/notebook', '{ "name": ', 400, 'The request cannot be read'],
  ['POST', '/api/notebook', { name: '../../etc/passwd' }, 400, 'cannot be the name of a note'],
  ['POST', '/api/notebook/import', '[1, 2]', 400, 'must be an object'],
])('%s %s with %j answers %i', async (method, path, body, status, message) => {
  const answer = await call(method, path, body);
  expect(answer.status).toBe(status);
  expect(answer.json.message).toContain(message);
  // The server goes on.
  expect((await call('GET', '/api/notebook')).status).toBe(200);
});
