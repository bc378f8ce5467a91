import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { CreateStreamCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import {
  createAwsEndpoint,
  createGlueService,
  createKinesisService,
  ensureCredentials,
  openGlueStore,
  openStreamStore,
} from '@riffle/aws';
import { seededRandom, systemClock, voidLogger } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import { CatalogSession, GlueCatalog } from '@riffle/catalog';
import { batchOf, rowAt, types, type Value } from '@riffle/columns';
import { type AwsAccess, createConnectorRuntime } from '@riffle/connectors';
import { type CatalogTable, insertOnly, type SinkNode, type SourceNode } from '@riffle/plan';
import { expect, it, onTestFinished } from 'vitest';

/** The catalog and the connectors against our own endpoint, over real sockets with real signatures. */
async function startEndpoint(): Promise<AwsAccess & { readonly endpoint: string }> {
  const home = await mkdtemp(join(tmpdir(), 'riffle-local-aws-'));
  const streams = await openStreamStore(join(home, 'streams'), { clock: systemClock });
  const glue = openGlueStore(join(home, 'glue.db'), systemClock);
  const keys = ensureCredentials(home, 'http://127.0.0.1:1');
  const services = [createKinesisService({ store: streams, clock: systemClock }), createGlueService(glue)];
  const endpoint = createAwsEndpoint({ port: 0, credentials: keys, services, clock: systemClock, logger: voidLogger });
  const { port } = await endpoint.listen();
  onTestFinished(async () => {
    await endpoint.close();
    await streams.close();
    glue.close();
    await rm(home, { recursive: true, force: true });
  });
  return { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials: keys.default };
}

function sdkOptions(access: AwsAccess & { readonly endpoint: string }) {
  const { accessKeyId, secretAccessKey } = access.credentials;
  return { endpoint: access.endpoint, region: access.region, credentials: { accessKeyId, secretAccessKey } };
}

const columns = [
  { name: 'ticker', type: types.string() },
  { name: 'price', type: types.double() },
];

it('a table made in glue is there for another session, and one made by another client as well', async () => {
  const access = await startEndpoint();
  const open = () =>
    new CatalogSession({
      catalogs: {
        glue: { catalog: new GlueCatalog({ ...access, defaultDatabase: 'sales' }), options: { type: 'glue' } },
      },
      currentCatalog: 'glue',
    });
  const first = open();
  await first.execute({
    kind: 'create-database',
    catalog: 'glue',
    database: 'sales',
    ifNotExists: false,
    comment: 'x',
    options: { k: 'v' },
  });
  const table: CatalogTable = {
    kind: 'table',
    schema: {
      columns: columns.map((column) => ({ kind: 'physical', ...column })),
      watermarks: [],
      primaryKey: undefined,
    },
    partitionKeys: [],
    options: { connector: 'kinesis', stream: 'orders', format: 'json' },
    comment: 'orders',
  };
  const id = { catalog: 'glue', database: 'sales', object: 'Orders' };
  await first.execute({ kind: 'create-table', id, table, ifNotExists: false, temporary: false, replace: false });
  const client = new GlueClient(sdkOptions(access));
  await client.send(
    new CreateTableCommand({
      DatabaseName: 'sales',
      TableInput: {
        Name: 'stock',
        Parameters: { classification: 'json', 'managed-flink.proctime': 'proctime' },
        StorageDescriptor: {
          Columns: [{ Name: 'ticker', Type: 'string' }],
          Location: 'ExampleInputStream',
          Parameters: { typeOfData: 'kinesis' },
        },
      },
    }),
  );
  client.destroy();

  const second = open();
  expect((await second.execute({ kind: 'show', what: 'tables', catalog: 'glue', database: 'sales' })).rows).toEqual([
    ['orders'],
    ['stock'],
  ]);
  const snapshot = await second.loadSnapshot([['stock']]);
  expect(snapshot.find(id)).toEqual({ ...table, schema: { columns: table.schema.columns, watermarks: [] } });
  expect((snapshot.find({ ...id, object: 'stock' }) as CatalogTable).options).toEqual({
    connector: 'kinesis',
    stream: 'ExampleInputStream',
    format: 'json',
  });
  await second.execute({ kind: 'rename-table', id, newName: 'orders2', ifExists: false });
  await second
    .execute({ kind: 'drop-database', catalog: 'glue', database: 'sales', ifExists: false, cascade: true })
    .then(
      () => expect.unreachable(),
      (error: Error) => expect(error.message).toContain('currently in use'),
    );
  expect((await second.execute({ kind: 'show', what: 'tables', catalog: 'glue', database: 'sales' })).rows).toEqual([
    ['orders2'],
    ['stock'],
  ]);
});

it('rows written to a stream come back, with their place in it', async () => {
  const access = await startEndpoint();
  const client = new KinesisClient(sdkOptions(access));
  await client.send(new CreateStreamCommand({ StreamName: 's', ShardCount: 2 }));
  client.destroy();
  const runtime = createConnectorRuntime({
    files: nodeFiles,
    output: { write: () => undefined },
    random: seededRandom(1),
    aws: access,
  });
  const context = {
    clock: systemClock,
    logger: voidLogger,
    subtask: 0,
    parallelism: 1,
    jobId: 'j',
    zone: 'UTC',
    restored: null,
    count: () => undefined,
  };
  const base = {
    inputs: [],
    output: columns,
    changelog: insertOnly,
    upsertKeys: [],
    description: '',
    table: { catalog: 'c', database: 'd', object: 's' },
    connector: 'kinesis',
    options: { connector: 'kinesis', stream: 's', format: 'json', 'scan.stream.initpos': 'TRIM_HORIZON' },
    physicalColumns: columns,
    partitionKeys: ['ticker'],
  };
  const sink: SinkNode = {
    ...base,
    id: 'k',
    kind: 'sink',
    metadata: [],
    primaryKey: [],
    overwrite: false,
    notNull: 'error',
    typeLength: 'ignore',
    upsertMaterialize: false,
    accepts: insertOnly,
  };
  const source: SourceNode = {
    ...base,
    id: 's',
    kind: 'source',
    projection: [0, 1],
    metadata: [{ key: 'shard-id', type: types.varchar(128) }],
    primaryKey: [],
    filters: [],
    limit: null,
  };
  const rows = Array.from({ length: 700 }, (_, i) => [`t${i % 7}`, i / 2]);
  const writer = await runtime.openSink(sink, context);
  writer.write(
    batchOf(
      columns.map((column) => column.type),
      rows,
    ),
  );
  await writer.prepareCommit(1);
  await writer.close();

  const reader = await runtime.openSource(source, context);
  const found: Value[][] = [];
  while (found.length < rows.length) {
    const polled = reader.poll(100);
    if (polled.kind === 'batch') {
      found.push(...Array.from({ length: polled.batch.rowCount }, (_, row) => rowAt(polled.batch, row)));
    } else {
      await reader.available();
    }
  }
  await reader.close();
  const byPrice = found.sort((a, b) => Number(a[1]) - Number(b[1]));
  expect(byPrice.map(([ticker, price]) => [ticker, price])).toEqual(rows);
  expect(new Set(found.map(([ticker, , shard]) => `${String(ticker)} ${String(shard)}`)).size).toBe(7);
});
