import { type Json, must } from '@riffle/base';
import { type Batch, type LogicalType, ticksOf, type Value, type Vector, VectorBuilder } from '@riffle/columns';
import { type ConnectorContext, ConnectorError, type SourcePoll, type SourceReader } from '@riffle/engine';
import type { SourceNode } from '@riffle/plan';
import { AwsCallError } from '../aws/json-client.ts';
import type { ConnectorSetup } from '../connector.ts';
import type { RowDecoder } from '../formats/format.ts';
import { createDecoder } from '../formats/index.ts';
import { RowBuffer } from '../formats/row-buffer.ts';
import { decodeRecord } from '../malformed.ts';
import { WakeUp } from '../wake-up.ts';
import { type FetchedRecord, KinesisClient, type ShardInfo, type ShardPosition } from './client.ts';
import { type KinesisSourceOptions, kinesisSourceOptions } from './options.ts';
import { ShardReader } from './shard-reader.ts';

type SavedShard = 'ended' | ShardPosition;

/** Reads a stream's shards, each as a split. A shard that others became is read to its end before those begin. */
export class KinesisReader implements SourceReader {
  readonly #node: SourceNode;
  readonly #context: ConnectorContext;
  readonly #options: KinesisSourceOptions;
  readonly #client: KinesisClient;
  readonly #decoder: RowDecoder;
  readonly #rows: RowBuffer;
  readonly #wakeUp: WakeUp;
  readonly #readers = new Map<string, ShardReader>();
  readonly #ended = new Set<string>();
  /** Shards of this subtask that wait for their parents, and where they will begin. */
  readonly #waiting = new Map<string, { readonly parents: readonly string[]; readonly start: ShardPosition }>();
  readonly #lag = new Map<string, number>();
  #turn = 0;
  #closed = false;
  #failure: unknown = null;

