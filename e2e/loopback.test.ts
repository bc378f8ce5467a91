import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { restClient } from './support/rest-client.ts';
import { startRiffle } from './support/riffle-server.ts';
import { waitFor } from './support/wait-for.ts';

const GUARD = pathToFileURL(join(import.meta.dirname, 'support', 'loopback-guard.mjs')).href;
let folder: string;
let log: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loopback-'));
  log = join(folder, 'network.log');
  await writeFile(log, '');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the guard sees a connection that would leave this machine', async () => {
  const script = "require('node:net').connect(9, '192.0.2.1').on('error', () => 0).destroy()";
  execFileSync(process.execPath, ['--import', GUARD, '-e', script], {
    env: { ...process.env, RIFFLE_TEST_NETWORK_LOG: log },
  });
  expect(await readFile(log, 'utf8')).toBe('192.0.2.1:9\n');
});

test('no process of the server connects to anything but this machine, whatever AWS settings the user has', async () => {
  const server = await startRiffle({
    env: {
      NODE_OPTIONS: `--import=${GUARD}`,
      RIFFLE_TEST_NETWORK_LOG: log,
      AWS_ENDPOINT_URL: 'http://192.0.2.2:1',
      AWS_ACCESS_KEY_ID: 'AKIAUSERSOWNKEY',
      AWS_SECRET_ACCESS_KEY: 'users-own-secret',
      AWS_REGION: 'eu-central-1',
    },
  });
  try {
    const call = restClient(server);
    const text = '%flink.ssql\nSELECT ticker, price FROM examples.stocks';
    const noteId = (await call('POST', '/api/notebook', { name: '/net', paragraphs: [{ text }] })).json.body as string;
    const note = (await call('GET', `/api/notebook/${noteId}`)).json.body as { paragraphs: { id: string }[] };
    const path = `${noteId}/${note.paragraphs[0]?.id}`;
    await call('POST', `/api/notebook/job/${path}`);
    await waitFor('rows from the stream', async () => {
      const { body } = (await call('GET', `/api/notebook/${noteId}/paragraph/${note.paragraphs[0]?.id}`)).json;
      const { results } = body as { results?: { msg: { data: string }[] } };
      return (results?.msg[0]?.data.split('\n').length ?? 0) > 3;
    });
    expect(await readFile(log, 'utf8')).toBe('');
  } finally {
    await server.remove();
  }
});
