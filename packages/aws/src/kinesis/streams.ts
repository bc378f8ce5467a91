import { AwsError } from '../wire/errors.ts';
import { ACCOUNT_ID, type CallContext } from '../wire/service.ts';
import { findStream, invalidArgument, type KinesisScope, type StreamReference, streamArn } from './scope.ts';
import { describeShard } from './shards.ts';
import type { Stream } from './store/stream.ts';
import type { NewStream, StreamMode } from './store/stream-meta.ts';
import { StreamStoreError } from './store/stream-store.ts';

interface CreateStreamInput {
  readonly StreamName: string;
  readonly ShardCount?: number;
  readonly StreamModeDetails?: { readonly StreamMode: StreamMode };
  readonly MaxRecordSizeInKiB?: number;
  readonly Tags?: Readonly<Record<string, string>>;
}

const MOST_SHARDS = 500;
const DEFAULT_PAGE = 100;

export async function createStream(scope: KinesisScope, input: CreateStreamInput): Promise<undefined> {
  const mode = input.StreamModeDetails?.StreamMode ?? 'PROVISIONED';
  if (mode === 'ON_DEMAND' && input.ShardCount !== undefined) {
    throw invalidArgument('ShardCount must not be specified for a stream in ON_DEMAND mode.');
  }
  if (mode === 'PROVISIONED' && input.ShardCount === undefined) {
    throw invalidArgument('ShardCount must be specified for a stream in PROVISIONED mode.');
  }
  if ((input.ShardCount ?? 1) > MOST_SHARDS) {
    const message = `This request would exceed the shard limit for the account ${ACCOUNT_ID}: ${MOST_SHARDS} a stream.`;
    throw new AwsError('LimitExceededException', message);
  }
  const wanted: NewStream = {
    name: input.StreamName,
    mode,
    ...(input.ShardCount === undefined ? {} : { shardCount: input.ShardCount }),
    ...(input.MaxRecordSizeInKiB === undefined ? {} : { maxRecordBytes: input.MaxRecordSizeInKiB * 1024 }),
    ...(input.Tags === undefined ? {} : { tags: input.Tags }),
  };
  try {
    await scope.store.create(wanted);
  } catch (error) {
    if (error instanceof StreamStoreError && error.kind === 'exists') {
      const message = `Stream ${input.StreamName} under account ${ACCOUNT_ID} already exists.`;
      throw new AwsError('ResourceInUseException', message);
    }
    throw error;
  }
  return undefined;
}

export async function deleteStream(scope: KinesisScope, input: StreamReference): Promise<undefined> {
  await scope.store.delete(findStream(scope, input).meta.name);
  return undefined;
}

interface ListStreamsInput {
  readonly Limit?: number;
  readonly ExclusiveStartStreamName?: string;
  readonly NextToken?: string;
}

export function listStreams(scope: KinesisScope, input: ListStreamsInput, context: CallContext): object {
  const after = input.NextToken === undefined ? input.ExclusiveStartStreamName : readListToken(scope, input.NextToken);
  const names = scope.store.names().filter((name) => after === undefined || name > after);
  const page = names.slice(0, input.Limit ?? DEFAULT_PAGE);
  const hasMore = page.length < names.length;
  return {
    StreamNames: page,
    HasMoreStreams: hasMore,
    ...(hasMore ? { NextToken: scope.pages.seal({ after: page.at(-1) }) } : {}),
    StreamSummaries: page.map((name) => streamSummary(scope.store.get(name), context.region)),
  };
}

function readListToken(scope: KinesisScope, token: string): string {
  const opened = scope.pages.open(token) as { after?: string } | undefined;
  if (opened?.after === undefined) {
    throw new AwsError('ExpiredNextTokenException', 'The NextToken is not valid.');
  }
  return opened.after;
}

function streamSummary({ meta }: Stream, region: string): object {
  return {
    StreamName: meta.name,
    StreamARN: streamArn(region, meta.name),
    StreamStatus: 'ACTIVE',
    StreamModeDetails: { StreamMode: meta.mode },
    StreamCreationTimestamp: meta.createdMillis / 1000,
  };
}

