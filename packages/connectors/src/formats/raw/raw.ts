import { must } from '@riffle/base';
import {
  type LogicalType,
  type Long,
  normalizeLong,
  type RowField,
  RowKind,
  type Value,
  valueAt,
} from '@riffle/columns';
import { ConnectorError } from '@riffle/engine';
import {
  type DecoderSetup,
  type EncoderSetup,
  LINE_DELIMITER,
  lineEnd,
  MalformedRow,
  type RowDecoder,
  type RowEncoder,
} from '../format.ts';

interface RawCodec {
  read(bytes: Buffer): Value;
  write(value: Exclude<Value, null>): Uint8Array;
}

/** Reads the record itself as the table's one column. */
export function rawDecoder(setup: DecoderSetup): RowDecoder {
  const codec = rawCodec(onlyField(setup.fields).type, setup.options);
  const delimiter = delimiterOf(setup.options);
  return {
    decode(bytes, start, end, out) {
      if (setup.projection.length > 0) {
        must(out.columns[0]).set(out.rowCount, codec.read(bytes.subarray(start, end)));
      }
      out.endRow(RowKind.insert);
    },
    recordEnd:
      delimiter.length === 1 && delimiter[0] === 10
        ? lineEnd
        : (bytes, from, limit) => {
            const end = bytes.indexOf(delimiter, from);
            return end === -1 || end + delimiter.length > limit ? -1 : end;
          },
    delimiterLength: delimiter.length,
  };
}

/** Writes the bytes of the table's one column; NULL is nothing. */
export function rawEncoder(setup: EncoderSetup): RowEncoder {
  const codec = rawCodec(onlyField(setup.fields).type, setup.options);
  return {
    encode(batch, row, out) {
      const value = valueAt(must(batch.columns[0]), row);
      if (value !== null) {
        out.bytes(codec.write(value));
      }
    },
    delimiter: delimiterOf(setup.options),
  };
}

function onlyField(fields: readonly RowField[]): RowField {
  const [field] = fields;
  if (field === undefined || fields.length !== 1) {
    throw new ConnectorError(`The format 'raw' needs a table of one physical column; this one has ${fields.length}.`);
  }
  return field;
}

function delimiterOf(options: Readonly<Record<string, string>>): Buffer {
  const text = options['raw.line-delimiter'];
  return text === undefined
    ? Buffer.from(LINE_DELIMITER)
    : Buffer.from(text.replaceAll('\\n', '\n').replaceAll('\\r', '\r'));
}

const ENCODINGS: Readonly<Record<string, BufferEncoding>> = {
  'utf-8': 'utf8',
  utf8: 'utf8',
  'us-ascii': 'latin1',
  'iso-8859-1': 'latin1',
  'utf-16le': 'utf16le',
};

function rawCodec(type: LogicalType, options: Readonly<Record<string, string>>): RawCodec {
  const little = options['raw.endianness'] === 'little-endian';
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR': {
      const charset = options['raw.charset'] ?? 'UTF-8';
      const encoding = ENCODINGS[charset.toLowerCase()];
      if (encoding === undefined) {
        throw new ConnectorError(
          `not supported yet: 'raw.charset' = '${charset}'; known are ${Object.keys(ENCODINGS).join(', ')}`,
        );
      }
      return { read: (bytes) => bytes.toString(encoding), write: (value) => Buffer.from(value as string, encoding) };
    }
    case 'BINARY':
    case 'VARBINARY':
      return { read: (bytes) => new Uint8Array(bytes), write: (value) => value as Uint8Array };
    case 'BOOLEAN':
      return sized(
        1,
        (bytes) => bytes[0] !== 0,
        (bytes, value) => bytes.writeUInt8(value === true ? 1 : 0),
      );
    case 'TINYINT':
      return sized(
        1,
        (bytes) => bytes.readInt8(),
        (bytes, value) => bytes.writeInt8(value as number),
      );
    case 'SMALLINT':
      return little
        ? sized(
            2,
            (bytes) => bytes.readInt16LE(),
            (bytes, value) => bytes.writeInt16LE(value as number),
          )
        : sized(
            2,
            (bytes) => bytes.readInt16BE(),
            (bytes, value) => bytes.writeInt16BE(value as number),
          );
    case 'INTEGER':
      return little
        ? sized(
            4,
            (bytes) => bytes.readInt32LE(),
            (bytes, value) => bytes.writeInt32LE(value as number),
          )
        : sized(
            4,
            (bytes) => bytes.readInt32BE(),
            (bytes, value) => bytes.writeInt32BE(value as number),
          );
    case 'BIGINT':
      return little
        ? sized(
            8,
            (bytes) => normalizeLong(bytes.readBigInt64LE()),
            (bytes, value) => bytes.writeBigInt64LE(BigInt(value as Long)),
          )
        : sized(
            8,
            (bytes) => normalizeLong(bytes.readBigInt64BE()),
            (bytes, value) => bytes.writeBigInt64BE(BigInt(value as Long)),
          );
    case 'FLOAT':
      return little
        ? sized(
            4,
            (bytes) => bytes.readFloatLE(),
            (bytes, value) => bytes.writeFloatLE(value as number),
          )
        : sized(
            4,
            (bytes) => bytes.readFloatBE(),
            (bytes, value) => bytes.writeFloatBE(value as number),
          );
    case 'DOUBLE':
      return little
        ? sized(
            8,
            (bytes) => bytes.readDoubleLE(),
            (bytes, value) => bytes.writeDoubleLE(value as number),
          )
        : sized(
            8,
            (bytes) => bytes.readDoubleBE(),
            (bytes, value) => bytes.writeDoubleBE(value as number),
          );
    default:
      throw new ConnectorError(`The format 'raw' cannot hold a column of type ${type.kind}.`);
  }
}

/** A value that takes exactly `size` bytes. */
function sized(
  size: number,
  read: (bytes: Buffer) => Value,
  write: (bytes: Buffer, value: Exclude<Value, null>) => unknown,
): RawCodec {
  return {
    read(bytes) {
      if (bytes.length !== size) {
        throw new MalformedRow(`it has ${bytes.length} bytes, but the column takes ${size}`);
      }
      return read(bytes);
    },
    write(value) {
      const bytes = Buffer.alloc(size);
      write(bytes, value);
      return bytes;
    },
  };
}
