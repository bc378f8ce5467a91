import type { Batch, RowField } from '@riffle/columns';
import type { ByteWriter } from './byte-writer.ts';
import type { RowBuffer } from './row-buffer.ts';

/** What a decoder is made with. */
export interface DecoderSetup {
  /** All physical columns of the table, in declared order. */
  readonly fields: readonly RowField[];
  /** Which of them are wanted, by position; column `i` of the row buffer is `fields[projection[i]]`. */
  readonly projection: readonly number[];
  /** The table's options, with the format's prefix. */
  readonly options: Readonly<Record<string, string>>;
  /** Counts fields or rows that could not be read and were passed over. */
  onSkipped(count: number): void;
}

/** Turns the bytes of one record into rows. */
export interface RowDecoder {
  /**
   * Appends the rows of the record `bytes[start, end)`: mostly one, none when the record is skipped.
   * Throws `MalformedRow`, and then leaves `out` as it was.
   */
  decode(bytes: Buffer, start: number, end: number, out: RowBuffer): void;
  /**
   * Decodes whole lines from `start` on, each of which gives one row, until `out` has `maxRows` rows or a line needs
   * `decode`. Gives where it stopped: the beginning of a line. Absent when the format has no such short cut.
   */
  decodeLines?(bytes: Buffer, start: number, out: RowBuffer, maxRows: number): number;
  /** In a file: where the record that begins at `from` ends (its delimiter), or -1 when it goes on past `limit`. */
  recordEnd(bytes: Buffer, from: number, limit: number): number;
  /** How many bytes the delimiter of a file takes. */
  readonly delimiterLength: number;
  /** The option that makes the decoder pass over what it cannot read; absent when there is none. */
  readonly skipOption?: string | undefined;
}

export interface EncoderSetup {
  /** The physical columns written; column `i` of a batch is `fields[i]`. */
  readonly fields: readonly RowField[];
  readonly options: Readonly<Record<string, string>>;
}

/** Turns rows into the bytes of records. */
export interface RowEncoder {
  /** Appends row `row` as one record, without a delimiter. Throws `ConnectorError` for a value that cannot be written. */
  encode(batch: Batch, row: number, out: ByteWriter): void;
  /** What stands after every record in a file. */
  readonly delimiter: Uint8Array;
}

/** The bytes of a record do not fit the table. `reason` is a sentence without a place; whoever reads knows the place. */
export class MalformedRow extends Error {
  override readonly name = 'MalformedRow';
}

const LINE_FEED = 10;

/** Where the line that begins at `from` ends; -1 when no line feed comes before `limit`. */
export function lineEnd(bytes: Buffer, from: number, limit: number): number {
  const end = bytes.indexOf(LINE_FEED, from);
  return end === -1 || end >= limit ? -1 : end;
}

const CARRIAGE_RETURN = 13;

/** Whether there is nothing in the record, or only the carriage return of a blank line. */
export function isBlank(bytes: Buffer, start: number, end: number): boolean {
  return end <= start || (end === start + 1 && bytes[start] === CARRIAGE_RETURN);
}

export const LINE_DELIMITER: Uint8Array = Uint8Array.of(LINE_FEED);
