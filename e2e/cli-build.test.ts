import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateApplicationCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import { readPackage } from '@riffle/applications';
import { BucketStore } from '@riffle/aws';
import { systemClock } from '@riffle/base';
import { parseNoteDocument } from '@riffle/note-model';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildNote } from '../apps/server/src/aws/build-note.ts';
import { analyticsClient, ROLE, sdkOptions } from './support/applications.ts';
import { aws } from './support/aws-cli.ts';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';
import { linesIn } from './support/streams.ts';
import { waitFor } from './support/wait-for.ts';

const run = promisify(execFile);
const RIFFLE = join(import.meta.dirname, '..', 'apps', 'cli', 'bin', 'riffle.mjs');
let server: RiffleServer;
let folder: string;

beforeAll(async () => {
  server = await startRiffle();
  folder = await mkdtemp(join(tmpdir(), 'riffle-build-'));
});
afterAll(async () => {
  await server.remove();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

async function riffle(...args: string[]): Promise<Ended> {
  const options = { cwd: folder, env: { ...process.env, RIFFLE_HOME: server.home } };
  try {
    const { stdout, stderr } = await run(process.execPath, [RIFFLE, ...args], options);
    return { code: 0, out: stdout, errors: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, errors: stderr };
  }
}

const sourceOf = (out: string): string => `CREATE TABLE ticks (id INT) WITH ('connector' = 'datagen',
  'rows-per-second' = '1000', 'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '5');
CREATE TABLE copies (id INT) WITH ('connector' = 'filesystem', 'path' = '${out}', 'format' = 'json');
INSERT INTO copies SELECT id FROM ticks;
`;

function noteOf(...texts: string[]): string {
  const paragraphs = texts.map((text, i) => ({ id: `p${i}`, text, config: {}, settings: {}, status: 'READY' }));
  return JSON.stringify({ id: '2AAAAAAAA', name: 'Copies', paragraphs });
}

test('a note is built, the same bytes each time, and runs from a bucket and as it is', async () => {
  const rows = join(folder, 'rows');
  await writeFile(join(folder, 'copies.sql'), sourceOf(rows));
  const built = await riffle('build', 'copies.sql');
  expect(built).toMatchObject({ code: 0, out: expect.stringMatching(/^copies\.zip: \d+ bytes\n$/) });
  await riffle('build', 'copies.sql', '--out', 'again.zip');
  const zip = await readFile(join(folder, 'copies.zip'));
  expect(zip.equals(await readFile(join(folder, 'again.zip')))).toBe(true);
  expect(readPackage(zip).manifest.createdBy).toMatch(/^riffle \d/);

  await aws(server.awsEnvironment, 's3', 'mb', 's3://built');
  await aws(server.awsEnvironment, 's3', 'cp', join(folder, 'copies.zip'), 's3://built/copies.zip');
  const create = (name: string, content: object) =>
    aws(
      server.awsEnvironment,
      'kinesisanalyticsv2',
      'create-application',
      '--application-name',
      name,
      '--runtime-environment',
      'FLINK-1_20',
      '--service-execution-role',
      ROLE,
      '--application-configuration',
      JSON.stringify({ ApplicationCodeConfiguration: { CodeContentType: 'ZIPFILE', CodeContent: content } }),
    );
  await create('bucket', { S3ContentLocation: { BucketARN: 'arn:aws:s3:::built', FileKey: 'copies.zip' } });
  // The aws command line of this version sends no bytes inside JSON.
  await analyticsClient(server).send(
    new CreateApplicationCommand({
      ApplicationName: 'inline',
      RuntimeEnvironment: 'FLINK-1_20',
      ServiceExecutionRole: ROLE,
      ApplicationConfiguration: {
        ApplicationCodeConfiguration: { CodeContentType: 'ZIPFILE', CodeContent: { ZipFileContent: zip } },
      },
    }),
  );
  await writeFile(join(folder, 'any.jar'), zipSync({ 'META-INF/MANIFEST.MF': strToU8('') }));
  await aws(server.awsEnvironment, 's3', 'cp', join(folder, 'any.jar'), 's3://built/any.jar');
  await expect(
    create('jar', { S3ContentLocation: { BucketARN: 'arn:aws:s3:::built', FileKey: 'any.jar' } }),
  ).rejects.toThrow(/is a JAR, which needs a Flink cluster/);
  for (const name of ['bucket', 'inline']) {
    await aws(server.awsEnvironment, 'kinesisanalyticsv2', 'start-application', '--application-name', name);
    await waitFor(`rows of ${name}`, () => linesIn(rows).length === (name === 'bucket' ? 5 : 10), 60_000);
  }
}, 240_000);

test('what blocks is named with its place, and nothing is written', async () => {
  const texts = ['%md\nhello', '%flink.ssql\nSELECT 1', '%flink.ssql\n\nINSERT INTO nowhere SELECT 1'];
  await writeFile(join(folder, 'blocked.zpln'), noteOf(...texts));
  const { code, out, errors } = await riffle('build', 'blocked.zpln');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(errors).toContain('blocks  The SQL compiles: paragraph 3, line 3:');
  expect(errors).toContain('paragraph 2, line 2: A SELECT shows something to a person');
  expect(errors).toContain('blocked.zpln cannot be built yet.');
  await expect(stat(join(folder, 'blocked.zip'))).rejects.toThrow('ENOENT');
  const check = await riffle('check', 'blocked.zpln');
  expect(check).toMatchObject({
    code: 1,
    out: expect.stringContaining('blocks  The SQL compiles: paragraph 3, line 3'),
  });
}, 60_000);

test('properties a program needs are given in a file', async () => {
  const sql = sourceOf(join(folder, 'x')).replace("'filesystem'", "'${property:Out.connector}'");
  await writeFile(join(folder, 'properties.sql'), sql);
  expect((await riffle('build', 'properties.sql')).errors).toContain('no property for ${property:Out.connector}');
  await writeFile(join(folder, 'p.json'), '[{"PropertyGroupId": "Out", "PropertyMap": {"connector": "filesystem"}}]');
  expect(await riffle('build', 'properties.sql', '--properties', 'p.json')).toMatchObject({ code: 0 });
  await writeFile(join(folder, 'p.json'), '{"Out": 1}');
  expect(await riffle('build', 'properties.sql', '--properties', 'p.json')).toMatchObject({
    code: 2,
    errors: expect.stringContaining('p.json holds no runtime properties.'),
  });
}, 60_000);

test('the server builds a note into a bucket, which it makes', async () => {
  const buckets = await BucketStore.open(join(folder, 'buckets'), systemClock);
  const surroundings = { buckets, aws: sdkOptions(server), version: '1' };
  const noteNamed = (text: string) => ({
    notes: { document: async () => parseNoteDocument(noteOf(text), { id: '', name: '' }) },
    noteId: 'n',
    database: 'default',
    bucket: 'notes',
    key: 'copies/1.zip',
  });
  expect((await buildNote(noteNamed('%flink.ssql\nSELECT 1'), surroundings)).code).toBeNull();
  expect(buckets.buckets()).toEqual([]);
  const { code } = await buildNote(noteNamed(`%flink.ssql\n${sourceOf('/tmp/x')}`), surroundings);
  const stored = await buckets.readAll('notes', 'copies/1.zip');
  expect(code).toEqual({ bucketArn: 'arn:aws:s3:::notes', key: 'copies/1.zip', bytes: stored.length });
  expect(readPackage(stored).manifest.createdBy).toBe('riffle 1');
  buckets.close();
});
