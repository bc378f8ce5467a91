// How fast the stream store takes and gives records: in process, by the answers the server builds, and through boto3.
//   node_modules/.riffle/node bench/kinesis-store.ts [records]
// Records are JSON trades of about 60 bytes in one shard, put in batches of 500. boto3 needs .cache/venv
// (or RIFFLE_PYTHON_VENV); without it those lines are left out.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAwsEndpoint, createKinesisService, ensureCredentials, openStreamStore, RawJson } from '@riffle/aws';
import { systemClock, voidLogger } from '@riffle/base';

const COUNT = Number(process.argv[2] ?? 200_000);
const BATCH = 500;
const CONTEXT = { region: 'us-east-1', accessKeyId: 'bench', requestId: 'bench' };
const VENV = process.env['RIFFLE_PYTHON_VENV'] ?? join(import.meta.dirname, '..', '.cache', 'venv');

const BOTO3 = `
import boto3, json, sys, time
kinesis = boto3.client('kinesis')
batches = int(sys.argv[1])
records = [{'Data': json.dumps({'ticker': 'AMZN', 'price': 100.25 + i, 'quantity': i}).encode(), 'PartitionKey': 'k%d' % i} for i in range(500)]
kinesis.create_stream(StreamName='boto3', ShardCount=1)
start = time.time()
for _ in range(batches):
    assert kinesis.put_records(StreamName='boto3', Records=records)['FailedRecordCount'] == 0
puts = batches * 500 / (time.time() - start)
it = kinesis.get_shard_iterator(StreamName='boto3', ShardId='shardId-000000000000', ShardIteratorType='TRIM_HORIZON')['ShardIterator']
start, found = time.time(), 0
while found < batches * 500:
    page = kinesis.get_records(ShardIterator=it, Limit=10000)
    found += len(page['Records'])
    it = page['NextShardIterator']
print(json.dumps([puts, found / (time.time() - start)]))
`;

function rate(records: number, sinceMillis: number): string {
  return `${Math.round(records / ((performance.now() - sinceMillis) / 1000)).toLocaleString('en')} records/s`;
}

const home = mkdtempSync(join(tmpdir(), 'riffle-bench-'));
const store = await openStreamStore(join(home, 'streams'), { clock: systemClock });
const service = createKinesisService({ store, clock: systemClock });

await store.create({ name: 'bench' });
const batch = Array.from({ length: BATCH }, (_, index) => ({
  partitionKey: `k${index}`,
  data: Buffer.from(JSON.stringify({ ticker: 'AMZN', price: 100.25 + index, quantity: index })),
}));
let start = performance.now();
for (let put = 0; put < COUNT; put += BATCH) {
  await store.putRecords('bench', batch);
}
console.log(`in process, put, one sync each ${BATCH}:  ${rate(COUNT, start)}`);

start = performance.now();
for (let at = 1; at <= COUNT; ) {
  at = (await store.readRecords({ stream: 'bench', shardId: 'shardId-000000000000', from: at })).next;
}
console.log(`in process, read:                   ${rate(COUNT, start)}`);

const { operations } = service;
const begin = { StreamName: 'bench', ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' };
const first = (await operations['GetShardIterator']?.(begin as never, CONTEXT)) as { ShardIterator: string };
let iterator = first.ShardIterator;
start = performance.now();
let bytes = 0;
for (let read = 0; read < COUNT; read += 10_000) {
  const page = await operations['GetRecords']?.({ ShardIterator: iterator } as never, CONTEXT);
  if (!(page instanceof RawJson)) {
    throw new Error('GetRecords answered something else');
  }
  bytes += page.text.length;
  iterator = JSON.parse(`{${page.text.subarray(page.text.lastIndexOf('"NextShardIterator"'))}`).NextShardIterator;
}
const megabytes = (bytes / (1 << 20)).toFixed(0);
console.log(`GetRecords pages built, ${megabytes} MB JSON:   ${rate(COUNT, start)}`);

if (existsSync(join(VENV, 'bin', 'python'))) {
  const port = 14_566;
  const credentials = ensureCredentials(home, `http://127.0.0.1:${port}`);
  const endpoint = createAwsEndpoint({
    port,
    credentials,
    services: [service],
    clock: systemClock,
    logger: voidLogger,
  });
  await endpoint.listen();
  const env = {
    PATH: process.env['PATH'] ?? '',
    AWS_SHARED_CREDENTIALS_FILE: credentials.credentialsFile,
    AWS_CONFIG_FILE: credentials.configFile,
  };
  const output = await new Promise<string>((resolve, reject) => {
    execFile(join(VENV, 'bin', 'python'), ['-c', BOTO3, String(COUNT / BATCH)], { env }, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
  });
  const [puts = 0, reads = 0] = JSON.parse(output) as number[];
  console.log(`boto3, one client, PutRecords:      ${Math.round(puts).toLocaleString('en')} records/s`);
  console.log(`boto3, one client, GetRecords:      ${Math.round(reads).toLocaleString('en')} records/s`);
  await endpoint.close();
} else {
  console.log(`boto3: left out, no Python tools in ${VENV}`);
}

await store.close();
rmSync(home, { recursive: true, force: true });
