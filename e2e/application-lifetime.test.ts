import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DeleteStreamCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import {
  CreateApplicationCommand,
  DescribeApplicationOperationCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  analyticsClient,
  createStreaming,
  packageOf,
  ROLE,
  runnerPid,
  sdkOptions,
  start,
  statusOf,
  stop,
  waitForOperation,
  waitForStatus,
} from './support/applications.ts';
import { stillRunning } from './support/processes.ts';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';
import { createStream, putRecords, rowsIn } from './support/streams.ts';
import { waitFor } from './support/wait-for.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..');

let server: RiffleServer;
let output: string;

beforeAll(async () => {
  server = await startRiffle();
  output = await mkdtemp(join(tmpdir(), 'riffle-output-'));
});
afterAll(async () => {
  await server.remove();
  await rm(output, { recursive: true, force: true });
});

function counting(stream: string, folder: string): string {
  return `CREATE TABLE source (ticker STRING, pt AS PROCTIME()) WITH (
  'connector' = 'kinesis', 'stream' = '${stream}', 'aws.region' = 'us-east-1',
  'scan.stream.initpos' = 'TRIM_HORIZON', 'format' = 'json');
CREATE TABLE sink (ticker STRING, n BIGINT) WITH ('connector' = 'filesystem', 'path' = '${folder}', 'format' = 'json');
INSERT INTO sink SELECT ticker, COUNT(*) OVER (PARTITION BY ticker ORDER BY pt) FROM source;`;
}

const put = (stream: string, ticker: string): Promise<void> =>
  putRecords(server, stream, [{ key: 'k', value: { ticker } }]);

const counts = (folder: string): number[] => rowsIn(folder).map((row) => (row as { n: number }).n);
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

async function expectCounts(folder: string, n: number): Promise<void> {
  await waitFor(`${n} rows`, () => counts(folder).length >= n, 60_000);
  expect(counts(folder)).toEqual(upTo(n));
}

const log = (name: string): string =>
  readFileSync(join(server.home, 'applications', `application-${name}`, 'logs', 'application.log'), 'utf8');

test('an application lives on without the server, is found again, and is started again when it dies', async () => {
  const folder = join(output, 'alive');
  await createStream(server, 'alive');
  await createStreaming(analyticsClient(server), 'alive', { checkpointMs: 200, sql: counting('alive', folder) });
  await start(analyticsClient(server), 'alive');
  await put('alive', 'A');
  await expectCounts(folder, 1);
  const pid = runnerPid(server.home, 'alive');

  await server.stop('SIGKILL');
  expect(stillRunning([pid])).toEqual([pid]);
  // Another port: the application hears where its streams are now.
  server = await startRiffle({ home: server.home });
  expect(await statusOf(analyticsClient(server), 'alive')).toBe('RUNNING');
  await put('alive', 'A');
  await expectCounts(folder, 2);
  expect(runnerPid(server.home, 'alive')).toBe(pid);

  process.kill(pid, 'SIGKILL');
  await waitFor('another process', () => runnerPid(server.home, 'alive') !== pid, 30_000);
  await put('alive', 'A');
  await expectCounts(folder, 3);
  const second = runnerPid(server.home, 'alive');

  // It dies while no server is there to see it.
  await server.stop('SIGTERM');
  process.kill(second, 'SIGKILL');
  server = await startRiffle({ home: server.home });
  await put('alive', 'A');
  await expectCounts(folder, 4);
  expect(await statusOf(analyticsClient(server), 'alive')).toBe('RUNNING');
  await stop(analyticsClient(server), 'alive');
}, 180_000);

