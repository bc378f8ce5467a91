import { RawJson } from '../wire/service.ts';
import { openPosition, type ShardPosition, sealPosition } from './iterators.ts';
import { type DryRunnable, type KinesisScope, refuseDryRun } from './scope.ts';
import type { StoredRecord } from './store/frame.ts';

interface GetRecordsInput extends DryRunnable {
  readonly ShardIterator: string;
  readonly Limit?: number;
}

const MOST_RECORDS = 10_000;
const MOST_BYTES = 10 << 20;

/** One page of a shard. Its JSON is written straight from the stored bytes. */
export async function getRecords(scope: KinesisScope, input: GetRecordsInput): Promise<RawJson> {
  const position = openPosition(scope, input.ShardIterator);
  const { stream, shard } = position;
  refuseDryRun(input);
  const page = await shard.log.read({
    from: position.from,
    maxRecords: input.Limit ?? MOST_RECORDS,
    maxBytes: MOST_BYTES,
    notBefore: stream.notBefore,
  });
  const tail = JSON.stringify({
    NextShardIterator: sealPosition(scope, { ...position, from: page.next }),
    MillisBehindLatest: millisBehind(scope, position, page),
  });
  return new RawJson(Buffer.from(`{"Records":[${recordTexts(page.records, position)}],${tail.slice(1)}`, 'latin1'));
}

/** How far the page's end lies behind the newest record, in milliseconds; 0 at the end of the shard. */
function millisBehind(
  scope: KinesisScope,
  { shard }: ShardPosition,
  { records, next }: { readonly records: readonly StoredRecord[]; readonly next: number },
): number {
  const last = records.at(-1);
  return next >= shard.log.nextOrdinal || last === undefined ? 0 : Math.max(0, scope.clock.now() - last.arrival);
}

/** ASCII text only: other characters of a partition key are escaped. */
function recordTexts(records: readonly StoredRecord[], { shard }: ShardPosition): string {
  const texts = records.map(
    (record) =>
      `{"SequenceNumber":"${shard.sequence.format(record.ordinal)}","ApproximateArrivalTimestamp":${record.arrival / 1000},` +
      `"Data":"${record.data.toString('base64')}","PartitionKey":${asciiJson(record.partitionKey)}}`,
  );
  return texts.join(',');
}

const NEEDS_ESCAPE = /[^ !#-[\]-~]/;

function asciiJson(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) {
    return `"${text}"`;
  }
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
