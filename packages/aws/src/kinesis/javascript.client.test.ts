// The stock JavaScript SDK, whose Kinesis client speaks HTTP/2 with prior knowledge; no request handler is set.
import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListStreamsCommand,
  PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import { VirtualClock } from '@riffle/base';
import { failingFiles } from '@riffle/base/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { startKinesisEndpoint } from '../testing/kinesis-endpoint.ts';
import type { LocalEndpoint } from '../testing/local-endpoint.ts';
import type { StreamStore, StreamStoreOptions } from './store/stream-store.ts';

let local: (LocalEndpoint & { readonly store: StreamStore }) | undefined;
let client: KinesisClient | undefined;

async function start(options: Partial<StreamStoreOptions> = {}): Promise<KinesisClient> {
  local = await startKinesisEndpoint(options);
  client = new KinesisClient({ ...local.sdkOptions, maxAttempts: 1 });
  return client;
}

afterEach(async () => {
  client?.destroy();
  await local?.close();
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function iterator(kinesis: KinesisClient, type: 'LATEST' | 'TRIM_HORIZON' = 'TRIM_HORIZON'): Promise<string> {
  const input = { StreamName: 's', ShardId: 'shardId-000000000000', ShardIteratorType: type };
  return (await kinesis.send(new GetShardIteratorCommand(input))).ShardIterator ?? '';
}

test('a stream is made, filled by parallel calls over one session, and read', async () => {
  const kinesis = await start();
  await kinesis.send(new CreateStreamCommand({ StreamName: 's', ShardCount: 1 }));
  const batches = Array.from({ length: 20 }, (_, batch) =>
    Array.from({ length: 50 }, (_, index) => ({ Data: bytes(`${batch}-${index}`), PartitionKey: `k${index}` })),
  );
  await Promise.all(batches.map((Records) => kinesis.send(new PutRecordsCommand({ StreamName: 's', Records }))));
  const { Records = [], MillisBehindLatest } = await kinesis.send(
    new GetRecordsCommand({ ShardIterator: await iterator(kinesis) }),
  );
  const texts = Records.map(({ Data }) => new TextDecoder().decode(Data));
  expect(texts.toSorted()).toEqual(
    batches.flatMap((records) => records.map(({ Data }) => new TextDecoder().decode(Data))).toSorted(),
  );
  expect(MillisBehindLatest).toBe(0);
});

test('errors arrive as the SDK’s own classes', async () => {
  const kinesis = await start();
  await expect(
    kinesis.send(new PutRecordsCommand({ StreamName: 'absent', Records: [{ Data: bytes('x'), PartitionKey: 'k' }] })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException', $fault: 'client', $metadata: { httpStatusCode: 400 } });
});

describe('with a clock of our own', () => {
  test('iterators expire after five minutes, records after their retention', async () => {
    // Signatures allow five minutes between the clocks; beginning early leaves room to move on.
    const clock = new VirtualClock(Date.now() - 200_000);
    const kinesis = await start({ clock });
    const store = local?.store;
    await store?.create({ name: 's' });
    await store?.putRecords('s', [{ partitionKey: 'k', data: bytes('old') }]);
    const old = await iterator(kinesis);
    clock.advanceBy(299_000);
    expect((await kinesis.send(new GetRecordsCommand({ ShardIterator: old }))).Records).toHaveLength(1);
    clock.advanceBy(1500);
    await expect(kinesis.send(new GetRecordsCommand({ ShardIterator: old }))).rejects.toMatchObject({
      name: 'ExpiredIteratorException',
    });
    const page = { stream: 's', shardId: 'shardId-000000000000', from: 1 };
    expect((await store?.readRecords(page))?.records).toHaveLength(1);
    clock.advanceBy(24 * 3_600_000 + 1);
    expect((await store?.readRecords(page))?.records).toEqual([]);
  });

  test('write limits, where they are on, refuse single records', async () => {
    const clock = new VirtualClock(Math.floor(Date.now() / 1000) * 1000);
    const kinesis = await start({ clock, limitThroughput: true });
    await kinesis.send(new CreateStreamCommand({ StreamName: 's', ShardCount: 1 }));
    const Records = Array.from({ length: 400 }, () => ({ Data: bytes('x'), PartitionKey: 'k' }));
    const put = async (): Promise<number> =>
      (await kinesis.send(new PutRecordsCommand({ StreamName: 's', Records }))).FailedRecordCount ?? 0;
    expect([await put(), await put(), await put()]).toEqual([0, 0, 200]);
    clock.advanceBy(1000);
    const { FailedRecordCount, Records: outcomes = [] } = await kinesis.send(
      new PutRecordsCommand({
        StreamName: 's',
        Records: [...Records, { Data: new Uint8Array(1 << 20), PartitionKey: 'k' }],
      }),
    );
    expect(FailedRecordCount).toBe(1);
    expect(outcomes.at(-1)?.ErrorCode).toBe('ProvisionedThroughputExceededException');
    expect(outcomes.at(-1)?.ErrorMessage).toBe('Rate exceeded for shard shardId-000000000000 in stream s');
  });
});

test('a full disk fails the records of one call, and nothing else', async () => {
  const files = failingFiles();
  const kinesis = await start({ files });
  await kinesis.send(new CreateStreamCommand({ StreamName: 's', ShardCount: 1 }));
  const put = (text: string) =>
    kinesis.send(new PutRecordsCommand({ StreamName: 's', Records: [{ Data: bytes(text), PartitionKey: 'k' }] }));
  await put('kept');
  files.bytesLeft = 10;
  const refused = await put('lost');
  expect(refused.FailedRecordCount).toBe(1);
  expect(refused.Records).toEqual([
    {
      ErrorCode: 'InternalFailure',
      ErrorMessage: 'the records could not be written to disk: ENOSPC: no space left on device, write',
    },
  ]);
  await expect(kinesis.send(new CreateStreamCommand({ StreamName: 't', ShardCount: 1 }))).rejects.toMatchObject({
    name: 'InternalFailure',
    message: 'The disk is full, so nothing was changed. Make room and try again.',
  });
  files.bytesLeft = Number.POSITIVE_INFINITY;
  await put('later');
  const { Records = [] } = await kinesis.send(new GetRecordsCommand({ ShardIterator: await iterator(kinesis) }));
  expect(Records.map(({ Data }) => new TextDecoder().decode(Data))).toEqual(['kept', 'later']);
  expect((await kinesis.send(new ListStreamsCommand({}))).StreamNames).toEqual(['s']);
});