test('a damaged newest checkpoint is passed over, and the log says so', async () => {
  const folder = join(output, 'damaged');
  await createStream(server, 'damaged');
  await createStreaming(analyticsClient(server), 'damaged', { checkpointMs: 100, sql: counting('damaged', folder) });
  await start(analyticsClient(server), 'damaged');
  await put('damaged', 'A');
  await expectCounts(folder, 1);
  const checkpoints = join(server.home, 'applications', 'application-damaged', 'checkpoints');
  const [runFolder = ''] = await readdir(checkpoints);
  const numbers = async (): Promise<number[]> =>
    (await readdir(join(checkpoints, runFolder)))
      .flatMap((name) => Number(/^chk-(\d+)\.checkpoint$/.exec(name)?.[1] ?? []))
      .sort((a, b) => a - b);
  // The row must be in the checkpoint before the damaged one too.
  const committed = (await numbers()).at(-1) ?? 0;
  await waitFor('two more checkpoints', async () => ((await numbers()).at(-1) ?? 0) >= committed + 2, 30_000);
  const pid = runnerPid(server.home, 'damaged');
  // Nobody may start it again before its checkpoint is damaged.
  await server.stop('SIGKILL');
  process.kill(pid, 'SIGKILL');
  const newest = (await numbers()).at(-1) ?? 0;
  await writeFile(join(checkpoints, runFolder, `chk-${newest}.checkpoint`), 'RIFFLECK and then nothing');
  server = await startRiffle({ home: server.home });
  await waitFor('another process', () => runnerPid(server.home, 'damaged') !== pid, 30_000);
  await waitFor('the log', () => log('damaged').includes(`Checkpoint ${newest} was passed over`), 30_000);
  await put('damaged', 'A');
  await expectCounts(folder, 2);
  await stop(analyticsClient(server), 'damaged');
}, 120_000);

test('a start that cannot work says why, one that hangs is stopped by force, and a stream can come later', async () => {
  const client = analyticsClient(server);
  const folder = join(output, 'absent');
  await createStreaming(client, 'absent', { sql: counting('absent', folder) });
  await expect(start(client, 'absent')).rejects.toThrow('There is no stream absent.');
  expect(await statusOf(client, 'absent')).toBe('READY');
  await createStreaming(client, 'nocode', { sql: 'SELECT 1' });
  await expect(start(client, 'nocode')).rejects.toThrow('Nothing is written anywhere');
  await expect(
    client.send(
      new CreateApplicationCommand({
        ApplicationName: 'jar',
        RuntimeEnvironment: 'FLINK-1_20',
        ServiceExecutionRole: ROLE,
        ApplicationConfiguration: {
          ApplicationCodeConfiguration: {
            CodeContentType: 'ZIPFILE',
            CodeContent: { ZipFileContent: new TextEncoder().encode('not a zip') },
          },
        },
      }),
    ),
  ).rejects.toMatchObject({
    name: 'InvalidApplicationConfigurationException',
    message: 'The application’s code cannot be used: it is not a zip file, or a damaged one.',
  });

  await createStream(server, 'absent');
  const { OperationId } = await client.send(new StartApplicationCommand({ ApplicationName: 'absent' }));
  await client.send(new StopApplicationCommand({ ApplicationName: 'absent', Force: true }));
  await waitForStatus(client, 'absent', 'READY');
  const { ApplicationOperationInfoDetails } = await client.send(
    new DescribeApplicationOperationCommand({ ApplicationName: 'absent', OperationId }),
  );
  expect(ApplicationOperationInfoDetails?.OperationStatus).toBe('CANCELLED');
  await start(client, 'absent');
  await put('absent', 'A');
  await waitFor('a process that runs', () => stillRunning([runnerPid(server.home, 'absent')]).length === 1);
  await stop(client, 'absent');
  await start(client, 'absent');
  await stop(client, 'absent');
}, 120_000);

test('a stream that is deleted while the application runs is told in the log, and the application waits for it', async () => {
  const folder = join(output, 'deleted');
  await createStream(server, 'deleted');
  await createStreaming(analyticsClient(server), 'deleted', { checkpointMs: 200, sql: counting('deleted', folder) });
  await start(analyticsClient(server), 'deleted');
  await put('deleted', 'A');
  await expectCounts(folder, 1);
  await new KinesisClient(sdkOptions(server)).send(new DeleteStreamCommand({ StreamName: 'deleted' }));
  await waitFor('the log', () => log('deleted').includes('There is no stream deleted.'), 60_000);
  expect(await statusOf(analyticsClient(server), 'deleted')).toBe('RUNNING');
  expect(counts(folder)).toEqual([1]);
  // A stop still saves the state: that of the last checkpoint.
  await stop(analyticsClient(server), 'deleted');
}, 120_000);

