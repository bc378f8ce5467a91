import { join } from 'node:path';
import { type Clock, must } from '@riffle/base';
import { type Files, writeFileAtomic } from '@riffle/base/node';
import { explicitHashKey, type HashRange, hashKeyOf, rangeIndexOf } from './hash-range.ts';
import { type SequenceNumbers, sequenceNumbers } from './sequence-number.ts';
import { AppendError, ShardLog } from './shard-log.ts';
import { decodeMeta, encodeMeta, type StreamChange, type StreamMeta, shardId } from './stream-meta.ts';
import { noThroughputLimit, shardWriteLimit, type ThroughputLimit } from './throughput.ts';

/** A record on its way in. */
export interface PutEntry {
  readonly partitionKey: string;
  readonly data: Uint8Array;
  /** Decimal; routes instead of the partition key's MD5. Must be below 2^128. */
  readonly explicitHashKey?: string;
}

/** What became of one record. */
export type PutOutcome =
  | { readonly shardId: string; readonly sequenceNumber: string }
  | { readonly failure: 'busy' | 'disk'; readonly message: string };

export interface Shard {
  readonly id: string;
  readonly index: number;
  readonly range: HashRange;
  readonly sequence: SequenceNumbers;
  readonly log: ShardLog;
  readonly writeLimit: ThroughputLimit;
}

export interface StreamEnvironment {
  readonly files: Files;
  readonly clock: Clock;
  /** Whether each shard keeps to the write rates of the real service. */
  readonly limitThroughput: boolean;
  readonly segmentBytes?: number;
}

const META_FILE = 'stream.json';
const HOUR_MILLIS = 3_600_000;

/** One stream: its description and the logs of its shards. */
export class Stream {
  readonly folder: string;
  readonly shards: readonly Shard[];
  readonly #environment: StreamEnvironment;
  #meta: StreamMeta;
  #changes: Promise<void> = Promise.resolve();

  private constructor(folder: string, meta: StreamMeta, shards: readonly Shard[], environment: StreamEnvironment) {
    this.folder = folder;
    this.shards = shards;
    this.#meta = meta;
    this.#environment = environment;
  }

  /** Writes the description of a new stream into an empty folder. */
  static async writeNew(folder: string, meta: StreamMeta, files: Files): Promise<void> {
    await files.makeDirectory(folder);
    await writeFileAtomic(files, join(folder, META_FILE), encodeMeta(meta));
  }

  static async open(folder: string, environment: StreamEnvironment): Promise<Stream> {
    const path = join(folder, META_FILE);
    const meta = decodeMeta(await environment.files.readFile(path), path);
    const shards = await Promise.all(
      meta.shards.map((range, index) => openShard(folder, { meta, range, index }, environment)),
    );
    return new Stream(folder, meta, shards, environment);
  }

  get meta(): StreamMeta {
    return this.#meta;
  }

  /** Records that arrived before this time have expired. */
  get notBefore(): number {
    return this.#environment.clock.now() - this.#meta.retentionHours * HOUR_MILLIS;
  }

  /** Changes go one after the other, each from what the one before left; `decide` may throw to refuse. */
  change(decide: (meta: StreamMeta) => StreamChange): Promise<void> {
    const changing = this.#changes.then(async () => {
      const changed = { ...this.#meta, ...decide(this.#meta) };
      await writeFileAtomic(this.#environment.files, join(this.folder, META_FILE), encodeMeta(changed));
      this.#meta = changed;
    });
    this.#changes = changing.catch(() => undefined);
    return changing;
  }

  /** The shard that takes an entry. */
  shardFor(entry: PutEntry): Shard {
    const [only] = this.shards;
    if (this.shards.length === 1 && only !== undefined) {
      return only;
    }
    const key =
      entry.explicitHashKey === undefined
        ? hashKeyOf(entry.partitionKey)
        : must(explicitHashKey(entry.explicitHashKey));
    return must(this.shards[rangeIndexOf(this.#meta.shards, key)]);
  }

  /** Puts entries into their shards; each may fail alone. Resolves once every kept record is on disk. */
  async put(entries: readonly PutEntry[]): Promise<PutOutcome[]> {
    const outcomes: PutOutcome[] = new Array(entries.length);
    const byShard = new Map<Shard, number[]>();
    for (const [position, entry] of entries.entries()) {
      const shard = this.shardFor(entry);
      if (!shard.writeLimit.take(entry.data.length + Buffer.byteLength(entry.partitionKey))) {
        const message = `Rate exceeded for shard ${shard.id} in stream ${this.#meta.name}`;
        outcomes[position] = { failure: 'busy', message };
        continue;
      }
      const positions = byShard.get(shard);
      if (positions === undefined) {
        byShard.set(shard, [position]);
      } else {
        positions.push(position);
      }
    }
    await Promise.all(
      [...byShard].map(async ([shard, positions]) => {
        const appended = await appendTo(
          shard,
          positions.map((position) => must(entries[position])),
        );
        for (const [count, position] of positions.entries()) {
          outcomes[position] =
            typeof appended === 'number'
              ? { shardId: shard.id, sequenceNumber: shard.sequence.format(appended + count) }
              : appended;
        }
      }),
    );
    return outcomes;
  }

  async expire(): Promise<void> {
    await Promise.all(this.shards.map(({ log }) => log.expire(this.notBefore)));
  }

  async close(): Promise<void> {
    await Promise.all(this.shards.map(({ log }) => log.close()));
  }
}

async function openShard(
  folder: string,
  { meta, range, index }: { readonly meta: StreamMeta; readonly range: HashRange; readonly index: number },
  { files, clock, limitThroughput, segmentBytes }: StreamEnvironment,
): Promise<Shard> {
  const id = shardId(index);
  const limits = segmentBytes === undefined ? {} : { segmentBytes };
  return {
    id,
    index,
    range,
    sequence: sequenceNumbers(meta.createdMillis, index),
    log: await ShardLog.open({ files, clock, folder: join(folder, id), ...limits }),
    writeLimit: limitThroughput ? shardWriteLimit(clock) : noThroughputLimit,
  };
}

async function appendTo(shard: Shard, entries: readonly PutEntry[]): Promise<number | PutOutcome> {
  try {
    return await shard.log.append(entries);
  } catch (error) {
    if (error instanceof AppendError) {
      return { failure: error.kind, message: error.message };
    }
    throw error;
  }
}
