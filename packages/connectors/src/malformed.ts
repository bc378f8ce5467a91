import { ConnectorError } from '@riffle/engine';
import { MalformedRow, type RowDecoder } from './formats/format.ts';
import type { RowBuffer } from './formats/row-buffer.ts';

const SHOWN = 120;

/**
 * Decodes one record; what is wrong with it is reported with its place (`/data/a.json:7`), its text, and the option
 * that would pass over it.
 */
export function decodeRecord(
  decoder: RowDecoder,
  record: { readonly bytes: Buffer; readonly start: number; readonly end: number },
  out: RowBuffer,
  place: () => string,
): void {
  try {
    decoder.decode(record.bytes, record.start, record.end, out);
  } catch (error) {
    if (!(error instanceof MalformedRow)) {
      throw error;
    }
    const text = record.bytes.toString('utf8', record.start, Math.min(record.end, record.start + SHOWN));
    const shown = record.end - record.start > SHOWN ? `${text}…` : text;
    const hint = decoder.skipOption === undefined ? '' : ` To pass over such records set ${decoder.skipOption}.`;
    throw new ConnectorError(`${place()}: the record cannot be read: ${error.message}. It is: ${shown}.${hint}`, {
      cause: error,
    });
  }
}
