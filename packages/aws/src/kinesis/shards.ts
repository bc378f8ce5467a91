import { AwsError } from '../wire/errors.ts';
import { findStream, invalidArgument, type KinesisScope, type StreamReference } from './scope.ts';
import { decimalHashKey } from './store/hash-range.ts';
import type { Shard } from './store/stream.ts';

export function describeShard(shard: Shard): object {
  return {
    ShardId: shard.id,
    HashKeyRange: {
      StartingHashKey: decimalHashKey(shard.range.start),
      EndingHashKey: decimalHashKey(shard.range.end),
    },
    SequenceNumberRange: { StartingSequenceNumber: shard.sequence.format(0) },
  };
}

interface ListShardsInput extends StreamReference {
  readonly NextToken?: string;
  readonly ExclusiveStartShardId?: string;
  readonly MaxResults?: number;
  readonly ShardFilter?: { readonly Type: string; readonly ShardId?: string };
}

interface ListToken {
  readonly stream: string;
  readonly after: string;
  readonly issued: number;
}

const DEFAULT_PAGE = 1000;
const TOKEN_LIFE_MILLIS = 300_000;

export function listShards(scope: KinesisScope, input: ListShardsInput): object {
  const start = input.NextToken === undefined ? firstPage(input) : nextPage(scope, input, input.NextToken);
  const stream = findStream(scope, start.reference);
  const shards = stream.shards.filter(({ id }) => start.after === undefined || id > start.after);
  const page = shards.slice(0, input.MaxResults ?? DEFAULT_PAGE);
  const last = page.at(-1);
  const token: ListToken | undefined =
    last !== undefined && page.length < shards.length
      ? { stream: stream.meta.name, after: last.id, issued: scope.clock.now() }
      : undefined;
  return {
    Shards: page.map(describeShard),
    ...(token === undefined ? {} : { NextToken: scope.pages.seal(token) }),
  };
}

interface PageStart {
  readonly reference: StreamReference;
  readonly after: string | undefined;
}

function firstPage(input: ListShardsInput): PageStart {
  if (input.StreamName === undefined && input.StreamARN === undefined) {
    throw invalidArgument('Either NextToken or StreamName should be provided.');
  }
  // No shard is ever closed here, so of all filters only the one that skips has an effect.
  const filter = input.ShardFilter;
  if (filter?.Type === 'AFTER_SHARD_ID' && filter.ShardId === undefined) {
    throw invalidArgument('The shard filter AFTER_SHARD_ID needs a ShardId.');
  }
  return {
    reference: input,
    after: filter?.Type === 'AFTER_SHARD_ID' ? filter.ShardId : input.ExclusiveStartShardId,
  };
}

function nextPage(scope: KinesisScope, input: ListShardsInput, sealed: string): PageStart {
  if (input.StreamName !== undefined) {
    throw invalidArgument('NextToken and StreamName cannot be provided together.');
  }
  const token = scope.pages.open(sealed) as ListToken | undefined;
  if (token?.stream === undefined) {
    throw invalidArgument('The NextToken is not valid.');
  }
  if (scope.clock.now() - token.issued > TOKEN_LIFE_MILLIS) {
    throw new AwsError('ExpiredNextTokenException', 'The NextToken has expired; list the shards from the start.');
  }
  return { reference: { StreamName: token.stream }, after: token.after };
}