interface DescribeStreamInput extends StreamReference {
  readonly Limit?: number;
  readonly ExclusiveStartShardId?: string;
}

export function describeStream(scope: KinesisScope, input: DescribeStreamInput, context: CallContext): object {
  const stream = findStream(scope, input);
  const after = input.ExclusiveStartShardId;
  const shards = stream.shards.filter(({ id }) => after === undefined || id > after);
  const page = shards.slice(0, input.Limit ?? DEFAULT_PAGE);
  return {
    StreamDescription: {
      ...streamSummary(stream, context.region),
      ...commonDescription(stream),
      Shards: page.map(describeShard),
      HasMoreShards: page.length < shards.length,
    },
  };
}

export function describeStreamSummary(scope: KinesisScope, input: StreamReference, context: CallContext): object {
  const stream = findStream(scope, input);
  return {
    StreamDescriptionSummary: {
      ...streamSummary(stream, context.region),
      ...commonDescription(stream),
      OpenShardCount: stream.shards.length,
      ConsumerCount: 0,
      MaxRecordSizeInKiB: stream.meta.maxRecordBytes / 1024,
    },
  };
}

function commonDescription({ meta }: Stream): object {
  return {
    RetentionPeriodHours: meta.retentionHours,
    EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
    EncryptionType: 'NONE',
  };
}

interface RetentionInput extends StreamReference {
  readonly RetentionPeriodHours: number;
}

const SHORTEST_RETENTION_HOURS = 24;
const LONGEST_RETENTION_HOURS = 8760;

export function increaseRetention(scope: KinesisScope, input: RetentionInput): Promise<undefined> {
  return changeRetention(scope, input, {
    refuses: (wanted, current) => wanted < current,
    problem: 'shorter',
    otherCall: 'DecreaseRetentionPeriod',
  });
}

export function decreaseRetention(scope: KinesisScope, input: RetentionInput): Promise<undefined> {
  return changeRetention(scope, input, {
    refuses: (wanted, current) => wanted > current,
    problem: 'longer',
    otherCall: 'IncreaseRetentionPeriod',
  });
}

interface RetentionDirection {
  refuses(wanted: number, current: number): boolean;
  readonly problem: string;
  readonly otherCall: string;
}

async function changeRetention(
  scope: KinesisScope,
  input: RetentionInput,
  { refuses, problem, otherCall }: RetentionDirection,
): Promise<undefined> {
  const hours = input.RetentionPeriodHours;
  checkRetention(hours);
  await findStream(scope, input).change(({ name, retentionHours: current }) => {
    if (refuses(hours, current)) {
      throw invalidArgument(
        `Requested retention period (${hours} hours) for stream ${name} can not be ${problem} than existing ` +
          `retention period (${current} hours). Use ${otherCall} API.`,
      );
    }
    return { retentionHours: hours };
  });
  return undefined;
}

function checkRetention(hours: number): void {
  if (hours < SHORTEST_RETENTION_HOURS) {
    throw invalidArgument(
      `Minimum allowed retention period is ${SHORTEST_RETENTION_HOURS} hours. ` +
        `Requested retention period (${hours} hours) is too short.`,
    );
  }
  if (hours > LONGEST_RETENTION_HOURS) {
    throw invalidArgument(
      `Maximum allowed retention period is ${LONGEST_RETENTION_HOURS} hours. ` +
        `Requested retention period (${hours} hours) is too long.`,
    );
  }
}

/** How many shards there are, and may be. */
export function describeLimits({ store }: KinesisScope): object {
  const streams = store.names().map((name) => store.get(name));
  return {
    ShardLimit: MOST_SHARDS,
    OpenShardCount: streams.reduce((sum, stream) => sum + stream.shards.length, 0),
    OnDemandStreamCount: streams.filter(({ meta }) => meta.mode === 'ON_DEMAND').length,
    OnDemandStreamCountLimit: 50,
  };
}