  private constructor(node: SourceNode, { context, environment }: ConnectorSetup) {
    this.#node = node;
    this.#context = context;
    this.#options = kinesisSourceOptions(node.options);
    this.#wakeUp = new WakeUp(context.clock);
    this.#client = new KinesisClient(this.#options.stream, {
      access: environment.aws,
      clock: context.clock,
      maxConnections: 64,
    });
    this.#decoder = createDecoder({
      fields: node.physicalColumns,
      projection: node.projection,
      options: node.options,
      onSkipped: (count) => context.count('numRecordsInErrors', count),
    });
    this.#rows = new RowBuffer(
      node.projection.map((index) => must(node.physicalColumns[index]).type),
      1024,
    );
  }

  static async open(node: SourceNode, setup: ConnectorSetup): Promise<KinesisReader> {
    const reader = new KinesisReader(node, setup);
    const saved = (setup.context.restored as { splits?: Record<string, SavedShard> } | null)?.splits;
    const shards = await reader.#listShards();
    for (const shard of shards) {
      if (reader.#isMine(shard.id)) {
        reader.#begin(
          shard,
          saved === undefined ? reader.#firstPosition(shard) : (saved[shard.id] ?? { kind: 'trim-horizon' }),
        );
      }
    }
    reader.#startWaiting();
    reader.#discoverLater();
    return reader;
  }

  splits(): readonly string[] {
    return [...this.#readers.keys()];
  }

  poll(maxRows: number): SourcePoll {
    if (this.#failure !== null) {
      throw this.#failure;
    }
    const readers = [...this.#readers.values()];
    for (let i = 0; i < readers.length; i++) {
      const reader = must(readers[(this.#turn + i) % readers.length]);
      if (reader.ended) {
        return this.#finishShard(reader);
      }
      const batch = this.#read(reader, maxRows);
      if (batch !== null) {
        this.#turn = (this.#turn + i + 1) % readers.length;
        return { kind: 'batch', split: reader.id, batch };
      }
    }
    return { kind: 'pending' };
  }

  available(): Promise<void> {
    const ready =
      this.#failure !== null || [...this.#readers.values()].some((reader) => reader.hasRecords || reader.ended);
    return ready ? Promise.resolve() : this.#wakeUp.wait();
  }

  snapshot(): Json {
    const splits: Record<string, SavedShard> = {};
    for (const shard of this.#ended) {
      splits[shard] = 'ended';
    }
    for (const [shard, { start }] of this.#waiting) {
      splits[shard] = start;
    }
    for (const reader of this.#readers.values()) {
      splits[reader.id] = reader.position;
    }
    return { splits } as unknown as Json;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const reader of this.#readers.values()) {
      reader.close();
    }
    this.#wakeUp.close();
    this.#client.close();
  }

  async #listShards(): Promise<ShardInfo[]> {
    try {
      return await this.#client.listShards();
    } catch (error) {
      if (error instanceof AwsCallError && error.code === 'ResourceNotFoundException') {
        const { name } = this.#options.stream;
        throw new ConnectorError(
          `There is no stream ${name}. Make it first: aws kinesis create-stream --stream-name ${name}`,
          { cause: error },
        );
      }
      throw error;
    }
  }

  #isMine(shard: string): boolean {
    const number = Number(/(\d+)$/.exec(shard)?.[1] ?? 0);
    return number % this.#context.parallelism === this.#context.subtask;
  }

  /** LATEST has nothing to find in a closed shard. */
  #firstPosition(shard: ShardInfo): SavedShard {
    return this.#options.start.kind === 'latest' && shard.closed ? 'ended' : this.#options.start;
  }

  #begin(shard: ShardInfo, position: SavedShard): void {
    if (position === 'ended') {
      this.#ended.add(shard.id);
    } else {
      this.#waiting.set(shard.id, { parents: shard.parents, start: position });
    }
  }

  /** Starts shards none of whose parents is still being read here. */
  #startWaiting(): void {
    const unfinished = new Set([...this.#readers.keys(), ...this.#waiting.keys()]);
    for (const [shard, { parents, start }] of [...this.#waiting]) {
      if (!parents.some((parent) => unfinished.has(parent))) {
        this.#waiting.delete(shard);
        this.#readers.set(shard, this.#openShard(shard, start));
      }
    }
  }

  #openShard(shard: string, start: ShardPosition): ShardReader {
    const { clock } = this.#context;
    return new ShardReader(shard, start, {
      client: this.#client,
      clock,
      pageSize: this.#options.pageSize,
      pause: this.#options.pause,
      onChange: () => this.#wakeUp.notify(),
      onLag: (millis) => this.#reportLag(shard, millis),
      // After a restore LATEST would be a later place: what came in between would be lost.
      resume: start.kind === 'latest' ? { kind: 'at', millis: clock.now() } : start,
    });
  }

  #reportLag(shard: string, millis: number): void {
    const before = Math.max(0, ...this.#lag.values());
    this.#lag.set(shard, millis);
    this.#context.count('millisBehindLatest', Math.max(0, ...this.#lag.values()) - before);
  }

  #finishShard(reader: ShardReader): SourcePoll {
    this.#readers.delete(reader.id);
    this.#reportLag(reader.id, 0);
    this.#ended.add(reader.id);
    this.#startWaiting();
    return { kind: 'split-finished', split: reader.id };
  }

  #read(reader: ShardReader, maxRows: number): Batch | null {
    const sources: FetchedRecord[] = [];
    let bytes = 0;
    while (this.#rows.rowCount < maxRows) {
      const record = reader.next();
      if (record === undefined) {
        break;
      }
      bytes += record.data.length;
      const range = { bytes: record.data, start: 0, end: record.data.length };
      decodeRecord(this.#decoder, range, this.#rows, () => this.#place(reader.id, record));
      while (sources.length < this.#rows.rowCount) {
        sources.push(record);
      }
    }
    if (bytes > 0) {
      this.#context.count('numBytesIn', bytes);
    }
    if (this.#rows.rowCount === 0) {
      return null;
    }
    const batch = this.#rows.finish();
    const metadata = this.#node.metadata.map((column) => metadataVector(column, reader.id, sources));
    return { ...batch, columns: [...batch.columns, ...metadata] };
  }

  #place(shard: string, record: FetchedRecord): string {
    return `stream ${this.#options.stream.name}, ${shard}, sequence number ${record.sequenceNumber}`;
  }

  #discoverLater(): void {
    const { clock } = this.#context;
    clock.schedule(clock.now() + this.#options.discoveryInterval, () => {
      if (!this.#closed) {
        this.#discover().catch((error: unknown) => {
          if (!(error instanceof ConnectorError && error.retryable)) {
            this.#failure = error;
            this.#wakeUp.notify();
          }
        });
      }
    });
  }

  async #discover(): Promise<void> {
    // The next look is set up first: one that fails for a moment is simply followed by another.
    this.#discoverLater();
    for (const shard of await this.#client.listShards()) {
      const known = this.#readers.has(shard.id) || this.#waiting.has(shard.id) || this.#ended.has(shard.id);
      if (this.#isMine(shard.id) && !known) {
        this.#begin(shard, { kind: 'trim-horizon' });
      }
    }
    this.#startWaiting();
    this.#wakeUp.notify();
  }
}

function metadataVector(
  column: { readonly key: string; readonly type: LogicalType },
  shard: string,
  records: readonly FetchedRecord[],
): Vector {
  const builder = new VectorBuilder(column.type, records.length);
  for (const record of records) {
    builder.append(metadataValue(column, shard, record));
  }
  return builder.finish();
}

function metadataValue(
  { key, type }: { readonly key: string; readonly type: LogicalType },
  shard: string,
  record: FetchedRecord,
): Value {
  switch (key) {
    case 'timestamp':
      return ticksOf(record.arrivedAt, 0, 'precision' in type ? type.precision : 3);
    case 'shard-id':
      return shard;
    case 'sequence-number':
      return record.sequenceNumber;
    default:
      throw new ConnectorError(`The connector 'kinesis' has no metadata '${key}'.`);
  }
}
