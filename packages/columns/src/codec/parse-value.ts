import { parseDate, parseTime, parseTimestamp, ticksOf, zoneOf } from '../time/index.ts';
import type { BinaryType, CharacterType, IntegerKind, LogicalType } from '../types.ts';
import { type Long, normalizeLong, type Value } from '../values.ts';
import { utf8Bytes } from './bytes-text.ts';
import { parseScaled, toUnscaled } from './decimal-text.ts';
import type { CodecOptions } from './format-value.ts';

/** Reads values of one type; undefined when the text is none. */
export type Parser = (text: string) => Value | undefined;

/** Reads a value as `CAST('text' AS type)` does; undefined when the text is none of that type. */
export function parseValue(text: string, type: LogicalType, options: CodecOptions): Value | undefined {
  return parserOf(type, options)(text);
}

/** `parseValue` for many texts of one type. Throws for a type that has no text to be read from. */
export function parserOf(type: LogicalType, options: CodecOptions): Parser {
  switch (type.kind) {
    case 'BOOLEAN':
      return (text) => BOOLEANS.get(text.trim().toLowerCase());
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
    case 'BIGINT':
      return integerParser(type.kind);
    case 'FLOAT':
      return (text) => {
        const value = parseDouble(text);
        return value === undefined ? undefined : Math.fround(value);
      };
    case 'DOUBLE':
      return parseDouble;
    case 'DECIMAL':
      return (text) => {
        const scaled = parseScaled(text.trim());
        return scaled && toUnscaled(scaled, type.precision, type.scale);
      };
    case 'CHAR':
    case 'VARCHAR':
      return (text) => fitText(text, type);
    case 'BINARY':
    case 'VARBINARY':
      return (text) => fitBytes(utf8Bytes(text), type);
    case 'DATE':
      return parseDate;
    case 'TIME':
      return timeParser(type.precision);
    case 'TIMESTAMP':
      return localTimestampParser(type.precision);
    case 'TIMESTAMP_LTZ':
      return zonedTimestampParser(type.precision, options.zone);
    default:
      throw new Error(`values of ${type.kind} cannot be read from text`);
  }
}

const BOOLEANS = new Map([
  ...['t', 'true', 'y', 'yes', '1'].map((text) => [text, true] as const),
  ...['f', 'false', 'n', 'no', '0'].map((text) => [text, false] as const),
]);

const INTEGER_BITS: Readonly<Record<IntegerKind, number>> = { TINYINT: 8, SMALLINT: 16, INTEGER: 32, BIGINT: 64 };
const INTEGER_TEXT = /^[+-]?\d+(?:\.\d*)?$|^[+-]?\.\d+$/;

/** Digits after a point are cut off. */
function integerParser(kind: IntegerKind): Parser {
  const limit = 2n ** BigInt(INTEGER_BITS[kind] - 1);
  return (text) => {
    const trimmed = text.trim();
    if (!INTEGER_TEXT.test(trimmed)) {
      return undefined;
    }
    const point = trimmed.indexOf('.');
    const whole = point === -1 ? trimmed : trimmed.slice(0, point);
    const value = /\d/.test(whole) ? BigInt(whole.startsWith('+') ? whole.slice(1) : whole) : 0n;
    return value < limit && value >= -limit ? normalizeLong(value) : undefined;
  };
}

const DOUBLE_TEXT = /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?)$/;

function parseDouble(text: string): number | undefined {
  const trimmed = text.trim();
  return DOUBLE_TEXT.test(trimmed)
    ? Number(trimmed.replace(/(?<=[\d.])[dDfF]$/, '').replace(/^[+-]NaN$/, 'NaN'))
    : undefined;
}

/** Cuts a text to its type's length and fills CHAR up with blanks; lengths count code points. */
export function fitText(text: string, { kind, length }: CharacterType): string {
  if (text.length > length) {
    const cut = takeCodePoints(text, length);
    return kind === 'CHAR' ? padText(cut, length) : cut;
  }
  return kind === 'CHAR' ? padText(text, length) : text;
}

function takeCodePoints(text: string, count: number): string {
  let at = 0;
  for (let i = 0; i < count && at < text.length; i++) {
    at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
  }
  return text.slice(0, at);
}

function padText(text: string, length: number): string {
  let codePoints = 0;
  for (const _ of text) {
    codePoints++;
  }
  return codePoints < length ? text + ' '.repeat(length - codePoints) : text;
}

/** Cuts bytes to their type's length and fills BINARY up with zeros. */
export function fitBytes(bytes: Uint8Array, { kind, length }: BinaryType): Uint8Array {
  if (bytes.length > length) {
    return bytes.slice(0, length);
  }
  if (kind === 'VARBINARY' || bytes.length === length) {
    return bytes;
  }
  const padded = new Uint8Array(length);
  padded.set(bytes);
  return padded;
}

function timeParser(precision: number): Parser {
  const unit = 10 ** Math.max(0, 3 - precision);
  return (text) => {
    const time = parseTime(text);
    return time && time.millis - (time.millis % unit);
  };
}

function localTimestampParser(precision: number): Parser {
  return (text) => {
    const time = parseTimestamp(text);
    return time && ticksOf(time.millis, time.nanos, precision);
  };
}

/** A local time of the session zone. */
function zonedTimestampParser(precision: number, zoneName: string): Parser {
  const zone = zoneOf(zoneName);
  return (text): Long | undefined => {
    const time = parseTimestamp(text);
    return time && ticksOf(zone.instantOf(time.millis), time.nanos, precision);
  };
}
