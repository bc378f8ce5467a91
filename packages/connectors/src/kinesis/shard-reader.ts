import { type Clock, must } from '@riffle/base';
import { ConnectorError } from '@riffle/engine';
import { AwsCallError } from '../aws/json-client.ts';
import type { FetchedRecord, KinesisClient, ShardPosition } from './client.ts';

/** Records fetched ahead of need, beyond which fetching waits. */
const MOST_BUFFERED = 20_000;
const MOST_TRIES = 10;
const FIRST_BACKOFF = 100;
const LONGEST_BACKOFF = 5_000;
/**
 * A reader that has just begun asks this often for its first records, in milliseconds and for so many fetches: whoever
 * started the query is looking at it. The service allows five fetches a second and shard over time, so it is not kept up.
 */
const FIRST_PAUSE = 20;
const FIRST_FETCHES = 25;

export interface ShardReaderSetup {
  readonly client: KinesisClient;
  readonly clock: Clock;
  readonly pageSize: number;
  /** Milliseconds between fetches at the end of the shard. */
  readonly pause: number;
  /** There are records, the shard has ended, or reading has failed. */
  readonly onChange: () => void;
  readonly onLag: (millisBehindLatest: number) => void;
}

/** Fetches one shard's records in the background, in order. */
export class ShardReader {
  readonly id: string;
  readonly #setup: ShardReaderSetup;
  /** Where a new iterator begins: after the last record fetched. */
  #fetchFrom: ShardPosition;
  /** Where a restored reader begins: after the last record given. */
  #position: ShardPosition;
  #iterator: string | null = null;
  #buffer: readonly FetchedRecord[] = [];
  #next = 0;
  #pages: (readonly FetchedRecord[])[] = [];
  #buffered = 0;
  #fetching = false;
  #wantsFetch = false;
  #atEnd = false;
  #closed = false;
  #failures = 0;
  #failure: unknown = null;
  /** Fetches left at the quick pace; none once a record has come. */
  #quickFetches = FIRST_FETCHES;

  /** `resume` is where a restored reader would begin as long as no record was given. */
  constructor(id: string, start: ShardPosition, setup: ShardReaderSetup & { readonly resume: ShardPosition }) {
    this.id = id;
    this.#setup = setup;
    this.#fetchFrom = start;
    this.#position = setup.resume;
    this.#fetchSoon();
  }

  get position(): ShardPosition {
    return this.#position;
  }

  /** Everything was given, and no more will come. */
  get ended(): boolean {
    return this.#atEnd && this.#buffered === 0;
  }

  get hasRecords(): boolean {
    return this.#buffered > 0;
  }

  /** The next record, or undefined when none is at hand. Throws when fetching has failed for good. */
  next(): FetchedRecord | undefined {
    if (this.#buffered === 0) {
      if (this.#failure !== null) {
        throw this.#failure;
      }
      return undefined;
    }
    while (this.#next === this.#buffer.length) {
      this.#buffer = must(this.#pages.shift());
      this.#next = 0;
    }
    const record = must(this.#buffer[this.#next++]);
    this.#buffered--;
    this.#position = { kind: 'after', sequenceNumber: record.sequenceNumber };
    if (this.#wantsFetch && this.#buffered < MOST_BUFFERED) {
      this.#fetchSoon();
    }
    return record;
  }

  close(): void {
    this.#closed = true;
  }

  #fetchSoon(): void {
    if (this.#fetching || this.#closed || this.#atEnd || this.#failure !== null) {
      return;
    }
    if (this.#buffered >= MOST_BUFFERED) {
      this.#wantsFetch = true;
      return;
    }
    this.#wantsFetch = false;
    this.#fetching = true;
    this.#fetch().then(
      (pause) => {
        this.#failures = 0;
        this.#fetchAgain(pause);
      },
      (error: unknown) => this.#fetchFailed(error),
    );
  }

  /** Fetches one page; gives the pause before the next one. */
  async #fetch(): Promise<number> {
    const { client, pageSize, pause, onLag, onChange } = this.#setup;
    this.#iterator ??= await client.shardIterator(this.id, this.#fetchFrom);
    const page = await client.getRecords(this.#iterator, pageSize);
    this.#iterator = page.nextIterator;
    this.#atEnd = page.nextIterator === null;
    onLag(page.millisBehindLatest);
    const last = page.records.at(-1);
    if (last !== undefined) {
      this.#fetchFrom = { kind: 'after', sequenceNumber: last.sequenceNumber };
      this.#pages.push(page.records);
      this.#buffered += page.records.length;
      this.#quickFetches = 0;
    }
    if (last !== undefined || this.#atEnd) {
      onChange();
    }
    if (page.millisBehindLatest > 0 && last !== undefined) {
      return 0;
    }
    return this.#quickFetches-- > 0 ? Math.min(FIRST_PAUSE, pause) : pause;
  }

  #fetchAgain(pause: number): void {
    if (pause === 0) {
      this.#fetching = false;
      this.#fetchSoon();
      return;
    }
    const { clock } = this.#setup;
    clock.schedule(clock.now() + pause, () => {
      this.#fetching = false;
      this.#fetchSoon();
    });
  }

  #fetchFailed(error: unknown): void {
    this.#failures++;
    const code = error instanceof AwsCallError ? error.code : '';
    const expired = code === 'ExpiredIteratorException';
    const retryable = expired || (error instanceof ConnectorError && error.retryable);
    if (expired) {
      this.#iterator = null;
    }
    if (!retryable || this.#failures >= MOST_TRIES) {
      this.#failure = error;
      this.#fetching = false;
      this.#setup.onChange();
      return;
    }
    this.#fetchAgain(expired ? 1 : Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (this.#failures - 1)));
  }
}