test('system rollback brings the old version back when the new one does not start', async () => {
  const client = analyticsClient(server);
  const folder = join(output, 'rolled');
  await createStream(server, 'rolled');
  await createStreaming(client, 'rolled', { checkpointMs: 200, rollback: true, sql: counting('rolled', folder) });
  await start(client, 'rolled');
  await put('rolled', 'A');
  await expectCounts(folder, 1);
  const broken = `${counting('rolled', folder)}
CREATE TABLE other (a STRING) WITH ('connector' = 'kinesis', 'stream' = 'nowhere', 'aws.region' = 'us-east-1', 'format' = 'json');
INSERT INTO sink SELECT a, CAST(1 AS BIGINT) FROM other;`;
  const { OperationId } = await client.send(
    new UpdateApplicationCommand({
      ApplicationName: 'rolled',
      ApplicationConfigurationUpdate: {
        ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { ZipFileContentUpdate: packageOf(broken) } },
      },
    }),
  );
  await expect(waitForOperation(client, 'rolled', OperationId)).rejects.toThrow('There is no stream nowhere.');
  await waitForStatus(client, 'rolled', 'RUNNING');
  await put('rolled', 'A');
  await expectCounts(folder, 2);
  await stop(client, 'rolled');
}, 120_000);

test('runtime properties fill the program, and an update of them counts', async () => {
  const client = analyticsClient(server);
  const one = join(output, 'one');
  await createStream(server, 'filled');
  const sql = counting(`${'$'}{property:In.stream.name}`, `${'$'}{property:Out.folder=${one}}`);
  await createStreaming(client, 'filled', { checkpointMs: 200, sql });
  await expect(start(client, 'filled')).rejects.toThrow('no property for ${property:In.stream.name}');
  await client.send(
    new UpdateApplicationCommand({
      ApplicationName: 'filled',
      ApplicationConfigurationUpdate: {
        EnvironmentPropertyUpdates: {
          PropertyGroups: [{ PropertyGroupId: 'In', PropertyMap: { 'stream.name': 'filled' } }],
        },
      },
    }),
  );
  await start(client, 'filled');
  await put('filled', 'A');
  await expectCounts(one, 1);
  await stop(client, 'filled');
}, 120_000);

test('riffle stop --all ends everything, the next server goes on, and a home that is gone takes its applications along', async () => {
  const folder = join(output, 'ended');
  await createStream(server, 'ended');
  await createStreaming(analyticsClient(server), 'ended', { checkpointMs: 60_000, sql: counting('ended', folder) });
  await start(analyticsClient(server), 'ended');
  await put('ended', 'A');
  const pid = runnerPid(server.home, 'ended');
  const node = join(ROOT, 'node_modules/.riffle/node');
  const { stdout } = await run(node, [join(ROOT, 'apps/cli/src/main.ts'), 'stop', '--all'], {
    env: { ...process.env, RIFFLE_HOME: server.home },
  });
  expect(stdout).toBe('The server has ended.\nApplication ended has ended.\n');
  expect(stillRunning([pid])).toEqual([]);

  server = await startRiffle({ home: server.home });
  await put('ended', 'A');
  await waitForStatus(analyticsClient(server), 'ended', 'RUNNING');
  await waitFor('another process', () => runnerPid(server.home, 'ended') !== pid, 30_000);
  const second = runnerPid(server.home, 'ended');
  await server.stop('SIGKILL');
  await rm(server.home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  await waitFor('the application to end with its home', () => stillRunning([second]).length === 0, 30_000);
  server = await startRiffle();
}, 120_000);
