import type { LogicalType, RowField } from '@riffle/columns';
import type { TimestampStandard } from '../time-text.ts';
import { StringCache } from './string-cache.ts';

/**
 * The shape of a JSON record: which bytes stand between its values. Machine-made records repeat one shape, so the bytes
 * between values need only be compared. A shape holds what was seen; nothing in it is assumed about the next record.
 */
export interface RecordShape {
  readonly steps: readonly ShapeStep[];
  /** What stands after the last value, closing brace included. */
  readonly suffix: Uint8Array;
  /** Wanted fields the record does not have. */
  readonly missing: readonly number[];
  readonly fieldCount: number;
}

export interface ShapeStep {
  /** The bytes before the value, from the end of the value before it: `,"price":`. */
  readonly prefix: Uint8Array;
  /** The target field, or -1 when the value is not wanted. */
  readonly target: number;
  readonly reader: ValueReader;
}

/** How the bytes of a value are read without a detour. */
export type ValueReader =
  /** Not wanted; `first` is the byte it began with. */
  | { readonly kind: 'skip'; readonly first: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'int'; readonly min: number; readonly max: number }
  | { readonly kind: 'long' }
  | { readonly kind: 'double' }
  | { readonly kind: 'float' }
  | { readonly kind: 'decimal'; readonly scale: number; readonly limit: number }
  | { readonly kind: 'string'; readonly cache: StringCache }
  | { readonly kind: 'timestamp'; readonly gap: number; readonly zoned: boolean; readonly precision: number }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' }
  | { readonly kind: 'array'; readonly element: ValueReader }
  | { readonly kind: 'row'; readonly shape: RecordShape }
  /** A row that was NULL when the shape was learned; any other value is another shape. */
  | { readonly kind: 'null' }
  /** The value's text goes to the exact decoder. */
  | { readonly kind: 'exact' };

/** A field the reader wants, with what it keeps from record to record. */
export interface WantedField {
  readonly name: string;
  readonly type: LogicalType;
  readonly cache: StringCache;
  /** The fields of a ROW. */
  readonly fields: readonly WantedField[];
}

