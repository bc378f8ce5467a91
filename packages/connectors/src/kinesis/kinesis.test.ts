import { type Json, systemClock } from '@riffle/base';
import { batchOf, types } from '@riffle/columns';
import type { ConnectorContext } from '@riffle/engine';
import type { SinkNode, SourceNode } from '@riffle/plan';
import { describe, expect, it, onTestFinished } from 'vitest';
import { drain, sinkNode, sourceNode, testContext, testEnvironment } from '../testing/connector-harness.ts';
import { type FakeKinesis, fakeKinesis } from '../testing/fake-kinesis.ts';
import { kinesisSinkOptions, kinesisSourceOptions } from './options.ts';
import { KinesisWriter } from './sink.ts';
import { KinesisReader } from './source.ts';
import { parseByPattern } from './timestamp-pattern.ts';

const FIRST = 'shardId-000000000000';
const COLUMNS = { id: types.int() };
const OPTIONS = { connector: 'kinesis', stream: 's', format: 'json', 'scan.shard.getrecords.intervalmillis': '5' };
const FROM_START = { ...OPTIONS, 'source.init.position': 'TRIM_HORIZON' };

type More = Partial<ConnectorContext & { restored: Json | null }>;

async function read(fake: FakeKinesis, node: SourceNode, more: More = {}) {
  const test = testContext({ clock: systemClock, ...more });
  const reader = await KinesisReader.open(node, {
    context: test.context,
    environment: testEnvironment({ aws: fake.access }),
  });
  onTestFinished(() => reader.close());
  return { reader, counts: test.counts };
}

function write(fake: FakeKinesis, node: SinkNode) {
  const test = testContext({ clock: systemClock });
  const writer = new KinesisWriter(node, { context: test.context, environment: testEnvironment({ aws: fake.access }) });
  onTestFinished(() => writer.close());
  return { writer, counts: test.counts };
}

const json = (...ids: number[]): string[] => ids.map((id) => `{"id":${id}}`);

