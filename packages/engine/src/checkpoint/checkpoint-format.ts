import { createHash } from 'node:crypto';
import type { Value } from '@riffle/columns';
import { RestoreError } from '../errors.ts';
import { CHECKPOINT_FORMAT, type Checkpoint, type CheckpointOperator, type CheckpointTable } from './checkpoint.ts';
import { ValueReader, ValueWriter } from './value-codec.ts';

/**
 * A checkpoint as bytes: magic, format version and header length (two 32-bit numbers, big-endian), the header as JSON,
 * all rows of all tables one after the other, and the SHA-256 of everything before it. `CHECKPOINTS.md` explains why.
 */
const MAGIC = new TextEncoder().encode('RIFFLECK');
const PREFIX = MAGIC.length + 8;
const CHECKSUM = 32;

interface TableHeader extends Omit<CheckpointTable, 'rows'> {
  readonly rowCount: number;
}

interface Header extends Omit<Checkpoint, 'operators' | 'formatVersion'> {
  readonly operators: readonly (Omit<CheckpointOperator, 'tables'> & { readonly tables: readonly TableHeader[] })[];
}

export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify(headerOf(checkpoint)));
  const body = encodeRows(checkpoint);
  const bytes = new Uint8Array(PREFIX + header.length + body.length + CHECKSUM);
  bytes.set(MAGIC);
  const view = new DataView(bytes.buffer);
  view.setUint32(MAGIC.length, checkpoint.formatVersion);
  view.setUint32(MAGIC.length + 4, header.length);
  bytes.set(header, PREFIX);
  bytes.set(body, PREFIX + header.length);
  bytes.set(checksum(bytes.subarray(0, bytes.length - CHECKSUM)), bytes.length - CHECKSUM);
  return bytes;
}

/** Throws `RestoreError` for bytes that are not a whole checkpoint of a known format. `name` is for the message. */
export function decodeCheckpoint(bytes: Uint8Array, name: string): Checkpoint {
  if (bytes.length < PREFIX + CHECKSUM || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw refuse(`${name} is not a checkpoint, or only the beginning of one. Restore from an earlier one.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const formatVersion = view.getUint32(MAGIC.length);
  if (formatVersion > CHECKPOINT_FORMAT) {
    throw refuse(
      `${name} has checkpoint format ${formatVersion}; this version reads up to ${CHECKPOINT_FORMAT}. Restore it with the version that wrote it.`,
    );
  }
  const content = bytes.subarray(0, bytes.length - CHECKSUM);
  const expected = bytes.subarray(bytes.length - CHECKSUM);
  if (checksum(content).some((byte, i) => expected[i] !== byte)) {
    throw refuse(`${name} is damaged: its checksum does not match. Restore from an earlier one.`);
  }
  const bodyStart = PREFIX + view.getUint32(MAGIC.length + 4);
  const header = JSON.parse(new TextDecoder().decode(content.subarray(PREFIX, bodyStart))) as Header;
  return { ...header, formatVersion, operators: decodeRows(header, new ValueReader(content.subarray(bodyStart))) };
}

function headerOf(checkpoint: Checkpoint): Header {
  return {
    id: checkpoint.id,
    jobId: checkpoint.jobId,
    takenAt: checkpoint.takenAt,
    operators: checkpoint.operators.map((operator) => ({
      ...operator,
      tables: operator.tables.map(({ rows, ...table }) => ({ ...table, rowCount: rows.length })),
    })),
  };
}

function encodeRows(checkpoint: Checkpoint): Uint8Array {
  const writer = new ValueWriter();
  for (const { tables } of checkpoint.operators) {
    for (const { rows } of tables) {
      for (const row of rows) {
        row.forEach((value) => {
          writer.write(value);
        });
      }
    }
  }
  return writer.finish();
}

function decodeRows(header: Header, reader: ValueReader): CheckpointOperator[] {
  return header.operators.map((operator) => ({
    ...operator,
    tables: operator.tables.map(({ rowCount, ...table }) => {
      const width = (table.keyTypes?.length ?? 0) + table.valueTypes.length;
      const rows = Array.from({ length: rowCount }, () => Array.from({ length: width }, (): Value => reader.read()));
      return { ...table, rows };
    }),
  }));
}

function checksum(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

function refuse(message: string): RestoreError {
  return new RestoreError(message, { operator: 'checkpoint' });
}
