import type { Clock } from '@riffle/base';
import { kinesisModel } from '../model/kinesis-model.ts';
import type { AwsService, CallContext, Operation } from '../wire/service.ts';
import { getRecords } from './get-records.ts';
import { getShardIterator } from './iterators.ts';
import { putRecord, putRecords } from './put-records.ts';
import type { KinesisScope } from './scope.ts';
import { createTokenSealer } from './sealed-token.ts';
import { listShards } from './shards.ts';
import type { StreamStore } from './store/stream-store.ts';
import {
  createStream,
  decreaseRetention,
  deleteStream,
  describeLimits,
  describeStream,
  describeStreamSummary,
  increaseRetention,
  listStreams,
} from './streams.ts';
import { addTags, listTags, listTagsForResource, removeTags, tagResource, untagResource } from './tags.ts';

export interface KinesisServiceOptions {
  readonly store: StreamStore;
  readonly clock: Clock;
}

/** Kinesis Data Streams over a stream store. */
export function createKinesisService({ store, clock }: KinesisServiceOptions): AwsService {
  const scope: KinesisScope = {
    store,
    clock,
    iterators: createTokenSealer(store.tokenKey, 'iterator'),
    pages: createTokenSealer(store.tokenKey, 'page'),
  };
  const bind =
    (operation: (scope: KinesisScope, input: never, context: CallContext) => unknown): Operation =>
    (input, context) =>
      operation(scope, input, context);
  return {
    model: kinesisModel,
    operations: {
      AddTagsToStream: bind(addTags),
      CreateStream: bind(createStream),
      DecreaseStreamRetentionPeriod: bind(decreaseRetention),
      DeleteStream: bind(deleteStream),
      DescribeLimits: bind(describeLimits),
      DescribeStream: bind(describeStream),
      DescribeStreamSummary: bind(describeStreamSummary),
      GetRecords: bind(getRecords),
      GetShardIterator: bind(getShardIterator),
      IncreaseStreamRetentionPeriod: bind(increaseRetention),
      ListShards: bind(listShards),
      ListStreams: bind(listStreams),
      ListTagsForResource: bind(listTagsForResource),
      ListTagsForStream: bind(listTags),
      PutRecord: bind(putRecord),
      PutRecords: bind(putRecords),
      RemoveTagsFromStream: bind(removeTags),
      TagResource: bind(tagResource),
      UntagResource: bind(untagResource),
    },
  };
}
