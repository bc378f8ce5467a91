import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateApplicationSnapshotCommand,
  DeleteApplicationCommand,
  DeleteApplicationSnapshotCommand,
  DescribeApplicationCommand,
  DescribeApplicationSnapshotCommand,
  type KinesisAnalyticsV2Client,
  ListApplicationSnapshotsCommand,
  ListApplicationVersionsCommand,
  RollbackApplicationCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  analyticsClient,
  createStreaming,
  packageOf,
  runnerPid,
  start,
  statusOf,
  stop,
  waitForOperation,
} from './support/applications.ts';
import { stillRunning } from './support/processes.ts';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';
import { createStream, putRecords, rowsIn } from './support/streams.ts';
import { waitFor } from './support/wait-for.ts';

let server: RiffleServer;
let output: string;
let client: KinesisAnalyticsV2Client;

beforeAll(async () => {
  server = await startRiffle();
  output = await mkdtemp(join(tmpdir(), 'riffle-output-'));
  client = analyticsClient(server);
});
afterAll(async () => {
  await server.remove();
  await rm(output, { recursive: true, force: true });
});

/** Counts the rows of each ticker, one row out for each row in. `more` is put behind the SELECT's columns. */
function counting(stream: string, folder: string, more = ''): string {
  return `CREATE TABLE source_${stream} (ticker STRING, pt AS PROCTIME()) WITH (
  'connector' = 'kinesis', 'stream' = '${stream}', 'aws.region' = 'us-east-1',
  'scan.stream.initpos' = 'TRIM_HORIZON', 'format' = 'json');
CREATE TABLE sink_${stream} (ticker STRING, n BIGINT) WITH ('connector' = 'filesystem', 'path' = '${folder}', 'format' = 'json');
INSERT INTO sink_${stream} SELECT ticker, COUNT(*) OVER (PARTITION BY ticker ORDER BY pt) FROM source_${stream};
${more}`;
}

const put = (stream: string, ...tickers: string[]): Promise<void> =>
  putRecords(
    server,
    stream,
    tickers.map((ticker) => ({ key: 'k', value: { ticker } })),
  );

async function expectRows(folder: string, ...counts: [string, number][]): Promise<void> {
  const rows = counts.map(([ticker, n]) => ({ ticker, n }));
  await waitFor(`${rows.length} rows in ${folder}`, () => rowsIn(folder).length >= rows.length, 30_000);
  expect(rowsIn(folder)).toEqual(rows);
}

const snapshots = async (name: string) =>
  (await client.send(new ListApplicationSnapshotsCommand({ ApplicationName: name }))).SnapshotSummaries ?? [];

test('an application runs detached, is stopped with its state and goes on from it', async () => {
  const folder = join(output, 'counts');
  await createStream(server, 'counts');
  await createStreaming(client, 'counts', { checkpointMs: 200, sql: counting('counts', folder) });
  await start(client, 'counts');
  const pid = runnerPid(server.home, 'counts');
  await put('counts', 'A', 'A', 'B');
  await expectRows(folder, ['A', 1], ['A', 2], ['B', 1]);
  await stop(client, 'counts');
  expect(stillRunning([pid])).toEqual([]);
  expect(await snapshots('counts')).toMatchObject([{ SnapshotStatus: 'READY', ApplicationVersionId: 1 }]);

  await put('counts', 'A');
  await start(client, 'counts');
  await expectRows(folder, ['A', 1], ['A', 2], ['A', 3], ['B', 1]);

  // By force nothing is saved: the next start begins with the snapshot of the stop before, and counts the row again.
  await stop(client, 'counts', true);
  expect(await snapshots('counts')).toHaveLength(1);
  await start(client, 'counts');
  await expectRows(folder, ['A', 1], ['A', 2], ['A', 3], ['A', 3], ['B', 1]);
  await stop(client, 'counts', true);
  await start(client, 'counts', {
    ApplicationRestoreConfiguration: { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' },
  });
  await waitFor('all rows again', () => rowsIn(folder).length === 9, 30_000);

  const { ApplicationDetail } = await client.send(new DescribeApplicationCommand({ ApplicationName: 'counts' }));
  const last = runnerPid(server.home, 'counts');
  await client.send(
    new DeleteApplicationCommand({ ApplicationName: 'counts', CreateTimestamp: ApplicationDetail?.CreateTimestamp }),
  );
  await waitFor('the application to be gone', async () =>
    statusOf(client, 'counts').then(
      () => undefined,
      (error: Error) => error.name === 'ResourceNotFoundException',
    ),
  );
  expect(stillRunning([last])).toEqual([]);
  expect(existsSync(join(server.home, 'applications', 'application-counts'))).toBe(false);
}, 120_000);

test('snapshots are made, found, restored and deleted', async () => {
  const folder = join(output, 'shots');
  await createStream(server, 'shots');
  await createStreaming(client, 'shots', { checkpointMs: 200, sql: counting('shots', folder) });
  await start(client, 'shots');
  await put('shots', 'A', 'A');
  await expectRows(folder, ['A', 1], ['A', 2]);
  const shot = { ApplicationName: 'shots', SnapshotName: 'two' };
  await client.send(new CreateApplicationSnapshotCommand(shot));
  await expect(client.send(new CreateApplicationSnapshotCommand(shot))).rejects.toMatchObject({
    name: 'ResourceInUseException',
  });
  const made = await waitFor('the snapshot', async () => {
    const { SnapshotDetails } = await client.send(new DescribeApplicationSnapshotCommand(shot));
    return SnapshotDetails?.SnapshotStatus === 'CREATING' ? undefined : SnapshotDetails;
  });
  expect(made).toEqual({
    SnapshotName: 'two',
    SnapshotStatus: 'READY',
    ApplicationVersionId: 1,
    SnapshotCreationTimestamp: expect.any(Date),
    RuntimeEnvironment: 'FLINK-1_20',
  });
  await put('shots', 'A');
  await expectRows(folder, ['A', 1], ['A', 2], ['A', 3]);
  await stop(client, 'shots');
  expect((await snapshots('shots')).map(({ SnapshotName }) => SnapshotName)).toEqual([
    expect.stringMatching(/^automatic-v1-/),
    'two',
  ]);
  await start(client, 'shots', {
    ApplicationRestoreConfiguration: {
      ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT',
      SnapshotName: 'two',
    },
  });
  await expectRows(folder, ['A', 1], ['A', 2], ['A', 3], ['A', 3]);
  await client.send(
    new DeleteApplicationSnapshotCommand({ ...shot, SnapshotCreationTimestamp: made.SnapshotCreationTimestamp }),
  );
  await waitFor('the snapshot to be gone', async () => (await snapshots('shots')).length === 1);
  expect(existsSync(join(server.home, 'applications/application-shots/snapshots/two.checkpoint'))).toBe(false);
  await stop(client, 'shots', true);
  await expect(client.send(new CreateApplicationSnapshotCommand(shot))).rejects.toMatchObject({
    name: 'ResourceInUseException',
    message: 'Application shots is READY; CreateApplicationSnapshot needs it to be RUNNING.',
  });
}, 120_000);

async function update(
  name: string,
  sql: string,
  more: Partial<ConstructorParameters<typeof UpdateApplicationCommand>[0]> = {},
): Promise<void> {
  const { OperationId } = await client.send(
    new UpdateApplicationCommand({
      ApplicationName: name,
      ApplicationConfigurationUpdate: {
        ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { ZipFileContentUpdate: packageOf(sql) } },
      },
      ...more,
    }),
  );
  if (OperationId !== undefined) {
    await waitForOperation(client, name, OperationId);
  }
}

