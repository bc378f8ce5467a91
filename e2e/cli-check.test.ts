import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'riffle-check-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** `riffle check` on a home where no server has ever run. */
function check(...args: string[]): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(
      join(ROOT, 'node_modules/.riffle/node'),
      [join(ROOT, 'apps/cli/src/main.ts'), 'check', ...args],
      { env: { ...process.env, RIFFLE_HOME: join(folder, 'home') } },
      (error, out, errors) => resolve({ code: Number(error?.code ?? 0), out, error: errors }),
    );
  });
}

async function writeNote(name: string, ...texts: string[]): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, JSON.stringify({ id: '2AAAAAAAA', name, paragraphs: texts.map((text) => ({ text })) }));
  return file;
}

const TABLES = `%flink.ssql
CREATE TABLE s (a INT) WITH ('connector' = 'datagen');
CREATE TABLE t (a INT) WITH ('connector' = 'blackhole');`;

test('a note that can be deployed, with what is left out of it', async () => {
  const file = await writeNote('good.zpln', '%md # Title', TABLES, '%flink.ssql\nINSERT INTO t SELECT a FROM s');
  const { code, out } = await check(file);
  expect(code).toBe(0);
  expect(out.split('\n').filter((line) => line.startsWith('ok'))).toHaveLength(15);
  expect(out).toContain('Left out:\n  paragraph 1, line 1: Markdown is for readers.\n');
  expect(out).toContain(`${file} can be deployed.`);
});

test('one that cannot says where, also as JSON', async () => {
  const file = await writeNote(
    'bad.zpln',
    TABLES,
    '%flink.pyflink\nz.show(1)',
    '%flink.ssql\nINSERT INTO t SELECT a FROM s',
  );
  const { code, out } = await check(file);
  expect(code).toBe(1);
  expect(out.split('\n').filter((line) => line.startsWith('blocks'))).toEqual([
    'blocks  No Zeppelin context: paragraph 2, line 2: An application has no Zeppelin context: remove what uses z.',
    'blocks  Runs on the embedded engine: paragraph 2, line 1: Python paragraphs do not run as an application here: write this in SQL, or disable the paragraph.',
  ]);
  const json = await check(file, '--json');
  expect(JSON.parse(json.out)).toMatchObject({ deployable: false, skipped: [] });
});

test('mistakes on the command line', async () => {
  expect(await check()).toMatchObject({ code: 2, error: expect.stringContaining('riffle check NOTE.zpln') });
  expect(await check(join(folder, 'absent.zpln'))).toMatchObject({ code: 1, out: '' });
  const file = join(folder, 'text.zpln');
  await writeFile(file, 'not JSON');
  expect(await check(file)).toMatchObject({ code: 1, error: expect.stringContaining('The file is not JSON.') });
});
