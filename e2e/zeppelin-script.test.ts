// A script somebody else wrote for Zeppelin's REST API: plain HTTP calls, nothing of ours.
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
  readonly text: string;
  readonly status: string;
  readonly config: Record<string, unknown>;
  readonly settings: { readonly params: Record<string, unknown>; readonly forms: Record<string, unknown> };
  readonly results?: { readonly code: string; readonly msg: { readonly type: string; readonly data: string }[] };
}
interface ZeppelinNote {
  readonly id: string;
  readonly name: string;
  readonly paragraphs: Paragraph[];
}

const body = async <T>(method: string, path: string, input?: unknown): Promise<T> => {
  const { status, json } = await call(method, `/api${path}`, input);
  expect([method, path, status, json.status]).toEqual([method, path, status, status === 201 ? 'CREATED' : 'OK']);
  return json.body;
};
const refused = async (method: string, path: string, input?: unknown) => {
  const { status, json } = await call(method, `/api${path}`, input);
  return [status, json.status, json.message];
};
const newNote = async (...texts: string[]): Promise<ZeppelinNote> => {
  const name = `/rest/${crypto.randomUUID()}`;
  const id = await body<string>('POST', '/notebook', { name, paragraphs: texts.map((text) => ({ text })) });
  return body<ZeppelinNote>('GET', `/notebook/${id}`);
};
const textsOf = async (id: string) =>
  (await body<ZeppelinNote>('GET', `/notebook/${id}`)).paragraphs.map(({ text }) => text);

test('create, add paragraphs, run, read results, export, import, delete', async () => {
  const id = await body<string>('POST', '/notebook', { name: 'reports/Daily' });
  expect(await body('GET', '/notebook')).toContainEqual({ id, path: '/reports/Daily' });
  const first = await body<string>('POST', `/notebook/${id}/paragraph`, {
    title: 'Numbers',
    text: '%flink.bsql\nSELECT * FROM (VALUES (1, 2), (3, 4)) AS t (a, b)',
    config: { colWidth: 6.0, title: true, results: [{ graph: { mode: 'scatterChart' } }] },
  });
  const second = await body<string>('POST', `/notebook/${id}/paragraph`, { text: '%flink.ssql\nSELECT nonsense' });
  expect(await body('POST', `/notebook/run/${id}/${first}`)).toEqual({
    code: 'SUCCESS',
    msg: [{ type: 'TABLE', data: 'a\tb\n1\t2\n3\t4\n' }],
  });
  const failed = await call('POST', `/api/notebook/run/${id}/${second}`);
  expect([failed.status, failed.json]).toMatchObject([
    500,
    { status: 'INTERNAL_SERVER_ERROR', body: { code: 'ERROR', msg: [{ type: 'TEXT' }] } },
  ]);
  expect(await body('GET', `/notebook/job/${id}`)).toMatchObject([
    { id: first, status: 'FINISHED', progress: '100' },
    { id: second, status: 'ERROR', progress: '0' },
  ]);
  expect(await body('GET', `/notebook/job/${id}/${first}`)).toMatchObject({ id: first, status: 'FINISHED' });

  const exported = (await call('GET', `/api/notebook/export/${id}`)).json as unknown as ZeppelinNote;
  expect(exported.paragraphs[0]).toMatchObject({
    title: 'Numbers',
    config: { colWidth: 6, results: [{ graph: { mode: 'scatterChart' } }] },
    results: { code: 'SUCCESS', msg: [{ type: 'TABLE', data: 'a\tb\n1\t2\n3\t4\n' }] },
  });
  const copy = await body<string>('POST', '/notebook/import?notePath=/reports/Copy', exported);
  expect(await body('POST', '/notebook/getByPath', { notePath: '/reports/Copy' })).toMatchObject({ id: copy });
  const clone = await body<string>('POST', `/notebook/${id}`, { name: '/reports/Clone' });
  expect(await textsOf(clone)).toEqual(await textsOf(id));
  for (const each of [id, copy, clone]) {
    await body('DELETE', `/notebook/${each}`);
  }
  expect(await refused('GET', `/notebook/${id}`)).toEqual([404, 'NOT_FOUND', `There is no note ${id}.`]);
});

test('a note without a name gets one, and names are free of clashes', async () => {
  const ids = [await body<string>('POST', '/notebook'), await body<string>('POST', '/notebook', {})];
  const listed = await body<{ id: string; path: string }[]>('GET', '/notebook');
  expect(ids.map((id) => listed.find((note) => note.id === id)?.path)).toEqual(['/Untitled Note', '/Untitled Note 2']);
});

