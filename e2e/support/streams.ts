import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateStreamCommand, KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { sdkOptions } from './applications.ts';
import type { RiffleServer } from './riffle-server.ts';

type Endpoint = Pick<RiffleServer, 'home' | 'awsUrl'>;

/** The lines of all visible files below a folder, sorted. */
export function linesIn(folder: string): string[] {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').trim().split('\n'))
    .filter(Boolean)
    .sort();
}

/** The rows of all visible files below a folder, sorted. */
export function rowsIn(folder: string): unknown[] {
  return linesIn(folder).map((line) => JSON.parse(line) as unknown);
}

export async function createStream(server: Endpoint, name: string, shards = 1): Promise<void> {
  await new KinesisClient(sdkOptions(server)).send(new CreateStreamCommand({ StreamName: name, ShardCount: shards }));
}

/** A record and the key that chooses its shard. */
export interface KeyedRecord {
  readonly key: string;
  readonly value: object;
}

/** Puts records, in their order, up to 500 a call. */
export async function putRecords(server: Endpoint, stream: string, records: readonly KeyedRecord[]): Promise<void> {
  const kinesis = new KinesisClient(sdkOptions(server));
  for (let from = 0; from < records.length; from += 500) {
    const answer = await kinesis.send(
      new PutRecordsCommand({
        StreamName: stream,
        Records: records.slice(from, from + 500).map(({ key, value }) => ({
          Data: new TextEncoder().encode(JSON.stringify(value)),
          PartitionKey: key,
        })),
      }),
    );
    if (answer.FailedRecordCount !== 0) {
      throw new Error(`${answer.FailedRecordCount} records were refused`);
    }
  }
  kinesis.destroy();
}
