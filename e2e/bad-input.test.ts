import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restClient } from './support/rest-client.ts';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';

let server: RiffleServer;
let call: ReturnType<typeof restClient>;
beforeAll(async () => {
  server = await startRiffle();
  call = restClient(server);
});
afterAll(() => server.remove());

interface Results {
  readonly code: string;
  readonly msg: readonly { readonly type: string; readonly data: string }[];
}

async function runOne(text: string): Promise<Results> {
  const id = (await call('POST', '/api/notebook', { name: `/bad/${crypto.randomUUID()}`, paragraphs: [{ text }] })).json
    .body as string;
  const note = (await call('GET', `/api/notebook/${id}`)).json.body as { paragraphs: { id: string }[] };
  return (await call('POST', `/api/notebook/run/${id}/${note.paragraphs[0]?.id}`)).json.body;
}

test.each([
  ['%flink.ssql\nSELECT *\nFROM nowhere', '3:6: ', 'nowhere'],
  ['%flink.ssql\nSELECT prise FROM (VALUES (1)) AS t (price)', '2:8: ', 'price'],
  ['%flink.ssql\nSELECT LOWR(name) FROM (VALUES (1)) AS t (name)', '2:8: ', 'LOWER'],
  ['%flink.ssql\nSELEC 1', '2:1: ', 'SELECT'],
  ['%flink.ssql(type=sideways)\nSELECT 1', '1:13: ', 'append, update or single'],
  ['%flink.nothing\nSELECT 1', '1:1: ', '%flink.ssql'],
])('%j fails with its place and what to do', async (text, place, advice) => {
  const { code, msg } = await runOne(text);
  expect(code).toBe('ERROR');
  expect(msg[0]?.data).toMatch(new RegExp(`^${place}`));
  expect(msg[0]?.data).toContain(advice);
});

test('a malformed row fails the query and says where it stands, or is skipped when the option says so', async () => {
  const folder = join(server.home, 'rows');
  await mkdir(folder);
  await writeFile(join(folder, 'rows.json'), '{"n": 1}\n{"n": oops}\n{"n": 3}\n');
  const table = (name: string, more: string): string => `%flink.ssql
CREATE TEMPORARY TABLE ${name} (n INT)
WITH ('connector' = 'filesystem', 'path' = '${folder}', 'format' = 'json'${more});
SELECT n FROM ${name}`;
  const failed = await runOne(table('strict_rows', ''));
  expect(failed.code).toBe('ERROR');
  const problem = failed.msg.at(-1)?.data ?? '';
  expect(problem).toContain('rows.json');
  expect(problem).toContain('oops');
  expect(problem).toContain('json.ignore-parse-errors');
  const skipped = await runOne(table('lenient_rows', ", 'json.ignore-parse-errors' = 'true'"));
  expect(skipped).toMatchObject({ code: 'SUCCESS' });
  expect(skipped.msg.at(-1)?.data).toBe('n\n1\n3\n');
});

test('a paragraph of ten megabytes is refused, and nothing else notices', async () => {
  const text = `%flink.ssql\nSELECT '${'x'.repeat(10_000_000)}'`;
  const id = (await call('POST', '/api/notebook', { name: '/bad/large', paragraphs: [{ text: 'SELECT 1' }] })).json
    .body as string;
  const answer = await call('POST', `/api/notebook/${id}/paragraph`, { text });
  expect(answer.status).toBe(413);
  expect(answer.json.message).toContain('at most 5 million');
  expect(await runOne('%flink.ssql\nSELECT 2 AS two')).toEqual({
    code: 'SUCCESS',
    msg: [{ type: 'TABLE', data: 'two\n2\n' }],
  });
});

test('a note file that is not JSON hides only itself', async () => {
  await writeFile(join(server.home, 'notes', 'default', 'broken_2BRKNNTEA.zpln'), '{ "paragraphs": [');
  const listed = (await call('GET', '/api/notebook')).json.body as { id: string }[];
  expect(listed.map(({ id }) => id)).toContain('2BRKNNTEA');
  const opened = await call('GET', '/api/notebook/2BRKNNTEA');
  expect(opened.json.message).toBe('/broken cannot be opened. The file is not JSON.');
  expect((await runOne('%flink.ssql\nSELECT 3')).code).toBe('SUCCESS');
});
