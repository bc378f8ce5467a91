// The records of one shard: append-only segment files with group commit. Everything that waits when a commit starts
// goes to disk in one write and one sync, and only then are its writers told.
import { assert, type Clock } from '@riffle/base';
import type { Files, OpenFile } from '@riffle/base/node';
import { asBuffer, frameLength, type StoredRecord, writeFrame } from './frame.ts';
import { emptySegment, listSegments, openSealedSegment, recoverSegment, type Segment, segmentPath } from './segment.ts';
import { firstOrdinalSince, lastArrivalOf, type ReadBounds, readSegment } from './segment-reader.ts';

export interface NewRecord {
  readonly partitionKey: string;
  readonly data: Uint8Array;
}

export interface ShardLogOptions {
  readonly files: Files;
  readonly folder: string;
  readonly clock: Clock;
  /** A segment that has grown past this many bytes is closed; default 64 MiB. */
  readonly segmentBytes?: number;
  /** A segment whose first record is older than this is closed, so that expiry can remove it; default one hour. */
  readonly segmentMillis?: number;
  /** Bytes that may wait for the disk before puts are refused; default 64 MiB. */
  readonly queueBytes?: number;
}

export interface ReadPage {
  readonly records: readonly StoredRecord[];
  /** Where the next read goes on. */
  readonly next: number;
}

/** The disk did not take the records; none of the append was kept. */
export class AppendError extends Error {
  readonly kind: 'disk' | 'busy';

  constructor(kind: 'disk' | 'busy', message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppendError';
    this.kind = kind;
  }
}

interface PendingAppend {
  readonly records: readonly NewRecord[];
  readonly bytes: number;
  resolve(firstOrdinal: number): void;
  reject(error: AppendError): void;
}

interface Waiter {
  readonly ordinal: number;
  readonly wake: () => void;
}

const DEFAULT_SEGMENT_BYTES = 64 << 20;
const DEFAULT_SEGMENT_MILLIS = 3_600_000;
const DEFAULT_QUEUE_BYTES = 64 << 20;

export class ShardLog {
  readonly #options: ShardLogOptions;
  /** In ordinal order; the last one is being written. */
  readonly #segments: Segment[];
  #writer: OpenFile;
  #nextOrdinal: number;
  #lastArrival: number;
  #queue: PendingAppend[] = [];
  #queuedBytes = 0;
  #commitPlanned = false;
  #torn = false;
  #closed = false;
  #turn: Promise<void> = Promise.resolve();
  readonly #waiters = new Set<Waiter>();

  private constructor(
    options: ShardLogOptions,
    state: { segments: Segment[]; writer: OpenFile; nextOrdinal: number; lastArrival: number },
  ) {
    this.#options = options;
    this.#segments = state.segments;
    this.#writer = state.writer;
    this.#nextOrdinal = state.nextOrdinal;
    this.#lastArrival = state.lastArrival;
  }

  /** Opens the log in its folder and repairs what a crash left behind. */
  static async open(options: ShardLogOptions): Promise<ShardLog> {
    const { files, folder } = options;
    await files.makeDirectory(folder);
    const bases = await listSegments(files, folder);
    const lastBase = bases.pop() ?? 1;
    const segments: Segment[] = [];
    for (const base of bases) {
      segments.push(await openSealedSegment(files, folder, base));
    }
    const writer = await files.open(segmentPath(folder, lastBase), 'append');
    await files.syncDirectory(folder);
    const recovered = await recoverSegment(writer, folder, lastBase);
    segments.push(recovered.segment);
    const lastArrival = recovered.lastArrival || (await lastArrivalOf(files, segments.at(-2)));
    return new ShardLog(options, { segments, writer, nextOrdinal: recovered.nextOrdinal, lastArrival });
  }

  /** The ordinal the next record will get: one more than that of the newest acknowledged record. */
  get nextOrdinal(): number {
    return this.#nextOrdinal;
  }

  /** When the newest record arrived; 0 when there never was one. */
  get lastArrival(): number {
    return this.#lastArrival;
  }

