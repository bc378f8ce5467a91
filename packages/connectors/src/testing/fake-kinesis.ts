import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { AwsAccess } from '../environment.ts';

export interface FakeRecord {
  readonly data: string;
  readonly key: string;
  readonly arrivedAt: number;
}

export interface FakeShard {
  readonly records: FakeRecord[];
  readonly parents?: readonly string[];
  closed?: boolean;
}

/** What the fake answers instead of its usual answer: an error's type, or for PutRecords the positions it refuses. */
export type FakeTrouble = { readonly operation: string; readonly error?: string; readonly refuse?: readonly number[] };

export interface FakeKinesis {
  readonly access: AwsAccess;
  readonly shards: Map<string, FakeShard>;
  /** Taken from the front, one a call of that operation. */
  readonly troubles: FakeTrouble[];
  readonly calls: string[];
  put(shard: string, ...texts: readonly string[]): void;
}

/** Just enough of Kinesis for one stream named `s`, with troubles on demand. Signatures are not checked. */
export async function fakeKinesis(): Promise<FakeKinesis> {
  const shards = new Map<string, FakeShard>([['shardId-000000000000', { records: [] }]]);
  const troubles: FakeTrouble[] = [];
  const calls: string[] = [];
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(body));
    });
  });

  const answer = async (request: IncomingMessage): Promise<{ status: number; body: object }> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const fields = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    calls.push(operation);
    const at = troubles.findIndex((trouble) => trouble.operation === operation);
    const trouble = at === -1 ? undefined : troubles.splice(at, 1)[0];
    if (trouble?.error !== undefined) {
      return { status: 400, body: { __type: trouble.error, message: 'as asked' } };
    }
    return (
      OPERATIONS[operation]?.(shards, fields, trouble?.refuse ?? []) ?? {
        status: 400,
        body: { __type: 'UnknownOperationException' },
      }
    );
  };

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };
  return {
    access: { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials },
    shards,
    troubles,
    calls,
    put(shard, ...texts) {
      const records = shards.get(shard)?.records ?? [];
      for (const text of texts) {
        records.push({ data: Buffer.from(text).toString('base64'), key: 'k', arrivedAt: 1_000 + records.length });
      }
    },
  };
}

type Answer = { status: number; body: object };
type Fields = Record<string, unknown>;

const ok = (body: object): Answer => ({ status: 200, body });

const OPERATIONS: Record<
  string,
  (shards: Map<string, FakeShard>, fields: Fields, refuse: readonly number[]) => Answer
> = {
  ListShards: (shards, fields) => {
    if (fields['StreamName'] !== 's') {
      return { status: 400, body: { __type: 'ResourceNotFoundException', message: 'no such stream' } };
    }
    return ok({
      Shards: [...shards].map(([id, shard]) => ({
        ShardId: id,
        ParentShardId: shard.parents?.[0],
        AdjacentParentShardId: shard.parents?.[1],
        SequenceNumberRange: {
          StartingSequenceNumber: '0',
          ...(shard.closed === true ? { EndingSequenceNumber: '9' } : {}),
        },
      })),
    });
  },
  GetShardIterator: (shards, fields) => {
    const shard = String(fields['ShardId']);
    const records = shards.get(shard)?.records ?? [];
    const begin = {
      LATEST: records.length,
      TRIM_HORIZON: 0,
      AT_TIMESTAMP: records.filter((record) => record.arrivedAt < Number(fields['Timestamp']) * 1000).length,
      AFTER_SEQUENCE_NUMBER: Number(fields['StartingSequenceNumber']) + 1,
    }[String(fields['ShardIteratorType'])];
    return ok({ ShardIterator: `${shard}@${begin ?? 0}` });
  },
  GetRecords: (shards, fields) => {
    const [id = '', from = '0'] = String(fields['ShardIterator']).split('@');
    const shard = shards.get(id);
    const end = Math.min(shard?.records.length ?? 0, Number(from) + Number(fields['Limit']));
    const page = shard?.records.slice(Number(from), end) ?? [];
    const rest = (shard?.records.length ?? 0) - end;
    return ok({
      Records: page.map((record, i) => ({
        Data: record.data,
        PartitionKey: record.key,
        SequenceNumber: String(Number(from) + i),
        ApproximateArrivalTimestamp: record.arrivedAt / 1000,
      })),
      NextShardIterator: shard?.closed === true && rest === 0 ? null : `${id}@${end}`,
      MillisBehindLatest: rest * 10,
    });
  },
  PutRecords: (shards, fields, refuse) => {
    const records = fields['Records'] as { Data: string; PartitionKey: string }[];
    const shard = shards.get('shardId-000000000000');
    const outcomes = records.map((record, i) => {
      if (refuse.includes(i)) {
        return { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: 'slow down' };
      }
      shard?.records.push({ data: record.Data, key: record.PartitionKey, arrivedAt: 0 });
      return { SequenceNumber: '1', ShardId: 'shardId-000000000000' };
    });
    return ok({ FailedRecordCount: refuse.length, Records: outcomes });
  },
};
