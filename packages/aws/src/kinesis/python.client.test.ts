// The stream tutorial's steps and the error cases people meet, through the real aws CLI and boto3.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startKinesisEndpoint } from '../testing/kinesis-endpoint.ts';
import type { LocalEndpoint } from '../testing/local-endpoint.ts';
import { awsCli, PYTHON_TIMEOUT_MILLIS, python, whyNoPythonTools } from '../testing/python-tools.ts';

const PRELUDE = `
import boto3, json
from botocore.exceptions import ClientError
kinesis = boto3.client('kinesis')
def failure(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return [error.response['Error']['Code'], error.response['Error']['Message'], error.response['ResponseMetadata']['HTTPStatusCode']]
    return None
`;

describe.skipIf(whyNoPythonTools() !== undefined)('the Python clients', { timeout: PYTHON_TIMEOUT_MILLIS }, () => {
  let local: LocalEndpoint;

  beforeAll(async () => {
    local = await startKinesisEndpoint();
  });

  afterAll(() => local.close());

  test('the CLI makes, describes, fills, reads and deletes a stream', async () => {
    const aws = (line: string): Promise<unknown> => awsCli(local.environment, line.split(' '));
    await aws('kinesis create-stream --stream-name ExampleInputStream --shard-count 1');
    const summary = (await aws('kinesis describe-stream-summary --stream-name ExampleInputStream')) as {
      StreamDescriptionSummary: Record<string, unknown>;
    };
    expect(summary.StreamDescriptionSummary).toMatchObject({
      StreamName: 'ExampleInputStream',
      StreamARN: 'arn:aws:kinesis:us-east-1:012345678901:stream/ExampleInputStream',
      StreamStatus: 'ACTIVE',
      OpenShardCount: 1,
      RetentionPeriodHours: 24,
    });
    const put = (await aws('kinesis put-record --stream-name ExampleInputStream --partition-key k --data hi')) as {
      SequenceNumber: string;
    };
    expect(put.SequenceNumber).toMatch(/^49\d{54}$/);
    const { ShardIterator } = (await aws(
      'kinesis get-shard-iterator --stream-name ExampleInputStream --shard-id 0 --shard-iterator-type TRIM_HORIZON',
    )) as { ShardIterator: string };
    const page = (await aws(`kinesis get-records --shard-iterator ${ShardIterator}`)) as { Records: object[] };
    expect(page).toMatchObject({
      Records: [{ SequenceNumber: put.SequenceNumber, Data: 'aGk=', PartitionKey: 'k' }],
      MillisBehindLatest: 0,
    });
    const west = (await aws('kinesis describe-stream-summary --stream-name ExampleInputStream --region us-west-2')) as {
      StreamDescriptionSummary: { StreamARN: string };
    };
    expect(west.StreamDescriptionSummary.StreamARN).toBe(
      'arn:aws:kinesis:us-west-2:012345678901:stream/ExampleInputStream',
    );
    await aws('kinesis delete-stream --stream-name ExampleInputStream --profile adminuser');
    expect(await aws('kinesis list-streams')).toMatchObject({ StreamNames: [] });
  });

  test('boto3 puts batches over shards and reads them back by every kind of iterator', async () => {
    const result = await python(
      local.environment,
      `${PRELUDE}
kinesis.create_stream(StreamName='orders', ShardCount=3)
kinesis.get_waiter('stream_exists').wait(StreamName='orders')
arn = kinesis.describe_stream(StreamName='orders')['StreamDescription']['StreamARN']
records = [{'Data': str(i).encode(), 'PartitionKey': 'k%d é' % (i % 50)} for i in range(500)]
put = kinesis.put_records(StreamARN=arn, Records=records)
assert put['FailedRecordCount'] == 0
shards = [s['ShardId'] for s in kinesis.list_shards(StreamName='orders')['Shards']]
def read(shard, **how):
    it = kinesis.get_shard_iterator(StreamARN=arn, ShardId=shard, **how)['ShardIterator']
    found = []
    while True:
        page = kinesis.get_records(ShardIterator=it, Limit=100)
        found += page['Records']
        it = page['NextShardIterator']
        if page['MillisBehindLatest'] == 0:
            return found
everything = {shard: read(shard, ShardIteratorType='TRIM_HORIZON') for shard in shards}
placed = all(r['SequenceNumber'] in [x['SequenceNumber'] for x in everything[r['ShardId']]] for r in put['Records'])
same = sorted((r['Data'].decode(), r['PartitionKey']) for rs in everything.values() for r in rs) == sorted((r['Data'].decode(), r['PartitionKey']) for r in records)
one = everything[shards[0]]
middle = one[10]
at = read(shards[0], ShardIteratorType='AT_SEQUENCE_NUMBER', StartingSequenceNumber=middle['SequenceNumber'])
after = read(shards[0], ShardIteratorType='AFTER_SEQUENCE_NUMBER', StartingSequenceNumber=middle['SequenceNumber'])
since = read(shards[0], ShardIteratorType='AT_TIMESTAMP', Timestamp=one[0]['ApproximateArrivalTimestamp'])
latest = read(shards[0], ShardIteratorType='LATEST')
explicit = kinesis.put_record(StreamName='orders', Data=b'x', PartitionKey='k', ExplicitHashKey=str(2**128 - 1))
growing = [r['SequenceNumber'] for r in one] == sorted(r['SequenceNumber'] for r in one)
print(json.dumps([shards, placed, same, growing, len(at) == len(one) - 10, len(after) == len(one) - 11, len(since) == len(one), latest, explicit['ShardId']]))
`,
    );
    const shards = ['shardId-000000000000', 'shardId-000000000001', 'shardId-000000000002'];
    expect(result).toEqual([shards, true, true, true, true, true, true, [], shards[2]]);
  });

  test('listing goes by pages', async () => {
    const result = await python(
      local.environment,
      `${PRELUDE}
for i in range(7):
    kinesis.create_stream(StreamName='page-%d' % i, StreamModeDetails={'StreamMode': 'ON_DEMAND'})
names = [n for page in kinesis.get_paginator('list_streams').paginate(Limit=2) for n in page['StreamNames'] if n.startswith('page-')]
pages, token = [], None
while True:
    answer = kinesis.list_shards(NextToken=token) if token else kinesis.list_shards(StreamName='page-0', MaxResults=3)
    pages.append(len(answer['Shards']))
    token = answer.get('NextToken')
    if not token: break
first = kinesis.describe_stream(StreamName='page-0', Limit=1)['StreamDescription']
print(json.dumps([names, pages, len(first['Shards']), first['HasMoreShards'], first['StreamModeDetails']['StreamMode']]))
`,
    );
    const names = Array.from({ length: 7 }, (_, index) => `page-${index}`);
    expect(result).toEqual([names, [3, 1], 1, true, 'ON_DEMAND']);
  });

  test('tags and retention', async () => {
    const result = await python(
      local.environment,
      `${PRELUDE}
kinesis.create_stream(StreamName='tagged', ShardCount=1, Tags={'a': '1'})
kinesis.add_tags_to_stream(StreamName='tagged', Tags={'b': '2', 'c': '3'})
kinesis.remove_tags_from_stream(StreamName='tagged', TagKeys=['a'])
tags = kinesis.list_tags_for_stream(StreamName='tagged', Limit=1)
kinesis.increase_stream_retention_period(StreamName='tagged', RetentionPeriodHours=48)
longer = kinesis.describe_stream_summary(StreamName='tagged')['StreamDescriptionSummary']['RetentionPeriodHours']
shorter = failure(kinesis.increase_stream_retention_period, StreamName='tagged', RetentionPeriodHours=24)
kinesis.decrease_stream_retention_period(StreamName='tagged', RetentionPeriodHours=24)
print(json.dumps([tags['Tags'], tags['HasMoreTags'], longer, shorter[0]]))
`,
    );
    expect(result).toEqual([[{ Key: 'b', Value: '2' }], true, 48, 'InvalidArgumentException']);
  });

  test('mistakes answer the real codes', async () => {
    const result = await python(
      local.environment,
      `${PRELUDE}
kinesis.create_stream(StreamName='once', ShardCount=1)
big = b'x' * (1024 * 1024 + 1)
wrong = boto3.client('kinesis', aws_access_key_id=boto3.Session().get_credentials().access_key, aws_secret_access_key='wrong')
unknown = boto3.client('kinesis', aws_access_key_id='AKIANOBODY', aws_secret_access_key='x')
print(json.dumps([
  failure(kinesis.create_stream, StreamName='once', ShardCount=1),
  failure(kinesis.describe_stream, StreamName='absent'),
  failure(kinesis.put_record, StreamName='once', Data=big, PartitionKey='k'),
  failure(kinesis.put_records, StreamName='once', Records=[{'Data': b'x' * 1000000, 'PartitionKey': 'k'}] * 6),
  failure(kinesis.get_shard_iterator, StreamName='once', ShardId='shardId-000000000009', ShardIteratorType='LATEST'),
  failure(kinesis.get_records, ShardIterator='AAAA'),
  failure(kinesis.put_record, StreamName='once', Data=b'x', PartitionKey='k', DryRun=True)[0],
  failure(kinesis.merge_shards, StreamName='once', ShardToMerge='a', AdjacentShardToMerge='b'),
  failure(wrong.list_streams)[0],
  failure(unknown.list_streams)[0],
]))
`,
    );
    expect(result).toEqual([
      ['ResourceInUseException', 'Stream once under account 012345678901 already exists.', 400],
      ['ResourceNotFoundException', 'Stream absent under account 012345678901 not found.', 400],
      [
        'ValidationException',
        "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=1048577 cap=1048577]' at 'data' " +
          'failed to satisfy constraint: Member must have length less than or equal to 1048576',
        400,
      ],
      ['InvalidArgumentException', 'Records size exceeds 5 MB limit', 400],
      [
        'ResourceNotFoundException',
        'Shard shardId-000000000009 in stream once under account 012345678901 does not exist',
        400,
      ],
      ['InvalidArgumentException', 'Invalid ShardIterator.', 400],
      'DryRunOperationException',
      ['UnsupportedOperationException', 'not supported yet: kinesis MergeShards', 400],
      'InvalidSignatureException',
      'UnrecognizedClientException',
    ]);
  });
});