  /**
   * Puts records at the end, side by side and in order. Resolves with the ordinal of the first once all are on disk.
   * Rejects with an `AppendError`; then none of them is kept.
   */
  append(records: readonly NewRecord[]): Promise<number> {
    assert(!this.#closed, 'append to a closed shard log');
    const bytes = records.reduce((sum, { data, partitionKey }) => {
      return sum + frameLength(Buffer.byteLength(partitionKey), data.length);
    }, 0);
    const limit = this.#options.queueBytes ?? DEFAULT_QUEUE_BYTES;
    if (this.#queuedBytes > 0 && this.#queuedBytes + bytes > limit) {
      return Promise.reject(
        new AppendError('busy', 'too many records wait for the disk; slow down and put them again'),
      );
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ records, bytes, resolve, reject });
      this.#queuedBytes += bytes;
      this.#planCommit();
    });
  }

  /** Reads acknowledged records in order. */
  async read(bounds: ReadBounds): Promise<ReadPage> {
    const records: StoredRecord[] = [];
    let bytes = 0;
    let next = Math.max(bounds.from, this.#segments[0]?.baseOrdinal ?? 1);
    const end = this.#nextOrdinal;
    const take = (record: StoredRecord): boolean => {
      bytes += record.data.length + record.partitionKey.length;
      if (records.length >= bounds.maxRecords || (bytes > bounds.maxBytes && records.length > 0)) {
        return false;
      }
      records.push(record);
      return true;
    };
    while (next < end) {
      const segment = this.#segmentHolding(next);
      const limit = Math.min(end, this.#segmentAfter(segment)?.baseOrdinal ?? end);
      const reached = await readSegment(this.#options.files, segment, { ...bounds, from: next, limit, take });
      if (reached.stopped) {
        return { records, next: reached.next };
      }
      next = Math.max(limit, reached.next);
    }
    return { records, next };
  }

  /** The ordinal of the first record that arrived at or after `arrival`, or that of the next one to come. */
  async firstSince(arrival: number): Promise<number> {
    if (this.#lastArrival < arrival) {
      return this.#nextOrdinal;
    }
    const segment = this.#segments.findLast((each) => (each.firstArrival ?? Number.POSITIVE_INFINITY) < arrival);
    if (segment === undefined) {
      return this.#segments[0]?.baseOrdinal ?? 1;
    }
    const after = this.#segmentAfter(segment)?.baseOrdinal ?? this.#nextOrdinal;
    return Math.min(after, (await firstOrdinalSince(this.#options.files, segment, arrival)) ?? after);
  }

  /** Resolves when a record with `ordinal` or a later one is there, or when `signal` fires. */
  waitFor(ordinal: number, signal?: AbortSignal): Promise<void> {
    if (this.#nextOrdinal > ordinal || this.#closed || signal?.aborted === true) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const waiter: Waiter = {
        ordinal,
        wake: () => {
          this.#waiters.delete(waiter);
          signal?.removeEventListener('abort', waiter.wake);
          resolve();
        },
      };
      this.#waiters.add(waiter);
      signal?.addEventListener('abort', waiter.wake);
    });
  }

  /** Removes the segments of which every record arrived before `notBefore`. */
  expire(notBefore: number): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#lastArrival < notBefore && this.#activeSegment().size > 0) {
        await this.#startSegment();
      }
      while (this.#segments.length > 1) {
        const [oldest, following] = this.#segments;
        const newestInside = following?.firstArrival ?? this.#lastArrival;
        if (oldest === undefined || newestInside >= notBefore) {
          return;
        }
        this.#segments.shift();
        await this.#options.files.remove(oldest.path);
      }
    });
  }

  /** Commits what waits and closes the files. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#inTurn(() => this.#commit());
    for (const waiter of this.#waiters) {
      waiter.wake();
    }
    await this.#writer.close();
  }

  #planCommit(): void {
    if (this.#commitPlanned) {
      return;
    }
    this.#commitPlanned = true;
    // The end of this turn of the event loop: puts of every connection that spoke in it go together.
    setImmediate(() => {
      this.#commitPlanned = false;
      void this.#inTurn(() => this.#commit());
    });
  }

  /** Runs tasks one after the other. */
  #inTurn(task: () => Promise<void>): Promise<void> {
    const run = this.#turn.then(task);
    this.#turn = run.catch(() => undefined);
    return run;
  }

  async #commit(): Promise<void> {
    const batch = this.#queue;
    if (batch.length === 0) {
      return;
    }
    this.#queue = [];
    const size = batch.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#queuedBytes -= size;
    try {
      await this.#repair();
      await this.#rollWhenDue();
      this.#acknowledge(batch, await this.#write(batch, size));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const error = new AppendError('disk', `the records could not be written to disk: ${reason}`, { cause });
      for (const pending of batch) {
        pending.reject(error);
      }
    }
  }

  /** Writes a batch behind the acknowledged records and returns when it arrived. */
  async #write(batch: readonly PendingAppend[], size: number): Promise<{ arrival: number; index: WrittenFrame[] }> {
    const segment = this.#activeSegment();
    const bytes = Buffer.allocUnsafe(size);
    const arrival = Math.max(this.#options.clock.now(), this.#lastArrival);
    const index: WrittenFrame[] = [];
    let offset = 0;
    let ordinal = this.#nextOrdinal;
    for (const { records } of batch) {
      for (const record of records) {
        index.push({ ordinal, offset: segment.size + offset });
        offset = writeFrame(bytes, offset, { ...record, data: asBuffer(record.data), ordinal, arrival });
        ordinal++;
      }
    }
    try {
      await this.#writer.write(bytes);
      await this.#writer.datasync();
    } catch (error) {
      this.#torn = true;
      // Gives the space back at once; when even that fails, the next put tries again.
      await this.#repair().catch(() => undefined);
      throw error;
    }
    segment.size += size;
    return { arrival, index };
  }

  #acknowledge(batch: readonly PendingAppend[], written: { arrival: number; index: WrittenFrame[] }): void {
    const segment = this.#activeSegment();
    segment.firstArrival ??= written.arrival;
    for (const { ordinal, offset } of written.index) {
      segment.index?.note({ ordinal, offset, arrival: written.arrival });
    }
    this.#lastArrival = written.arrival;
    for (const pending of batch) {
      pending.resolve(this.#nextOrdinal);
      this.#nextOrdinal += pending.records.length;
    }
    for (const waiter of this.#waiters) {
      if (waiter.ordinal < this.#nextOrdinal) {
        waiter.wake();
      }
    }
  }

  /** After a failed write: cuts the file back to what was acknowledged. */
  async #repair(): Promise<void> {
    if (this.#torn) {
      await this.#writer.truncate(this.#activeSegment().size);
      await this.#writer.datasync();
      this.#torn = false;
    }
  }

  async #rollWhenDue(): Promise<void> {
    const segment = this.#activeSegment();
    const { segmentBytes = DEFAULT_SEGMENT_BYTES, segmentMillis = DEFAULT_SEGMENT_MILLIS, clock } = this.#options;
    const age = segment.firstArrival === undefined ? 0 : clock.now() - segment.firstArrival;
    if (segment.size >= segmentBytes || age > segmentMillis) {
      await this.#startSegment();
    }
  }

  async #startSegment(): Promise<void> {
    const { files, folder } = this.#options;
    const segment = emptySegment(folder, this.#nextOrdinal);
    const writer = await files.open(segment.path, 'append');
    await files.syncDirectory(folder);
    const previous = this.#writer;
    this.#writer = writer;
    this.#segments.push(segment);
    await previous.close();
  }

  #activeSegment(): Segment {
    const segment = this.#segments.at(-1);
    assert(segment !== undefined, 'a shard log has no segment');
    return segment;
  }

  #segmentHolding(ordinal: number): Segment {
    const segment = this.#segments.findLast(({ baseOrdinal }) => baseOrdinal <= ordinal) ?? this.#segments[0];
    assert(segment !== undefined, 'a shard log has no segment');
    return segment;
  }

  #segmentAfter(segment: Segment): Segment | undefined {
    return this.#segments[this.#segments.indexOf(segment) + 1];
  }
}

interface WrittenFrame {
  readonly ordinal: number;
  readonly offset: number;
}