describe('reading a stream', () => {
  it('gives records in pages, with metadata, as one split a shard', async () => {
    const fake = await fakeKinesis();
    fake.put(FIRST, ...json(1, 2, 3));
    const node = sourceNode(
      COLUMNS,
      { ...FROM_START, 'source.shard.get-records.max-record-count': '2' },
      {
        metadata: [
          { key: 'timestamp', type: types.timestampLtz(3) },
          { key: 'shard-id', type: types.varchar(128) },
          { key: 'sequence-number', type: types.varchar(128) },
        ],
      },
    );
    const { reader, counts } = await read(fake, node);
    expect(reader.splits()).toEqual([FIRST]);
    expect(await drain(reader, 3)).toEqual([
      [1, 1000, FIRST, '0'],
      [2, 1001, FIRST, '1'],
      [3, 1002, FIRST, '2'],
    ]);
    expect(counts).toEqual({ numBytesIn: 24, millisBehindLatest: 0 });
  });

  it('begins at the latest record, at a time, or where the older options say', async () => {
    const fake = await fakeKinesis();
    fake.put(FIRST, ...json(1, 2, 3));
    const latest = await read(fake, sourceNode(COLUMNS, OPTIONS));
    while (!fake.calls.includes('GetRecords')) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    fake.put(FIRST, ...json(4));
    expect(await drain(latest.reader, 1)).toEqual([[4]]);
    const timed = { ...OPTIONS, 'scan.stream.initpos': 'AT_TIMESTAMP', 'scan.stream.initpos-timestamp': '1.002' };
    expect(await drain((await read(fake, sourceNode(COLUMNS, timed))).reader, 2)).toEqual([[3], [4]]);
  });

  it('goes on after a restore with the record after the last one given', async () => {
    const fake = await fakeKinesis();
    fake.put(FIRST, ...json(1, 2, 3));
    const first = await read(fake, sourceNode(COLUMNS, FROM_START));
    expect(first.reader.snapshot()).toEqual({ splits: { [FIRST]: { kind: 'trim-horizon' } } });
    await first.reader.available();
    expect(first.reader.poll(2).kind).toBe('batch');
    const restored = JSON.parse(JSON.stringify(first.reader.snapshot())) as Json;
    expect(restored).toEqual({ splits: { [FIRST]: { kind: 'after', sequenceNumber: '1' } } });
    const second = await read(fake, sourceNode(COLUMNS, OPTIONS), { restored });
    expect(await drain(second.reader, 1)).toEqual([[3]]);
  });

  it('reads a shard to its end before those it became, and finds new ones', async () => {
    const fake = await fakeKinesis();
    fake.put(FIRST, ...json(1, 2));
    const options = { ...FROM_START, 'source.shard.discovery.interval': '10 ms' };
    const { reader } = await read(fake, sourceNode(COLUMNS, options));
    expect(await drain(reader, 2)).toEqual([[1], [2]]);
    fake.shards.set('shardId-000000000001', { records: [], parents: [FIRST] });
    fake.put('shardId-000000000001', ...json(4));
    fake.put(FIRST, ...json(3));
    (fake.shards.get(FIRST) ?? { records: [] }).closed = true;
    expect(await drain(reader, 2)).toEqual([[3], [4]]);
    expect([reader.splits(), (reader.snapshot() as { splits: object }).splits]).toEqual([
      ['shardId-000000000001'],
      { [FIRST]: 'ended', 'shardId-000000000001': { kind: 'after', sequenceNumber: '0' } },
    ]);
  });

  it('divides shards among subtasks', async () => {
    const fake = await fakeKinesis();
    fake.shards.set('shardId-000000000001', { records: [] });
    fake.shards.set('shardId-000000000002', { records: [], closed: true });
    const splits = await Promise.all(
      [0, 1].map(async (subtask) =>
        (await read(fake, sourceNode(COLUMNS, OPTIONS), { subtask, parallelism: 2 })).reader.splits(),
      ),
    );
    expect(splits).toEqual([[FIRST], ['shardId-000000000001']]);
  });

  it('tries again when the service asks for patience, and takes a new iterator for an expired one', async () => {
    const fake = await fakeKinesis();
    fake.put(FIRST, ...json(1));
    fake.troubles.push(
      { operation: 'GetRecords', error: 'ProvisionedThroughputExceededException' },
      { operation: 'GetRecords', error: 'ExpiredIteratorException' },
    );
    const { reader } = await read(fake, sourceNode(COLUMNS, FROM_START));
    expect(await drain(reader, 1)).toEqual([[1]]);
    expect(fake.calls.filter((call) => call === 'GetShardIterator')).toHaveLength(2);
  });

  it('fails with what the service says', async () => {
    const fake = await fakeKinesis();
    fake.troubles.push({ operation: 'GetRecords', error: 'AccessDeniedException' });
    const { reader } = await read(fake, sourceNode(COLUMNS, FROM_START));
    await expect(drain(reader, 1)).rejects.toThrow('GetRecords: AccessDeniedException: as asked');
    await expect(read(fake, sourceNode(COLUMNS, { ...OPTIONS, stream: 'x' }))).rejects.toThrow(
      'There is no stream x. Make it first: aws kinesis create-stream --stream-name x',
    );
  });

  it('names stream, shard, sequence number, text and option when a record is malformed, or counts it', async () => {
    const fake = await fakeKinesis();
    fake.put(FIRST, '{"id":1}', 'hello', '{"id":2}');
    const failing = await read(fake, sourceNode(COLUMNS, FROM_START));
    await expect(drain(failing.reader, 3)).rejects.toThrow(
      `stream s, ${FIRST}, sequence number 1: the record cannot be read: it is not JSON: expected a JSON value at character 1, ` +
        `found “h”. It is: hello. To pass over such records set 'json.ignore-parse-errors' = 'true'.`,
    );
    const skipping = await read(fake, sourceNode(COLUMNS, { ...FROM_START, 'json.ignore-parse-errors': 'true' }));
    expect(await drain(skipping.reader, 2)).toEqual([[1], [2]]);
    expect(skipping.counts['numRecordsInErrors']).toBe(1);
  });
});

