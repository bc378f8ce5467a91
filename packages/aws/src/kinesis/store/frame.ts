// The form of one record in a segment file, all numbers little-endian:
//   u32 length of the payload | u32 CRC-32 of the payload | payload
//   payload: f64 ordinal | f64 arrival, ms | u16 key length | key, UTF-8 | data
import { crc32 } from 'node:zlib';

/** One record as it lies in a shard. */
export interface StoredRecord {
  /** Counts up by one within a shard, starting at 1. */
  readonly ordinal: number;
  /** When the store took it, in milliseconds since the epoch; never less than that of the record before. */
  readonly arrival: number;
  readonly partitionKey: string;
  readonly data: Buffer;
}

const HEADER_BYTES = 8;
const FIXED_PAYLOAD_BYTES = 18;

/** The bytes a record takes in a file. */
export function frameLength(keyBytes: number, dataBytes: number): number {
  return HEADER_BYTES + FIXED_PAYLOAD_BYTES + keyBytes + dataBytes;
}

/** Writes a frame into `target` at `offset` and returns the offset behind it. */
export function writeFrame(target: Buffer, offset: number, record: StoredRecord): number {
  const payloadStart = offset + HEADER_BYTES;
  target.writeDoubleLE(record.ordinal, payloadStart);
  target.writeDoubleLE(record.arrival, payloadStart + 8);
  const keyBytes = target.write(record.partitionKey, payloadStart + FIXED_PAYLOAD_BYTES);
  target.writeUInt16LE(keyBytes, payloadStart + 16);
  const dataStart = payloadStart + FIXED_PAYLOAD_BYTES + keyBytes;
  target.set(record.data, dataStart);
  const end = dataStart + record.data.length;
  target.writeUInt32LE(end - payloadStart, offset);
  target.writeUInt32LE(crc32(target.subarray(payloadStart, end)), offset + 4);
  return end;
}

/** The offset behind the frame at `offset`, or undefined when `bytes` ends before the frame does. */
export function frameEnd(bytes: Buffer, offset: number): number | undefined {
  if (offset + HEADER_BYTES > bytes.length) {
    return undefined;
  }
  const end = offset + HEADER_BYTES + bytes.readUInt32LE(offset);
  return end > bytes.length ? undefined : end;
}

/** The length of the frame whose header stands at `offset`, or undefined when not even the header is there. */
export function announcedLength(bytes: Buffer, offset: number): number | undefined {
  return offset + HEADER_BYTES > bytes.length ? undefined : HEADER_BYTES + bytes.readUInt32LE(offset);
}

/** Whether the frame between `offset` and `end` is whole and unharmed. */
export function isIntact(bytes: Buffer, offset: number, end: number): boolean {
  const payload = bytes.subarray(offset + HEADER_BYTES, end);
  return payload.length >= FIXED_PAYLOAD_BYTES && crc32(payload) === bytes.readUInt32LE(offset + 4);
}

export function frameOrdinal(bytes: Buffer, offset: number): number {
  return bytes.readDoubleLE(offset + HEADER_BYTES);
}

export function frameArrival(bytes: Buffer, offset: number): number {
  return bytes.readDoubleLE(offset + HEADER_BYTES + 8);
}

/** Reads the frame between `offset` and `end`; its data shares memory with `bytes`. */
export function readFrame(bytes: Buffer, offset: number, end: number): StoredRecord {
  const payloadStart = offset + HEADER_BYTES;
  const keyStart = payloadStart + FIXED_PAYLOAD_BYTES;
  const keyEnd = keyStart + bytes.readUInt16LE(payloadStart + 16);
  return {
    ordinal: bytes.readDoubleLE(payloadStart),
    arrival: bytes.readDoubleLE(payloadStart + 8),
    partitionKey: bytes.toString('utf8', keyStart, keyEnd),
    data: bytes.subarray(keyEnd, end),
  };
}

/** The same bytes, with the methods that read numbers out of them. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
