/**
 * Records a second through the kinesis connector against the local endpoint, which runs in a process of its own:
 * writing and reading small JSON records, and the same fetches through the AWS SDK for comparison.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAwsEndpoint, createKinesisService, ensureCredentials, openStreamStore } from '@riffle/aws';
import { seededRandom, systemClock, voidLogger } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import { batchOf, types } from '@riffle/columns';
import { type AwsAccess, createConnectorRuntime } from '@riffle/connectors';
import { insertOnly, type SinkNode, type SourceNode } from '@riffle/plan';

const RECORDS = 300_000;
const SHARDS = 4;
const BATCH = 4096;
const STREAM = 'bench';

async function serve(home: string): Promise<void> {
  const store = await openStreamStore(join(home, 'streams'), { clock: systemClock });
  const credentials = ensureCredentials(home, 'http://127.0.0.1:1');
  const services = [createKinesisService({ store, clock: systemClock })];
  const endpoint = createAwsEndpoint({ port: 0, credentials, services, clock: systemClock, logger: voidLogger });
  const { port } = await endpoint.listen();
  process.send?.({ port, credentials: credentials.default });
  process.on('disconnect', () => process.exit(0));
}

async function startEndpoint(home: string): Promise<{ access: AwsAccess; stop: () => void }> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), 'serve', home], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { port, credentials } = await new Promise<{ port: number; credentials: AwsAccess['credentials'] }>(
    (resolve) => {
      child.once('message', (message) => resolve(message as never));
    },
  );
  return {
    access: { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials },
    stop: () => child.kill(),
  };
}

const physicalColumns = [
  { name: 'id', type: types.bigint() },
  { name: 'ticker', type: types.string() },
  { name: 'price', type: types.double() },
];
const base = {
  inputs: [],
  output: physicalColumns,
  changelog: insertOnly,
  upsertKeys: [],
  description: '',
  table: { catalog: 'c', database: 'd', object: 't' },
  connector: 'kinesis',
  options: { connector: 'kinesis', stream: STREAM, format: 'json', 'source.init.position': 'TRIM_HORIZON' },
  physicalColumns,
  metadata: [],
  partitionKeys: [],
};
const sink: SinkNode = {
  ...base,
  id: 'sink',
  kind: 'sink',
  primaryKey: [],
  overwrite: false,
  notNull: 'error',
  typeLength: 'ignore',
  upsertMaterialize: false,
  accepts: insertOnly,
};
const source: SourceNode = {
  ...base,
  id: 'source',
  kind: 'source',
  projection: [0, 1, 2],
  primaryKey: [],
  filters: [],
  limit: null,
};

const context = {
  clock: systemClock,
  logger: voidLogger,
  subtask: 0,
  parallelism: 1,
  jobId: 'bench',
  zone: 'UTC',
  restored: null,
  count: () => undefined,
};

function report(name: string, records: number, millis: number): void {
  console.log(`${name.padEnd(28)} ${Math.round((records / millis) * 1000).toLocaleString('en')} records/s`);
}

async function run(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'riffle-bench-'));
  const { access, stop } = await startEndpoint(home);
  try {
    const sdk = await import('@aws-sdk/client-kinesis');
    const client = new sdk.KinesisClient({
      ...access,
      endpoint: access.endpoint ?? '',
      credentials: { ...access.credentials } as never,
    });
    await client.send(new sdk.CreateStreamCommand({ StreamName: STREAM, ShardCount: SHARDS }));
    await sdk.waitUntilStreamExists({ client, minDelay: 1, maxWaitTime: 20 }, { StreamName: STREAM });

    const runtime = createConnectorRuntime({
      files: nodeFiles,
      output: { write: () => undefined },
      random: seededRandom(1),
      aws: access,
    });
    const rows = Array.from({ length: BATCH }, (_, i) => [i, ['AMZN', 'MSFT', 'GOOG'][i % 3] ?? '', (i % 1000) / 10]);
    const batch = batchOf(
      physicalColumns.map((column) => column.type),
      rows,
    );

    const writer = await runtime.openSink(sink, context);
    let start = performance.now();
    let written = 0;
    while (written < RECORDS) {
      writer.write(batch);
      written += BATCH;
      await writer.ready();
    }
    await writer.prepareCommit(1);
    report('write through the connector', written, performance.now() - start);
    await writer.close();

    for (const round of [1, 2]) {
      const reader = await runtime.openSource(source, context);
      start = performance.now();
      let read = 0;
      while (read < written) {
        const polled = reader.poll(BATCH);
        if (polled.kind === 'batch') {
          read += polled.batch.rowCount;
        } else {
          await reader.available();
        }
      }
      report(`read through the connector ${round}`, read, performance.now() - start);
      await reader.close();
    }

    const { Shards = [] } = await client.send(new sdk.ListShardsCommand({ StreamName: STREAM }));
    start = performance.now();
    let fetched = 0;
    await Promise.all(
      Shards.map(async ({ ShardId }) => {
        const position = { StreamName: STREAM, ShardId, ShardIteratorType: sdk.ShardIteratorType.TRIM_HORIZON };
        let iterator = (await client.send(new sdk.GetShardIteratorCommand(position))).ShardIterator;
        for (let behind = 1; behind > 0; ) {
          const page = await client.send(new sdk.GetRecordsCommand({ ShardIterator: iterator, Limit: 10_000 }));
          fetched += page.Records?.length ?? 0;
          iterator = page.NextShardIterator;
          behind = page.MillisBehindLatest ?? 0;
        }
      }),
    );
    report('fetch only, AWS SDK', fetched, performance.now() - start);
    client.destroy();
  } finally {
    stop();
    await rm(home, { recursive: true, force: true });
  }
}

await (process.argv[2] === 'serve' ? serve(process.argv[3] ?? '') : run());
