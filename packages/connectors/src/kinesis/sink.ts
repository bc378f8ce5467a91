import type { CancelTimer, Json } from '@riffle/base';
import type { Batch } from '@riffle/columns';
import { type ConnectorContext, ConnectorError, type SinkWriter } from '@riffle/engine';
import type { SinkNode } from '@riffle/plan';
import type { ConnectorSetup } from '../connector.ts';
import { ByteWriter } from '../formats/byte-writer.ts';
import type { RowEncoder } from '../formats/format.ts';
import { createEncoder } from '../formats/index.ts';
import { KinesisClient, type OutgoingRecord, type PutFailure } from './client.ts';
import { type KinesisSinkOptions, kinesisSinkOptions } from './options.ts';
import { type PartitionKey, partitionKeys } from './partition-key.ts';

const FIRST_BACKOFF = 50;
const LONGEST_BACKOFF = 5_000;
const MOST_TRIES = 12;
const LARGEST_RECORD = 1024 * 1024;

/**
 * Puts rows as records, in requests of up to 500. At every checkpoint all rows before it are in the stream: at least
 * once, as the service has no transactions.
 */
export class KinesisWriter implements SinkWriter {
  readonly #context: ConnectorContext;
  readonly #options: KinesisSinkOptions;
  readonly #client: KinesisClient;
  readonly #encoder: RowEncoder;
  readonly #keyOf: PartitionKey;
  readonly #bytes = new ByteWriter();
  #buffer: OutgoingRecord[] = [];
  #bufferBytes = 0;
  /** Records handed over and not yet in the stream. */
  #outstanding = 0;
  #inFlight = 0;
  readonly #queue: OutgoingRecord[][] = [];
  #idle: (() => void)[] = [];
  #flushTimer: CancelTimer | null = null;
  #failure: unknown = null;

  constructor(node: SinkNode, { context, environment }: ConnectorSetup) {
    this.#context = context;
    this.#options = kinesisSinkOptions(node.options);
    const maxConnections = Math.max(1, this.#options.maxInFlight);
    this.#client = new KinesisClient(this.#options.stream, {
      access: environment.aws,
      clock: context.clock,
      maxConnections,
    });
    this.#encoder = createEncoder({ fields: node.physicalColumns, options: node.options });
    this.#keyOf = partitionKeys(node, this.#options, {
      random: environment.random,
      subtask: context.subtask,
      zone: context.zone,
    });
  }

  write(batch: Batch): void {
    this.#throwFailure();
    for (let row = 0; row < batch.rowCount; row++) {
      this.#encoder.encode(batch, row, this.#bytes);
      const data = this.#bytes.take();
      const partitionKey = this.#keyOf(batch, row);
      const size = data.length + Buffer.byteLength(partitionKey);
      if (size > LARGEST_RECORD) {
        throw new ConnectorError(`A row makes a record of ${size} bytes; Kinesis takes at most ${LARGEST_RECORD}.`);
      }
      this.#add({ data: data.toString('base64'), partitionKey, size });
    }
    if (this.#buffer.length > 0 && this.#flushTimer === null) {
      const { clock } = this.#context;
      this.#flushTimer = clock.schedule(clock.now() + this.#options.flushTimeout, () => this.#flush());
    }
  }

  ready(): Promise<void> | null {
    return this.#outstanding < this.#options.maxBuffered || this.#failure !== null ? null : this.#progress();
  }

  async prepareCommit(): Promise<Json> {
    await this.#drain();
    return null;
  }

  async commit(): Promise<void> {}

  snapshot(): Json {
    return null;
  }

  finish(): Promise<void> {
    return this.#drain();
  }

  async close(): Promise<void> {
    this.#flushTimer?.();
    this.#client.close();
  }

  #add(record: OutgoingRecord): void {
    if (this.#bufferBytes + record.size > this.#options.flushBytes && this.#buffer.length > 0) {
      this.#flush();
    }
    this.#buffer.push(record);
    this.#bufferBytes += record.size;
    this.#outstanding++;
    if (this.#buffer.length >= this.#options.batchSize) {
      this.#flush();
    }
  }

  /** Hands the gathered records over as one request. */
  #flush(): void {
    this.#flushTimer?.();
    this.#flushTimer = null;
    if (this.#buffer.length > 0) {
      this.#queue.push(this.#buffer);
      this.#buffer = [];
      this.#bufferBytes = 0;
    }
    this.#sendNext();
  }

  #sendNext(): void {
    while (this.#inFlight < this.#options.maxInFlight && this.#failure === null) {
      const records = this.#queue.shift();
      if (records === undefined) {
        return;
      }
      this.#inFlight++;
      this.#send(records).then(
        () => this.#sent(records.length),
        (error: unknown) => {
          this.#failure = error;
          this.#sent(0);
        },
      );
    }
  }

  #sent(count: number): void {
    this.#inFlight--;
    this.#outstanding -= count;
    this.#sendNext();
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) {
      resolve();
    }
  }

  /** Puts the records, those refused again and again with growing pauses. */
  async #send(records: readonly OutgoingRecord[]): Promise<void> {
    let left = records;
    for (let tries = 1; left.length > 0; tries++) {
      const outcome = await this.#put(left);
      if (outcome.failures === null) {
        this.#context.count(
          'numBytesOut',
          left.reduce((sum, record) => sum + record.size, 0),
        );
        return;
      }
      const { failures } = outcome;
      const refused = left.filter((_, i) => failures[i] !== null);
      this.#context.count('numRecordsSendErrors', refused.length);
      if (this.#options.failOnError || tries >= MOST_TRIES) {
        const reason = failures.find((failure) => failure !== null);
        throw new ConnectorError(
          `${refused.length} records could not be put into stream ${this.#options.stream.name}: ${reason?.code ?? ''} ${reason?.message ?? ''}`,
          { retryable: true },
        );
      }
      left = refused;
      await this.#pause(tries);
    }
  }

  /** One request; an answer that never came counts as a refusal of all. */
  async #put(records: readonly OutgoingRecord[]): Promise<{ failures: readonly PutFailure[] | null }> {
    try {
      return { failures: await this.#client.putRecords(records) };
    } catch (error) {
      if (!(error instanceof ConnectorError) || !error.retryable) {
        throw error;
      }
      return { failures: records.map(() => ({ code: '', message: error.message })) };
    }
  }

  #pause(tries: number): Promise<void> {
    const { clock } = this.#context;
    const pause = Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (tries - 1));
    return new Promise((resolve) => {
      clock.schedule(clock.now() + pause, resolve);
    });
  }

  #progress(): Promise<void> {
    return new Promise((resolve) => {
      this.#idle.push(resolve);
    });
  }

  async #drain(): Promise<void> {
    this.#flush();
    while (this.#outstanding > 0 && this.#failure === null) {
      await this.#progress();
    }
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure !== null) {
      throw this.#failure;
    }
  }
}