export function wantedFields(fields: readonly RowField[]): WantedField[] {
  return fields.map(({ name, type }) => ({
    name,
    type,
    cache: new StringCache(),
    fields: type.kind === 'ROW' ? wantedFields(type.fields) : [],
  }));
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const LETTER_N = 0x6e;

/** What is looked for in records, and by which options of the format. */
export interface Learning {
  readonly wanted: readonly WantedField[];
  readonly timestampStandard: TimestampStandard;
  readonly ignoreKeyCase: boolean;
}

/**
 * The shape of the record `bytes[start, end)`, which the exact decoder has just read without complaint.
 * Undefined when the record is no object, repeats a field, or is followed by anything but white space.
 */
export function learnShape(
  bytes: Buffer,
  range: { readonly start: number; readonly end: number },
  learning: Learning,
): RecordShape | undefined {
  const open = skipSpace(bytes, range.start);
  if (bytes[open] !== OPEN_BRACE) {
    return undefined;
  }
  const learned = learnObject(bytes, range.start, learning);
  if (learned === undefined || skipSpace(bytes, learned.end) < range.end) {
    return undefined;
  }
  return learned.shape;
}

/** `from` is where the first step's prefix begins: at the opening brace or in the white space before it. */
function learnObject(
  bytes: Buffer,
  from: number,
  learning: Learning,
): { readonly shape: RecordShape; readonly end: number } | undefined {
  const asCompared = (name: string): string => (learning.ignoreKeyCase ? name.toLowerCase() : name);
  const steps: ShapeStep[] = [];
  const seen = new Set<string>();
  let prefixStart = from;
  let at = skipSpace(bytes, skipSpace(bytes, from) + 1);
  while (bytes[at] === QUOTE) {
    const nameEnd = stringEnd(bytes, at);
    const name = asCompared(JSON.parse(bytes.toString('utf8', at, nameEnd)) as string);
    if (seen.has(name)) {
      return undefined;
    }
    seen.add(name);
    const valueStart = skipSpace(bytes, skipSpace(bytes, nameEnd) + 1);
    const target = learning.wanted.findIndex((field) => asCompared(field.name) === name);
    steps.push({
      prefix: copy(bytes, prefixStart, valueStart),
      target,
      reader: readerAt(bytes, valueStart, learning.wanted[target], learning),
    });
    prefixStart = valueEnd(bytes, valueStart);
    at = skipSpace(bytes, prefixStart);
    at = bytes[at] === COMMA ? skipSpace(bytes, at + 1) : at;
  }
  const missing = learning.wanted.flatMap((field, index) => (seen.has(asCompared(field.name)) ? [] : [index]));
  const shape = { steps, suffix: copy(bytes, prefixStart, at + 1), missing, fieldCount: learning.wanted.length };
  return { shape, end: at + 1 };
}

function readerAt(bytes: Buffer, at: number, field: WantedField | undefined, learning: Learning): ValueReader {
  const first = bytes[at] ?? 0;
  if (field === undefined) {
    return { kind: 'skip', first };
  }
  if (field.type.kind === 'ROW') {
    const learned = first === OPEN_BRACE ? learnObject(bytes, at, { ...learning, wanted: field.fields }) : undefined;
    return learned === undefined
      ? { kind: first === LETTER_N ? 'null' : 'exact' }
      : { kind: 'row', shape: learned.shape };
  }
  return readerOf(field.type, { cache: field.cache, standard: learning.timestampStandard });
}

function readerOf(
  type: LogicalType,
  keep: { readonly cache: StringCache; readonly standard: TimestampStandard },
): ValueReader {
  switch (type.kind) {
    case 'BOOLEAN':
      return { kind: 'boolean' };
    case 'TINYINT':
      return { kind: 'int', min: -128, max: 127 };
    case 'SMALLINT':
      return { kind: 'int', min: -32768, max: 32767 };
    case 'INTEGER':
      return { kind: 'int', min: -2147483648, max: 2147483647 };
    case 'BIGINT':
      return { kind: 'long' };
    case 'DOUBLE':
      return { kind: 'double' };
    case 'FLOAT':
      return { kind: 'float' };
    case 'DECIMAL':
      return type.precision <= 15
        ? { kind: 'decimal', scale: type.scale, limit: 10 ** type.precision }
        : { kind: 'decimal', scale: type.scale, limit: 10 ** 15 };
    case 'CHAR':
    case 'VARCHAR':
      return { kind: 'string', cache: keep.cache };
    case 'DATE':
      return { kind: 'date' };
    case 'TIME':
      return { kind: 'time' };
    case 'ARRAY':
      return { kind: 'array', element: readerOf(type.element, keep) };
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return {
        kind: 'timestamp',
        gap: (keep.standard === 'SQL' ? ' ' : 'T').charCodeAt(0),
        zoned: type.kind === 'TIMESTAMP_LTZ',
        precision: type.precision,
      };
    default:
      return { kind: 'exact' };
  }
}

function copy(bytes: Buffer, start: number, end: number): Uint8Array {
  return Uint8Array.from(bytes.subarray(start, end));
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === 32 || bytes[at] === 10 || bytes[at] === 13 || bytes[at] === 9) {
    at++;
  }
  return at;
}

function stringEnd(bytes: Buffer, open: number): number {
  let at = open + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) {
    at += bytes[at] === BACKSLASH ? 2 : 1;
  }
  return Math.min(at + 1, bytes.length);
}

/** Where the value that begins at `start` ends, if it is well-formed; else somewhere after `start`. */
export function valueEnd(bytes: Buffer, start: number, limit = bytes.length): number {
  let depth = 0;
  let at = start;
  while (at < limit) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = stringEnd(bytes, at) - 1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth++;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth--;
    } else if (byte !== COMMA && byte !== COLON && depth === 0) {
      return scalarEnd(bytes, at);
    }
    at++;
    if (depth <= 0) {
      return at;
    }
  }
  return at;
}

function scalarEnd(bytes: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const byte = bytes[at];
    const inside = byte !== undefined && byte > 32 && byte !== COMMA && byte !== CLOSE_BRACE && byte !== CLOSE_BRACKET;
    if (!inside) {
      return at;
    }
    at++;
  }
}