test('paragraphs change in text, title, configuration and place', async () => {
  const { id, paragraphs } = await newNote('a', 'b', 'c');
  const [a, b] = paragraphs.map((paragraph) => paragraph.id);
  await body('PUT', `/notebook/${id}/paragraph/${a}`, { text: '%md A', title: 'First' });
  expect(await body('PUT', `/notebook/${id}/paragraph/${a}/config`, { colWidth: 4, editorHide: true })).toMatchObject({
    id: a,
    title: 'First',
    config: { colWidth: 4, editorHide: true, enabled: true },
  });
  await body('POST', `/notebook/${id}/paragraph/${a}/move/2`);
  expect(await textsOf(id)).toEqual(['b', 'c', '%md A']);
  await body('DELETE', `/notebook/${id}/paragraph/${b}`);
  expect(await textsOf(id)).toEqual(['c', '%md A']);
  expect(await refused('POST', `/notebook/${id}/paragraph/${a}/move/2`)).toEqual([
    400,
    'BAD_REQUEST',
    'The new place must be a whole number from 0 to 1.',
  ]);
  expect((await refused('PUT', `/notebook/${id}/paragraph/${a}/config`, {}))[0]).toBe(400);
  expect((await refused('GET', `/notebook/${id}/paragraph/none`)).slice(0, 2)).toEqual([404, 'NOT_FOUND']);
});

test('all paragraphs run, and a call may wait for them', async () => {
  const { id } = await newNote('%md text', '%flink.bsql\nSELECT 1 AS a', '%flink.bsql\nSELECT 2 AS b');
  await body('POST', `/notebook/job/${id}?blocking=true`);
  const { paragraphs } = await body<ZeppelinNote>('GET', `/notebook/${id}`);
  expect(paragraphs.map(({ status, results }) => [status, results?.msg[0]?.data])).toEqual([
    ['FINISHED', expect.stringContaining('text')],
    ['FINISHED', 'a\n1\n'],
    ['FINISHED', 'b\n2\n'],
  ]);
  await body('PUT', `/notebook/${id}/clear`);
  const cleared = await body<ZeppelinNote>('GET', `/notebook/${id}`);
  expect(cleared.paragraphs.map(({ status, results }) => [status, results])).toEqual(
    Array.from({ length: 3 }, () => ['READY', undefined]),
  );
});

test('an interpreter that is not there is a failed precondition', async () => {
  const { id, paragraphs } = await newNote('%spark\nval x = 1');
  expect(await refused('POST', `/notebook/job/${id}`)).toEqual([
    412,
    'PRECONDITION_FAILED',
    `${paragraphs[0]?.id}: there is no interpreter %spark.`,
  ]);
});

test('one row in a template is HTML', async () => {
  const { id, paragraphs } = await newNote(
    "%flink.ssql(type=single, template=<b>{1}</b> of {0})\nSELECT * FROM (VALUES ('<all>', 7)) AS t (a, b)",
  );
  expect(await body('POST', `/notebook/run/${id}/${paragraphs[0]?.id}`)).toEqual({
    code: 'SUCCESS',
    msg: [{ type: 'HTML', data: '<b>7</b> of &lt;all&gt;' }],
  });
});

test('a run takes values for forms; they stay, and a password is in no file', async () => {
  const { id, paragraphs } = await newNote(
    "%flink.bsql\nSELECT '${who=you}' AS who, ${n=1,1|2} AS n, $${shared=5} AS shared, CHAR_LENGTH('${password:pw}') AS secret",
  );
  const pid = paragraphs[0]?.id;
  expect(paragraphs[0]?.settings.forms).toEqual({
    who: { type: 'TextBox', name: 'who', defaultValue: 'you', hidden: false },
    n: { type: 'Select', name: 'n', defaultValue: '1', hidden: false, options: [{ value: '1' }, { value: '2' }] },
    pw: { type: 'Password', name: 'pw', defaultValue: '', hidden: false },
  });
  const withoutPassword = await call('POST', `/api/notebook/run/${id}/${pid}`);
  expect(withoutPassword.json.body).toMatchObject({
    code: 'ERROR',
    msg: [{ data: expect.stringContaining('The password "pw" is empty.') }],
  });
  const params = { who: "O'Brien $1 \\", n: 2, shared: '6', pw: 'hunter22' };
  expect(await body('POST', `/notebook/run/${id}/${pid}`, { params })).toEqual({
    code: 'SUCCESS',
    msg: [{ type: 'TABLE', data: "who\tn\tshared\tsecret\nO'Brien $1 \\\t2\t6\t8\n" }],
  });
  // Without values, the ones before.
  expect(await body('POST', `/notebook/run/${id}/${pid}`)).toMatchObject({ code: 'SUCCESS' });
  const exported = (await call('GET', `/api/notebook/export/${id}`)).json as unknown as Record<string, unknown>;
  expect(exported).toMatchObject({
    noteParams: { shared: '6' },
    noteForms: { shared: { type: 'TextBox', defaultValue: '5' } },
    paragraphs: [{ settings: { params: { who: "O'Brien $1 \\", n: '2' } } }],
  });
  expect(JSON.stringify(exported)).not.toContain('hunter22');
});

