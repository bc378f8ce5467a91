import type { Json } from '@riffle/base';
import {
  formatDate,
  formatTime,
  formatTimestamp,
  parseDate,
  parseTime,
  parseTimestamp,
  ticksOf,
} from '../time/index.ts';
import type { LogicalType, RowField } from '../types.ts';
import { type Long, MapValue, normalizeLong, type Value, type VariantContent, VariantValue } from '../values.ts';
import { base64Bytes, base64Text } from './bytes-text.ts';
import { formatDecimal, parseScaled, toUnscaled } from './decimal-text.ts';

/** What a JSON form cannot be read as: it was not made by `toJson` for this type. */
export class ValueJsonError extends Error {
  constructor(type: LogicalType, json: Json) {
    super(`${JSON.stringify(json)} is not the JSON form of a ${type.kind} value.`);
  }
}

/**
 * The lossless JSON form of a value, for messages, checkpoints and plan files. The table is in docs/value-codec.md.
 * RAW values have none.
 */
export function toJson(value: Value, type: LogicalType): Json {
  if (value === null) {
    return null;
  }
  switch (type.kind) {
    case 'BIGINT':
    case 'INTERVAL_DAY_TIME':
      return typeof value === 'bigint' ? String(value) : (value as number);
    case 'DECIMAL':
      return formatDecimal(value as Long, type.scale);
    case 'FLOAT':
    case 'DOUBLE':
      return doubleToJson(value as number);
    case 'BINARY':
    case 'VARBINARY':
      return base64Text(value as Uint8Array);
    case 'DATE':
      return formatDate(value as number);
    case 'TIME':
      return formatTime(value as number, 3);
    case 'TIMESTAMP':
      return formatTimestamp(value as Long, type.precision);
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return `${formatTimestamp(value as Long, type.precision)}Z`;
    case 'ARRAY':
      return (value as readonly Value[]).map((element) => toJson(element, type.element));
    case 'MAP':
      return (value as MapValue).entries.map(([key, entry]) => [toJson(key, type.key), toJson(entry, type.value)]);
    case 'MULTISET':
      return (value as MapValue).entries.map(([key, count]) => [toJson(key, type.element), count as number]);
    case 'ROW':
    case 'STRUCTURED':
      return type.fields.map((field, i) => toJson((value as readonly Value[])[i] as Value, field.type));
    case 'VARIANT':
      return variantToJson((value as VariantValue).content);
    case 'RAW':
      throw new Error('not supported yet: the JSON form of a RAW value');
    default:
      return value as boolean | number | string;
  }
}

function doubleToJson(value: number): Json {
  if (!Number.isFinite(value)) {
    return String(value);
  }
  return Object.is(value, -0) ? '-0.0' : value;
}

function variantToJson(content: VariantContent): Json {
  if (typeof content === 'bigint') {
    return { bigint: String(content) };
  }
  if (content instanceof Uint8Array) {
    return { bytes: base64Text(content) };
  }
  if (content instanceof Map) {
    const fields = [...(content as ReadonlyMap<string, VariantContent>)];
    return { object: fields.map(([name, field]) => [name, variantToJson(field)]) };
  }
  if (Array.isArray(content)) {
    return (content as readonly VariantContent[]).map(variantToJson);
  }
  return typeof content === 'number' && (!Number.isFinite(content) || Object.is(content, -0))
    ? { double: Object.is(content, -0) ? '-0' : String(content) }
    : (content as Json);
}

/** The value `toJson` made. Throws `ValueJsonError` for anything `toJson` never gives for this type. */
export function fromJson(json: Json, type: LogicalType): Value {
  if (json === null) {
    return null;
  }
  const value = readJson(json, type);
  if (value === undefined) {
    throw new ValueJsonError(type, json);
  }
  return value;
}

function readJson(json: Json, type: LogicalType): Value | undefined {
  switch (type.kind) {
    case 'BOOLEAN':
      return typeof json === 'boolean' ? json : undefined;
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
    case 'INTERVAL_YEAR_MONTH':
      return typeof json === 'number' ? json : undefined;
    case 'FLOAT':
    case 'DOUBLE':
      return doubleFromJson(json);
    case 'BIGINT':
    case 'INTERVAL_DAY_TIME':
      return longFromJson(json);
    case 'ARRAY':
      return Array.isArray(json) ? json.map((element: Json) => fromJson(element, type.element)) : undefined;
    case 'MAP':
      return mapFromJson(json, type.key, type.value);
    case 'MULTISET':
      return mapFromJson(json, type.element, { kind: 'INTEGER', nullable: false });
    case 'ROW':
    case 'STRUCTURED':
      return rowFromJson(json, type.fields);
    case 'VARIANT':
      return new VariantValue(variantFromJson(json));
    default:
      return typeof json === 'string' ? readText(json, type) : undefined;
  }
}

function readText(text: string, type: LogicalType): Value | undefined {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
    case 'SYMBOL':
      return text;
    case 'DECIMAL': {
      const scaled = parseScaled(text);
      return scaled && toUnscaled(scaled, type.precision, type.scale);
    }
    case 'BINARY':
    case 'VARBINARY':
      return base64Bytes(text);
    case 'DATE':
      return parseDate(text);
    case 'TIME':
      return parseTime(text)?.millis;
    case 'TIMESTAMP':
      return ticksOfText(text, type.precision);
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return text.endsWith('Z') ? ticksOfText(text.slice(0, -1), type.precision) : undefined;
    default:
      return undefined;
  }
}

function ticksOfText(text: string, precision: number): Long | undefined {
  const time = parseTimestamp(text);
  return time && ticksOf(time.millis, time.nanos, precision);
}

function doubleFromJson(json: Json): number | undefined {
  if (typeof json === 'number') {
    return json;
  }
  return typeof json === 'string' && ['NaN', 'Infinity', '-Infinity', '-0.0'].includes(json) ? Number(json) : undefined;
}

function longFromJson(json: Json): Long | undefined {
  if (typeof json === 'string' && /^-?\d+$/.test(json)) {
    return normalizeLong(BigInt(json));
  }
  return typeof json === 'number' ? json : undefined;
}

function mapFromJson(json: Json, key: LogicalType, value: LogicalType): MapValue | undefined {
  if (!Array.isArray(json)) {
    return undefined;
  }
  return new MapValue(
    json.map((pair: Json) => {
      const [left = null, right = null] = pair as readonly Json[];
      return [fromJson(left, key), fromJson(right, value)] as const;
    }),
  );
}

function rowFromJson(json: Json, fields: readonly RowField[]): Value | undefined {
  const isRow = Array.isArray(json) && json.length === fields.length;
  return isRow ? fields.map((field, i) => fromJson((json as readonly Json[])[i] as Json, field.type)) : undefined;
}

function variantFromJson(json: Json): VariantContent {
  if (Array.isArray(json)) {
    return json.map((element: Json) => variantFromJson(element));
  }
  if (json === null || typeof json !== 'object') {
    return json as VariantContent;
  }
  const tagged = json as Readonly<Record<string, Json>>;
  if ('bigint' in tagged) {
    return BigInt(tagged['bigint'] as string);
  }
  if ('bytes' in tagged) {
    return base64Bytes(tagged['bytes'] as string);
  }
  if ('double' in tagged) {
    return Number(tagged['double']);
  }
  const fields = tagged['object'] as readonly (readonly [string, Json])[];
  return new Map(fields.map(([name, field]) => [name, variantFromJson(field)]));
}
