import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateStreamCommand, KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { ListApplicationSnapshotsCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyticsClient, createStreaming, runnerPid, sdkOptions, start, stop } from './support/applications.ts';
import { stillRunning } from './support/processes.ts';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';
import { waitFor } from './support/wait-for.ts';

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

/** The rows of all visible files below a folder, sorted. */
function rowsIn(folder: string): unknown[] {
  if (!existsSync(folder)) {
    return [];
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.startsWith('.'),
  );
  return files
    .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').trim().split('\n'))
    .filter(Boolean)
    .sort()
    .map((line) => JSON.parse(line) as unknown);
}

async function put(stream: string, ...records: object[]): Promise<void> {
  const kinesis = new KinesisClient(sdkOptions(server));
  const encode = (record: object): Uint8Array => new TextEncoder().encode(JSON.stringify(record));
  await kinesis.send(
    new PutRecordsCommand({
      StreamName: stream,
      Records: records.map((record) => ({ Data: encode(record), PartitionKey: 'k' })),
    }),
  );
}

async function createStream(name: string): Promise<void> {
  const kinesis = new KinesisClient(sdkOptions(server));
  await kinesis.send(new CreateStreamCommand({ StreamName: name, ShardCount: 1 }));
}

const source = (stream: string): string => `CREATE TABLE ${stream} (ticker STRING, price DOUBLE) WITH (
  'connector' = 'kinesis', 'stream' = '${stream}', 'aws.region' = 'us-east-1',
  'scan.stream.initpos' = 'TRIM_HORIZON', 'format' = 'json');`;

test('an application runs detached, is stopped with its state and goes on from it', async () => {
  const client = analyticsClient(server);
  await createStream('ticks');
  const folder = join(output, 'counts');
  await createStreaming(client, 'counts', {
    checkpointMs: 200,
    sql: `${source('ticks')}
CREATE TABLE totals (ticker STRING, n BIGINT, PRIMARY KEY (ticker) NOT ENFORCED) WITH (
  'connector' = 'filesystem', 'path' = '${folder}', 'format' = 'json');
CREATE TABLE counted (ticker STRING, n BIGINT) WITH ('connector' = 'filesystem', 'path' = '${folder}', 'format' = 'json');
INSERT INTO counted SELECT ticker, COUNT(*) OVER (PARTITION BY ticker ORDER BY pt) FROM (SELECT ticker, PROCTIME() AS pt FROM ticks);`,
  });
  await start(client, 'counts');
  const pid = runnerPid(server.home, 'counts');
  await put('ticks', { ticker: 'A', price: 1 }, { ticker: 'A', price: 2 }, { ticker: 'B', price: 3 });
  await waitFor('the first rows', () => rowsIn(folder).length === 3);
  expect(rowsIn(folder)).toEqual([
    { ticker: 'A', n: 1 },
    { ticker: 'A', n: 2 },
    { ticker: 'B', n: 1 },
  ]);
  await stop(client, 'counts');
  expect(stillRunning([pid])).toEqual([]);
  const { SnapshotSummaries } = await client.send(new ListApplicationSnapshotsCommand({ ApplicationName: 'counts' }));
  expect(SnapshotSummaries).toMatchObject([{ SnapshotStatus: 'READY', ApplicationVersionId: 1 }]);

  await put('ticks', { ticker: 'A', price: 4 });
  await start(client, 'counts');
  await waitFor('the row after the restore', () => rowsIn(folder).length === 4);
  expect(rowsIn(folder)).toContainEqual({ ticker: 'A', n: 3 });
  await stop(client, 'counts');
}, 120_000);
