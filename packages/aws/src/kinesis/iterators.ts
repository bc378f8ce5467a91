import { AwsError } from '../wire/errors.ts';
import { ACCOUNT_ID } from '../wire/service.ts';
import {
  type DryRunnable,
  findStream,
  invalidArgument,
  type KinesisScope,
  refuseDryRun,
  type StreamReference,
} from './scope.ts';
import type { Shard, Stream } from './store/stream.ts';
import { shardId, shardIndexOf } from './store/stream-meta.ts';

interface GetShardIteratorInput extends StreamReference, DryRunnable {
  readonly ShardId: string;
  readonly ShardIteratorType: string;
  readonly StartingSequenceNumber?: string;
  readonly Timestamp?: number;
}

/** What an iterator says, once opened. */
interface IteratorContent {
  readonly stream: string;
  /** Tells a stream from a later one of the same name. */
  readonly created: number;
  readonly shard: number;
  /** The next ordinal to read. */
  readonly from: number;
  readonly issued: number;
}

/** Where an iterator points. */
export interface ShardPosition {
  readonly stream: Stream;
  readonly shard: Shard;
  readonly from: number;
}

const ITERATOR_LIFE_MILLIS = 300_000;

export async function getShardIterator(scope: KinesisScope, input: GetShardIteratorInput): Promise<object> {
  const stream = findStream(scope, input);
  const shard = findShard(stream, input.ShardId);
  const from = await startingOrdinal(scope, { stream, shard }, input);
  refuseDryRun(input);
  return { ShardIterator: sealPosition(scope, { stream, shard, from }) };
}

function findShard(stream: Stream, id: string): Shard {
  const index = shardIndexOf(id);
  const shard = index === undefined ? undefined : stream.shards[index];
  if (shard === undefined) {
    const named = index === undefined ? id : shardId(index);
    throw new AwsError(
      'ResourceNotFoundException',
      `Shard ${named} in stream ${stream.meta.name} under account ${ACCOUNT_ID} does not exist`,
    );
  }
  return shard;
}

async function startingOrdinal(
  scope: KinesisScope,
  { stream, shard }: { readonly stream: Stream; readonly shard: Shard },
  input: GetShardIteratorInput,
): Promise<number> {
  switch (input.ShardIteratorType) {
    case 'TRIM_HORIZON':
      refuseSequenceNumber(input);
      return await shard.log.firstSince(stream.notBefore);
    case 'LATEST':
      refuseSequenceNumber(input);
      return shard.log.nextOrdinal;
    case 'AT_TIMESTAMP':
      return await shard.log.firstSince(Math.max(stream.notBefore, timestampMillis(scope, input)));
    case 'AT_SEQUENCE_NUMBER':
      return sequenceOrdinal(stream, shard, input);
    default:
      return sequenceOrdinal(stream, shard, input) + 1;
  }
}

function refuseSequenceNumber(input: GetShardIteratorInput): void {
  if (input.StartingSequenceNumber !== undefined) {
    throw invalidArgument(
      'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or ' +
        '(2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. ' +
        `Request specified ${input.ShardIteratorType} and also a StartingSequenceNumber.`,
    );
  }
}

function timestampMillis(scope: KinesisScope, { Timestamp }: GetShardIteratorInput): number {
  if (Timestamp === undefined) {
    throw invalidArgument(
      'Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. ' +
        'Current request has no timestamp parameter.',
    );
  }
  // A time in the future waits for records from now on, so nothing is lost when clocks differ a little.
  return Math.min(Math.round(Timestamp * 1000), scope.clock.now() + 1);
}

function sequenceOrdinal(stream: Stream, shard: Shard, input: GetShardIteratorInput): number {
  const number = input.StartingSequenceNumber;
  if (number === undefined) {
    throw invalidArgument(
      'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or ' +
        '(2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. ' +
        `Request specified ${input.ShardIteratorType} and no StartingSequenceNumber.`,
    );
  }
  const ordinal = shard.sequence.parse(number);
  if (ordinal === undefined || ordinal >= shard.log.nextOrdinal) {
    throw invalidArgument(
      `StartingSequenceNumber ${number} used in GetShardIterator on shard ${shard.id} in stream ${stream.meta.name} ` +
        `under account ${ACCOUNT_ID} is invalid.`,
    );
  }
  return ordinal;
}

export function sealPosition(scope: KinesisScope, { stream, shard, from }: ShardPosition): string {
  const content: IteratorContent = {
    stream: stream.meta.name,
    created: stream.meta.createdMillis,
    shard: shard.index,
    from,
    issued: scope.clock.now(),
  };
  return scope.iterators.seal(content);
}

/** The position inside an iterator that this store made less than five minutes ago. */
export function openPosition(scope: KinesisScope, iterator: string): ShardPosition {
  const content = scope.iterators.open(iterator) as IteratorContent | undefined;
  if (content === undefined) {
    throw invalidArgument('Invalid ShardIterator.');
  }
  const now = scope.clock.now();
  if (now - content.issued > ITERATOR_LIFE_MILLIS) {
    throw new AwsError(
      'ExpiredIteratorException',
      `Iterator expired. The iterator was created at time ${new Date(content.issued).toUTCString()} while right now ` +
        `it is ${new Date(now).toUTCString()} which is further in the future than the tolerated delay of ` +
        `${ITERATOR_LIFE_MILLIS} milliseconds.`,
    );
  }
  const stream = findStream(scope, { StreamName: content.stream });
  const shard = stream.shards[content.shard];
  if (stream.meta.createdMillis !== content.created || shard === undefined) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Stream ${content.stream} under account ${ACCOUNT_ID} is not the one the iterator was made for.`,
    );
  }
  return { stream, shard, from: content.from };
}
