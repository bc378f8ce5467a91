import type { Clock } from '@riffle/base';
import { ConnectorError } from '@riffle/engine';
import { AwsJsonClient } from '../aws/json-client.ts';
import type { AwsAccess } from '../environment.ts';
import type { StreamOptions } from './options.ts';

export interface ShardInfo {
  readonly id: string;
  readonly parents: readonly string[];
  /** No more records will be put into it. */
  readonly closed: boolean;
}

/** Where an iterator begins. */
export type ShardPosition =
  | { readonly kind: 'latest' }
  | { readonly kind: 'trim-horizon' }
  /** Milliseconds since the epoch. */
  | { readonly kind: 'at'; readonly millis: number }
  | { readonly kind: 'after'; readonly sequenceNumber: string };

export interface FetchedRecord {
  readonly data: Buffer;
  readonly sequenceNumber: string;
  /** Milliseconds since the epoch. */
  readonly arrivedAt: number;
}

export interface FetchedPage {
  readonly records: readonly FetchedRecord[];
  /** Null when the shard is closed and was read to its end. */
  readonly nextIterator: string | null;
  readonly millisBehindLatest: number;
}

export interface OutgoingRecord {
  /** Base64. */
  readonly data: string;
  readonly partitionKey: string;
  /** Bytes of data and key, as the service counts them. */
  readonly size: number;
}

/** What became of one record that was put: null when it was taken. */
export type PutFailure = { readonly code: string; readonly message: string } | null;

interface ListShardsAnswer {
  readonly Shards: readonly {
    readonly ShardId: string;
    readonly ParentShardId?: string;
    readonly AdjacentParentShardId?: string;
    readonly SequenceNumberRange: { readonly EndingSequenceNumber?: string };
  }[];
  readonly NextToken?: string;
}

interface GetRecordsAnswer {
  readonly Records: readonly {
    readonly Data: string;
    readonly SequenceNumber: string;
    readonly ApproximateArrivalTimestamp: number;
  }[];
  readonly NextShardIterator?: string | null;
  readonly MillisBehindLatest?: number;
}

interface PutRecordsAnswer {
  readonly FailedRecordCount: number;
  readonly Records: readonly { readonly ErrorCode?: string; readonly ErrorMessage?: string }[];
}

/** The calls the connector makes, for one stream. */
export class KinesisClient {
  readonly #client: AwsJsonClient;
  readonly #stream: Readonly<Record<string, string>>;

  constructor(stream: StreamOptions, setup: { access: AwsAccess | undefined; clock: Clock; maxConnections: number }) {
    if (setup.access === undefined) {
      throw new ConnectorError('Kinesis cannot be reached from here: no AWS endpoint is configured.');
    }
    const region = stream.region ?? setup.access.region;
    this.#stream =
      stream.arn === undefined ? { StreamName: stream.name } : { StreamName: stream.name, StreamARN: stream.arn };
    this.#client = new AwsJsonClient({
      service: 'kinesis',
      targetPrefix: 'Kinesis_20131202',
      endpoint: setup.access.endpoint ?? stream.endpoint ?? `https://kinesis.${region}.amazonaws.com`,
      region,
      credentials: setup.access.credentials,
      clock: setup.clock,
      maxConnections: setup.maxConnections,
    });
  }

  async listShards(): Promise<ShardInfo[]> {
    const shards: ShardInfo[] = [];
    let token: string | undefined;
    do {
      const answer: ListShardsAnswer = await this.#call(
        'ListShards',
        token === undefined ? this.#stream : { NextToken: token },
      );
      for (const shard of answer.Shards) {
        shards.push({
          id: shard.ShardId,
          parents: [shard.ParentShardId, shard.AdjacentParentShardId].filter((parent) => parent !== undefined),
          closed: shard.SequenceNumberRange.EndingSequenceNumber !== undefined,
        });
      }
      token = answer.NextToken;
    } while (token !== undefined);
    return shards;
  }

  async shardIterator(shard: string, position: ShardPosition): Promise<string> {
    const answer = await this.#call<{ ShardIterator: string }>('GetShardIterator', {
      ...this.#stream,
      ShardId: shard,
      ...iteratorFields(position),
    });
    return answer.ShardIterator;
  }

  async getRecords(iterator: string, limit: number): Promise<FetchedPage> {
    const answer = await this.#call<GetRecordsAnswer>('GetRecords', { ShardIterator: iterator, Limit: limit });
    return {
      records: answer.Records.map((record) => ({
        data: Buffer.from(record.Data, 'base64'),
        sequenceNumber: record.SequenceNumber,
        arrivedAt: Math.round(record.ApproximateArrivalTimestamp * 1000),
      })),
      nextIterator: answer.NextShardIterator ?? null,
      millisBehindLatest: answer.MillisBehindLatest ?? 0,
    };
  }

  /** Puts up to 500 records. Gives what failed, by position; null when all were taken. */
  async putRecords(records: readonly OutgoingRecord[]): Promise<readonly PutFailure[] | null> {
    const list = records.map(
      (record) => `{"Data":"${record.data}","PartitionKey":${JSON.stringify(record.partitionKey)}}`,
    );
    const fields = JSON.stringify(this.#stream).slice(1, -1);
    const content = await this.#client.call('PutRecords', `{${fields},"Records":[${list.join(',')}]}`);
    const answer = JSON.parse(content.toString()) as PutRecordsAnswer;
    if (answer.FailedRecordCount === 0) {
      return null;
    }
    return answer.Records.map(({ ErrorCode, ErrorMessage }) =>
      ErrorCode === undefined ? null : { code: ErrorCode, message: ErrorMessage ?? '' },
    );
  }

  close(): void {
    this.#client.close();
  }

  async #call<T>(operation: string, fields: Readonly<Record<string, unknown>>): Promise<T> {
    const content = await this.#client.call(operation, JSON.stringify(fields));
    return JSON.parse(content.toString()) as T;
  }
}

function iteratorFields(position: ShardPosition): Readonly<Record<string, string | number>> {
  switch (position.kind) {
    case 'latest':
      return { ShardIteratorType: 'LATEST' };
    case 'trim-horizon':
      return { ShardIteratorType: 'TRIM_HORIZON' };
    case 'at':
      return { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: position.millis / 1000 };
    case 'after':
      return { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: position.sequenceNumber };
  }
}
