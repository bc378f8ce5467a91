import { AwsError, internalFailure } from '../wire/errors.ts';
import {
  type DryRunnable,
  findStream,
  invalidArgument,
  type KinesisScope,
  refuseDryRun,
  type StreamReference,
} from './scope.ts';
import { explicitHashKey } from './store/hash-range.ts';
import type { PutEntry, PutOutcome, Stream } from './store/stream.ts';

interface RecordInput {
  readonly Data: Buffer;
  readonly PartitionKey?: string;
  readonly ExplicitHashKey?: string;
}

type PutRecordInput = RecordInput & StreamReference & DryRunnable;

interface PutRecordsInput extends StreamReference, DryRunnable {
  readonly Records: readonly RecordInput[];
}

const MOST_REQUEST_BYTES = 5 << 20;

const FAILURE_TYPES = {
  busy: 'ProvisionedThroughputExceededException',
  disk: 'InternalFailure',
} as const;

export async function putRecord(scope: KinesisScope, input: PutRecordInput): Promise<object> {
  const stream = findStream(scope, input);
  const entry = readEntry(stream, input, { index: undefined });
  refuseDryRun(input);
  const [outcome] = await stream.put([entry]);
  if (outcome === undefined || 'failure' in outcome) {
    throw outcome?.failure === 'busy'
      ? new AwsError(FAILURE_TYPES.busy, outcome.message)
      : internalFailure(outcome?.message ?? 'The record could not be stored.');
  }
  return { ShardId: outcome.shardId, SequenceNumber: outcome.sequenceNumber };
}

/** Each record succeeds or fails by itself; the answer keeps their order. */
export async function putRecords(scope: KinesisScope, input: PutRecordsInput): Promise<object> {
  const stream = findStream(scope, input);
  const entries = input.Records.map((record, index) => readEntry(stream, record, { index }));
  const bytes = entries.reduce((sum, { data, partitionKey }) => sum + data.length + Buffer.byteLength(partitionKey), 0);
  // A stream that takes larger records must be able to get one of them.
  const limit = Math.max(MOST_REQUEST_BYTES, stream.meta.maxRecordBytes);
  if (bytes > limit) {
    throw invalidArgument(`Records size exceeds ${limit / (1 << 20)} MB limit`);
  }
  refuseDryRun(input);
  const outcomes = await stream.put(entries);
  return {
    FailedRecordCount: outcomes.filter((outcome) => 'failure' in outcome).length,
    Records: outcomes.map(describeOutcome),
  };
}

function describeOutcome(outcome: PutOutcome): object {
  return 'failure' in outcome
    ? { ErrorCode: FAILURE_TYPES[outcome.failure], ErrorMessage: outcome.message }
    : { SequenceNumber: outcome.sequenceNumber, ShardId: outcome.shardId };
}

function readEntry(stream: Stream, record: RecordInput, at: { readonly index: number | undefined }): PutEntry {
  const member = at.index === undefined ? '' : `records.${at.index + 1}.member.`;
  if (record.PartitionKey === undefined) {
    throw validationError(
      `Value null at '${member}partitionKey' failed to satisfy constraint: Member must not be null`,
    );
  }
  const limit = stream.meta.maxRecordBytes;
  if (record.Data.length > limit) {
    throw validationError(
      `Value 'java.nio.HeapByteBuffer[pos=0 lim=${record.Data.length} cap=${record.Data.length}]' at '${member}data' ` +
        `failed to satisfy constraint: Member must have length less than or equal to ${limit}`,
    );
  }
  if (record.ExplicitHashKey === undefined) {
    return { partitionKey: record.PartitionKey, data: record.Data };
  }
  if (explicitHashKey(record.ExplicitHashKey) === undefined) {
    throw invalidArgument(
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. ` +
        `Specified value was ${record.ExplicitHashKey}`,
    );
  }
  return { partitionKey: record.PartitionKey, data: record.Data, explicitHashKey: record.ExplicitHashKey };
}

function validationError(problem: string): AwsError {
  return new AwsError('ValidationException', `1 validation error detected: ${problem}`);
}
