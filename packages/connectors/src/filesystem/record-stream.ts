import type { Files, OpenFile } from '@riffle/base/node';
import { ConnectorError } from '@riffle/engine';
import type { RowDecoder } from '../formats/format.ts';
import type { RowBuffer } from '../formats/row-buffer.ts';

const CHUNK = 1024 * 1024;
const LONGEST_RECORD = 256 * 1024 * 1024;
const LINE_FEED = 10;
const EMPTY: Buffer = Buffer.alloc(0);

/** One record's bytes within `bytes`. */
export interface RecordRange {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/**
 * The records of one file, read in chunks ahead of need. `next` never waits: without a whole record at hand it gives
 * `pending`, and `filled` settles when asking again is worth it.
 */
export class RecordStream {
  readonly #files: Files;
  readonly #path: string;
  readonly #decoder: RowDecoder;
  #file: OpenFile | null = null;
  #bytes = EMPTY;
  #at = 0;
  /** Where `#bytes` begins in the file. */
  #base: number;
  #ahead: Buffer | null = null;
  #ended = false;
  #failure: unknown = null;
  #reading: Promise<void> | null = null;

  constructor(files: Files, path: string, options: { decoder: RowDecoder; offset: number }) {
    this.#files = files;
    this.#path = path;
    this.#decoder = options.decoder;
    this.#base = options.offset;
    this.#readAhead();
  }

  /** Where the first record not yet given begins. */
  get offset(): number {
    return this.#base + this.#at;
  }

  /**
   * Decodes the lines at hand that need no look at each of them, until `out` has `maxRows` rows.
   * Gives how many records that were, each one row.
   */
  decodeLines(out: RowBuffer, maxRows: number): number {
    if (this.#decoder.decodeLines === undefined) {
      return 0;
    }
    const before = out.rowCount;
    this.#at = this.#decoder.decodeLines(this.#bytes, this.#at, out, maxRows);
    return out.rowCount - before;
  }

  next(): RecordRange | 'pending' | 'ended' {
    for (;;) {
      const start = this.#at;
      const end = start < this.#bytes.length ? this.#decoder.recordEnd(this.#bytes, start, this.#bytes.length) : -1;
      if (end !== -1) {
        this.#at = end + this.#decoder.delimiterLength;
        return { bytes: this.#bytes, start, end };
      }
      if (this.#ahead !== null) {
        this.#takeAhead(this.#ahead);
        continue;
      }
      if (this.#failure !== null) {
        throw new ConnectorError(`Reading ${this.#path} failed: ${(this.#failure as Error).message}`, {
          retryable: true,
          cause: this.#failure,
        });
      }
      if (!this.#ended) {
        return 'pending';
      }
      this.#at = this.#bytes.length;
      return start < this.#bytes.length ? { bytes: this.#bytes, start, end: this.#bytes.length } : 'ended';
    }
  }

  filled(): Promise<void> {
    return this.#reading ?? Promise.resolve();
  }

  async close(): Promise<void> {
    await this.#reading;
    await this.#file?.close();
    this.#file = null;
  }

  #takeAhead(chunk: Buffer): void {
    const rest = this.#bytes.subarray(this.#at);
    if (rest.length > LONGEST_RECORD) {
      throw new ConnectorError(
        `${this.#path} has a record of more than ${LONGEST_RECORD} bytes at byte ${this.offset}.`,
      );
    }
    this.#base += this.#at;
    this.#at = 0;
    this.#bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    this.#ahead = null;
    this.#readAhead();
  }

  #readAhead(): void {
    if (this.#ended || this.#failure !== null) {
      return;
    }
    const position = this.#base + this.#bytes.length;
    this.#reading = this.#read(position).then(
      (chunk) => {
        this.#ahead = chunk.length === 0 ? null : chunk;
        this.#ended = chunk.length === 0;
        this.#reading = null;
      },
      (error: unknown) => {
        this.#failure = error;
        this.#reading = null;
      },
    );
  }

  /** A chunk is cut after its last line feed, so that next to no record has to be put together from two. */
  async #read(position: number): Promise<Buffer> {
    this.#file ??= await this.#files.open(this.#path, 'read');
    const bytes = await this.#file.read(position, CHUNK);
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const cut = chunk.lastIndexOf(LINE_FEED) + 1;
    return cut > 0 ? chunk.subarray(0, cut) : chunk;
  }
}