test('permissions are kept with the note, and guard it', async () => {
  const { id, paragraphs } = await newNote('SELECT 1');
  expect(await body('GET', `/notebook/${id}/permissions`)).toEqual({
    owners: [],
    readers: [],
    runners: [],
    writers: [],
  });
  await body('PUT', `/notebook/${id}/permissions`, { owners: ['alice'], writers: ['alice'] });
  expect(await refused('PUT', `/notebook/${id}/paragraph/${paragraphs[0]?.id}`, { text: 'x' })).toEqual([
    403,
    'FORBIDDEN',
    'The note\'s permissions do not let "anonymous" write it. Allowed: alice. PUT …/permissions changes that.',
  ]);
  await body('POST', `/notebook/run/${id}/${paragraphs[0]?.id}`);
  await body('PUT', `/notebook/${id}/permissions`, { readers: ['bob'] });
  expect(await body('GET', `/notebook/${id}/permissions`)).toEqual({
    owners: ['anonymous'],
    readers: ['bob'],
    runners: ['anonymous'],
    writers: ['anonymous'],
  });
  await body('PUT', `/notebook/${id}/paragraph/${paragraphs[0]?.id}`, { text: 'x' });
});

test('search finds paragraphs by their words', async () => {
  const { id, name, paragraphs } = await newNote('SELECT zebra\nFROM <zoo>', 'SELECT lion');
  expect(await body('GET', '/notebook/search?q=ZEBRA%20zoo')).toEqual([
    {
      id: `${id}/paragraph/${paragraphs[0]?.id}`,
      name,
      snippet: 'SELECT <B>zebra</B>\nFROM &lt;<B>zoo</B>&gt;',
      text: 'SELECT zebra\nFROM <zoo>',
      header: '',
    },
  ]);
  expect(await body('GET', '/notebook/search?q=')).toEqual([]);
});

test('revisions are made, listed, read and brought back', async () => {
  const { id, paragraphs } = await newNote('one');
  const revision = await body<string>('POST', `/notebook/${id}/revision`, { commitMessage: 'first' });
  await body('PUT', `/notebook/${id}/paragraph/${paragraphs[0]?.id}`, { text: 'two' });
  const listed = await body<{ id: string; message: string; time: number }[]>('GET', `/notebook/${id}/revision`);
  expect(listed).toContainEqual({ id: revision, message: 'first', time: expect.any(Number) });
  expect(await body('GET', `/notebook/${id}/revision/${revision}`)).toMatchObject({ paragraphs: [{ text: 'one' }] });
  await body('PUT', `/notebook/${id}/revision/${revision}`);
  expect(await textsOf(id)).toEqual(['one']);
});

test('a schedule is refused in a sentence, and what a note says of one is given out', async () => {
  const { id } = await newNote('SELECT 1');
  expect((await refused('POST', `/notebook/cron/${id}`, { cron: '0 0/5 * * * ?' })).slice(0, 2)).toEqual([
    403,
    'FORBIDDEN',
  ]);
  expect(await body('GET', `/notebook/cron/${id}`)).toEqual({ cron: null, releaseResource: null });
  await body('DELETE', `/notebook/cron/${id}`);
});

test('the version, the interpreters and a new start of them', async () => {
  expect(await body('GET', '/version')).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  const settings = await body<{ id: string; interpreterGroup: { name: string }[] }[]>('GET', '/interpreter/setting');
  expect(settings.map(({ id, interpreterGroup }) => [id, interpreterGroup.map(({ name }) => name)])).toEqual([
    ['flink', ['ssql', 'bsql']],
    ['md', ['markdown']],
  ]);
  const { id, paragraphs } = await newNote('CREATE TEMPORARY VIEW v AS SELECT 1 AS a', 'SELECT a FROM v');
  await body('POST', `/notebook/job/${id}?blocking=true`);
  await body('PUT', '/interpreter/setting/restart/flink', { noteId: id });
  const gone = await call('POST', `/api/notebook/run/${id}/${paragraphs[1]?.id}`);
  expect(gone.json.body).toMatchObject({ code: 'ERROR' });
  expect((await refused('PUT', '/interpreter/setting/restart/spark'))[0]).toBe(404);
  expect((await refused('GET', '/no/such/thing')).slice(0, 2)).toEqual([404, 'NOT_FOUND']);
});

test('stop ends what runs', async () => {
  const { id, paragraphs } = await newNote(
    "CREATE TEMPORARY TABLE ticks (n INT) WITH ('connector' = 'datagen', 'rows-per-second' = '20')",
    'SELECT COUNT(*) AS c FROM ticks',
  );
  await body('POST', `/notebook/job/${id}`);
  const last = paragraphs[1]?.id;
  const status = async () => (await body<Paragraph>('GET', `/notebook/${id}/paragraph/${last}`)).status;
  await waitFor('the stream to run', async () => (await status()) === 'RUNNING');
  await body('DELETE', `/notebook/job/${id}/${last}`);
  await waitFor('the stream to stop', async () => (await status()) === 'ABORT');
});