const version = async (name: string): Promise<number | undefined> =>
  (await client.send(new DescribeApplicationCommand({ ApplicationName: name }))).ApplicationDetail
    ?.ApplicationVersionId;

test('a new version keeps the state it has a place for, and a rollback takes it back', async () => {
  const folder = join(output, 'versions');
  const second = join(output, 'versions-second');
  await createStream(server, 'versions');
  const first = counting('versions', folder);
  await createStreaming(client, 'versions', { checkpointMs: 200, sql: first });
  await start(client, 'versions');
  await put('versions', 'A', 'A');
  await expectRows(folder, ['A', 1], ['A', 2]);

  const both = counting(
    'versions',
    folder,
    `CREATE TABLE other (ticker STRING) WITH ('connector' = 'filesystem', 'path' = '${second}', 'format' = 'json');
INSERT INTO other SELECT ticker FROM source_versions;`,
  );
  await update('versions', both);
  await put('versions', 'A');
  await expectRows(folder, ['A', 1], ['A', 2], ['A', 3]);
  expect(await version('versions')).toBe(2);

  // A version without the count has no place for its state: it is refused, and the old one runs on.
  const without = first.replace('COUNT(*) OVER (PARTITION BY ticker ORDER BY pt)', 'CAST(0 AS BIGINT)');
  await expect(update('versions', without)).rejects.toMatchObject({
    name: 'InvalidApplicationConfigurationException',
    message: expect.stringMatching(/no place for the state of: .*OverAggregate/),
  });
  expect([await version('versions'), await statusOf(client, 'versions')]).toEqual([2, 'RUNNING']);
  await expect(update('versions', 'INSERT INTO nowhere SELECT 1')).rejects.toMatchObject({
    name: 'InvalidApplicationConfigurationException',
    message: expect.stringContaining('application.sql, line 1'),
  });

  const { OperationId } = await client.send(
    new RollbackApplicationCommand({ ApplicationName: 'versions', CurrentApplicationVersionId: 2 }),
  );
  await waitForOperation(client, 'versions', OperationId);
  expect([await version('versions'), await statusOf(client, 'versions')]).toEqual([3, 'RUNNING']);
  await put('versions', 'A');
  await expectRows(folder, ['A', 1], ['A', 2], ['A', 3], ['A', 4]);
  const { ApplicationVersionSummaries } = await client.send(
    new ListApplicationVersionsCommand({ ApplicationName: 'versions' }),
  );
  expect(ApplicationVersionSummaries).toEqual([
    { ApplicationVersionId: 3, ApplicationStatus: 'RUNNING' },
    { ApplicationVersionId: 2, ApplicationStatus: 'ROLLED_BACK' },
    { ApplicationVersionId: 1, ApplicationStatus: 'READY' },
  ]);

  await update('versions', without, {
    RunConfigurationUpdate: { FlinkRunConfiguration: { AllowNonRestoredState: true } },
  });
  await stop(client, 'versions');
}, 120_000);
