import { join } from 'node:path';
import { systemClock } from '@riffle/base';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalEndpoint, startLocalEndpoint } from '../testing/local-endpoint.ts';
import { awsCli, PYTHON_TIMEOUT_MILLIS, python, whyNoPythonTools } from '../testing/python-tools.ts';
import { BucketStore } from './bucket-store.ts';

let local: LocalEndpoint;
beforeAll(async () => {
  local = await startLocalEndpoint(async (home) => {
    const buckets = await BucketStore.open(join(home, 'buckets'), systemClock);
    return { services: [], buckets, close: async () => buckets.close() };
  });
});
afterAll(() => local.close());

const aws = (command: string): Promise<unknown> => awsCli(local.environment, command.split(' '));

describe.skipIf(whyNoPythonTools() !== undefined)('buckets', { timeout: PYTHON_TIMEOUT_MILLIS }, () => {
  test('the aws command line makes a bucket, puts, lists and describes', async () => {
    expect(await aws('s3api create-bucket --bucket code-of-mine')).toEqual({ Location: '/code-of-mine' });
    const put = await aws(`s3api put-object --bucket code-of-mine --key a/b.txt --body ${import.meta.filename}`);
    expect(put).toMatchObject({ ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/) });
    expect(await aws('s3api head-object --bucket code-of-mine --key a/b.txt')).toMatchObject({
      ETag: (put as { ETag: string }).ETag,
      ContentType: 'binary/octet-stream',
    });
    expect(await aws('s3api list-objects-v2 --bucket code-of-mine --delimiter /')).toMatchObject({
      CommonPrefixes: [{ Prefix: 'a/' }],
    });
    expect(await aws('s3api list-buckets --query Buckets[].Name')).toEqual(['code-of-mine']);
    await expect(aws('s3api get-bucket-acl --bucket code-of-mine')).rejects.toMatchObject({
      stderr: expect.stringContaining('(NotImplemented)'),
    });
    await expect(aws('s3api delete-bucket --bucket code-of-mine')).rejects.toMatchObject({
      stderr: expect.stringContaining('(BucketNotEmpty)'),
    });
  });

  test('boto3 stores and fetches: odd keys, metadata, ranges, copies, parts, conditions, pages, many deletions', async () => {
    const seen = await python(
      local.environment,
      `
import boto3, json, hashlib, io
from botocore.exceptions import ClientError
from boto3.s3.transfer import TransferConfig
s3 = boto3.client('s3')
def code(call, **parameters):
    try: call(**parameters)
    except ClientError as error: return error.response['Error']['Code']
out = {}
s3.create_bucket(Bucket='odd.bucket')
keys = ['plain', 'with space+plus&amp;', 'ü/日本 %41', 'a//b', 'x' * 1024]
for key in keys: s3.put_object(Bucket='odd.bucket', Key=key, Body=key.encode(), Metadata={'owner': 'me'}, ContentType='text/x-test')
out['keys'] = [o['Key'] for o in s3.list_objects_v2(Bucket='odd.bucket')['Contents']] == sorted(keys, key=lambda k: k.encode())
got = [s3.get_object(Bucket='odd.bucket', Key=key) for key in keys]
out['same'] = all(g['Body'].read() == key.encode() and g['Metadata'] == {'owner': 'me'} and g['ContentType'] == 'text/x-test' for g, key in zip(got, keys))
out['ranges'] = [s3.get_object(Bucket='odd.bucket', Key='plain', Range=r)['Body'].read().decode() for r in ['bytes=1-2', 'bytes=3-', 'bytes=-2']]
s3.copy_object(Bucket='odd.bucket', Key='copy', CopySource={'Bucket': 'odd.bucket', 'Key': 'ü/日本 %41'})
out['copy'] = s3.get_object(Bucket='odd.bucket', Key='copy')['Body'].read().decode()
big = bytes(range(256)) * 4096 * 18 + b'end'
s3.upload_fileobj(io.BytesIO(big), 'odd.bucket', 'big', Config=TransferConfig(multipart_threshold=8<<20, multipart_chunksize=8<<20))
head = s3.head_object(Bucket='odd.bucket', Key='big')
back = io.BytesIO()
s3.download_fileobj('odd.bucket', 'big', back)
out['big'] = [head['ContentLength'] == len(big), head['ETag'][-3:], hashlib.sha256(back.getvalue()).hexdigest() == hashlib.sha256(big).hexdigest()]
out['left'] = s3.list_multipart_uploads(Bucket='odd.bucket').get('Uploads', [])
out['codes'] = [
  code(s3.get_object, Bucket='odd.bucket', Key='none'), code(s3.get_object, Bucket='no-bucket', Key='none'),
  code(s3.head_object, Bucket='odd.bucket', Key='none'), code(s3.create_bucket, Bucket='odd.bucket'),
  code(s3.create_bucket, Bucket='ab.'), code(s3.put_object, Bucket='odd.bucket', Key='y' * 1025, Body=b''),
  code(s3.put_object, Bucket='odd.bucket', Key='plain', Body=b'', IfNoneMatch='*'),
  code(s3.get_object, Bucket='odd.bucket', Key='plain', Range='bytes=100-200'),
  code(s3.put_object, Bucket='odd.bucket', Key='md5', Body=b'x', ContentMD5='AAAAAAAAAAAAAAAAAAAAAA=='),
]
for i in range(25): s3.put_object(Bucket='odd.bucket', Key=f'many/{i:02}/part', Body=b'')
pages = list(s3.get_paginator('list_objects_v2').paginate(Bucket='odd.bucket', Prefix='many/', Delimiter='/', PaginationConfig={'PageSize': 7}))
out['pages'] = [[p['Prefix'] for p in page.get('CommonPrefixes', [])] for page in pages]
older = list(s3.get_paginator('list_objects').paginate(Bucket='odd.bucket', Prefix='many/', Delimiter='/', PaginationConfig={'PageSize': 10}))
out['older'] = sum(len(page.get('CommonPrefixes', [])) for page in older)
resource = boto3.resource('s3').Bucket('odd.bucket')
resource.objects.all().delete()
out['after'] = s3.list_objects_v2(Bucket='odd.bucket')['KeyCount']
s3.delete_bucket(Bucket='odd.bucket')
wrong = boto3.client('s3', aws_access_key_id=boto3.Session().get_credentials().access_key, aws_secret_access_key='wrong')
out['wrong'] = code(wrong.list_buckets)
from botocore.config import Config
link = boto3.client('s3', config=Config(signature_version='s3v4')).generate_presigned_url('list_buckets')
import urllib.request
out['link'] = urllib.request.urlopen(link).status
print(json.dumps(out))
`,
    );
    const prefixes = Array.from({ length: 25 }, (_, i) => `many/${String(i).padStart(2, '0')}/`);
    expect(seen).toEqual({
      keys: true,
      same: true,
      ranges: ['la', 'in', 'in'],
      copy: 'ü/日本 %41',
      big: [true, '-3"', true],
      left: [],
      codes: [
        'NoSuchKey',
        'NoSuchBucket',
        '404',
        'BucketAlreadyOwnedByYou',
        'InvalidBucketName',
        'KeyTooLongError',
        'PreconditionFailed',
        'InvalidRange',
        'BadDigest',
      ],
      pages: [prefixes.slice(0, 7), prefixes.slice(7, 14), prefixes.slice(14, 21), prefixes.slice(21)],
      older: 25,
      after: 0,
      wrong: 'SignatureDoesNotMatch',
      link: 200,
    });
  });
});