describe('writing a stream', () => {
  const records = (fake: FakeKinesis): string[] =>
    (fake.shards.get(FIRST)?.records ?? []).map(({ key, data }) => `${key}: ${Buffer.from(data, 'base64').toString()}`);
  const three = batchOf([types.int()], [[1], [2], [3]]);

  it('puts every row before a checkpoint, in requests of the size asked for', async () => {
    const fake = await fakeKinesis();
    const { writer } = write(
      fake,
      sinkNode(COLUMNS, { ...OPTIONS, 'sink.partitioner': 'fixed', 'sink.batch.max-size': '2' }),
    );
    writer.write(three);
    expect([await writer.prepareCommit(), writer.snapshot()]).toEqual([null, null]);
    expect([records(fake).sort(), fake.calls]).toEqual([
      ['0: {"id":1}', '0: {"id":2}', '0: {"id":3}'],
      ['PutRecords', 'PutRecords'],
    ]);
  });

  it('makes keys of the columns of PARTITIONED BY', async () => {
    const fake = await fakeKinesis();
    const node = sinkNode(
      { a: types.string(), b: types.int() },
      { ...OPTIONS, 'sink.partitioner-field-delimiter': '/' },
      { partitionKeys: ['b', 'a'] },
    );
    const { writer } = write(fake, node);
    writer.write(batchOf([types.string(), types.int()], [['x', 1]]));
    await writer.finish();
    expect(records(fake)).toEqual(['1/x: {"a":"x","b":1}']);
  });

  it('puts refused records again, and calls that failed', async () => {
    const fake = await fakeKinesis();
    fake.troubles.push(
      { operation: 'PutRecords', refuse: [0, 2] },
      { operation: 'PutRecords', error: 'InternalFailure' },
    );
    const { writer, counts } = write(fake, sinkNode(COLUMNS, { ...OPTIONS, 'sink.partitioner': 'fixed' }));
    writer.write(three);
    await writer.finish();
    expect([records(fake), counts['numRecordsSendErrors']]).toEqual([['0: {"id":2}', '0: {"id":1}', '0: {"id":3}'], 4]);
  });

  it('fails at the first refusal when asked to, and at errors that stay', async () => {
    const fake = await fakeKinesis();
    fake.troubles.push({ operation: 'PutRecords', refuse: [1] });
    const strict = write(fake, sinkNode(COLUMNS, { ...OPTIONS, 'sink.fail-on-error': 'true' }));
    strict.writer.write(three);
    await expect(strict.writer.prepareCommit()).rejects.toThrow(
      '1 records could not be put into stream s: ProvisionedThroughputExceededException slow down',
    );
    fake.troubles.push({ operation: 'PutRecords', error: 'AccessDeniedException' });
    const refused = write(fake, sinkNode(COLUMNS, OPTIONS));
    refused.writer.write(three);
    await expect(refused.writer.finish()).rejects.toThrow('PutRecords: AccessDeniedException: as asked');
  });

  it('holds its input back, and sends what waited long enough', async () => {
    const fake = await fakeKinesis();
    const options = { ...OPTIONS, 'sink.requests.max-buffered': '3', 'sink.flush-buffer.timeout': '10' };
    const { writer } = write(fake, sinkNode(COLUMNS, options));
    writer.write(three);
    const ready = writer.ready();
    expect(ready).toBeInstanceOf(Promise);
    await ready;
    expect([records(fake).length, writer.ready()]).toEqual([3, null]);
  });
});

describe('options', () => {
  it('take both families', () => {
    const arn = 'arn:aws:kinesis:eu-west-1:012345678901:stream/orders';
    expect(kinesisSourceOptions({ 'stream.arn': arn, 'source.shard.discovery.interval': '5 s' })).toEqual({
      stream: { name: 'orders', arn, region: 'eu-west-1', endpoint: undefined },
      start: { kind: 'latest' },
      pageSize: 10_000,
      pause: 200,
      discoveryInterval: 5_000,
    });
    expect(
      kinesisSourceOptions({ stream: 'orders', 'aws.region': 'us-east-1', 'scan.stream.initpos': 'trim_horizon' })
        .start,
    ).toEqual({ kind: 'trim-horizon' });
    expect(() => kinesisSourceOptions({ stream: 's', 'source.init.position': 'AT_TIMESTAMP' })).toThrow(
      "needs 'source.init.timestamp'",
    );
    expect(() => kinesisSinkOptions({ stream: 's', 'sink.partitioner': 'com.X' })).toThrow(
      "not supported yet: 'sink.partitioner' = 'com.X'",
    );
  });

  it.each<[string, string, number | undefined]>([
    ['2026-01-31T10:00:00.500+02:00', "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Date.UTC(2026, 0, 31, 8, 0, 0, 500)],
    ['2026-01-31T10:00:00.500Z', "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Date.UTC(2026, 0, 31, 10, 0, 0, 500)],
    ['31/01/2026', 'dd/MM/yyyy', Date.UTC(2026, 0, 31)],
    ['2026-02-30', 'yyyy-MM-dd', undefined],
    ['x', 'yyyy', undefined],
    ['Sat', 'EEE', undefined],
  ])('read %s by %s', (text, pattern, millis) => {
    expect(parseByPattern(text, pattern)).toBe(millis);
  });
});
