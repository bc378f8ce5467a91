import {
  formatDate,
  formatDayTime,
  formatLocal,
  formatTime,
  formatTimestamp,
  formatYearMonth,
  millisOfTicks,
  nanosOfMilli,
  zoneOf,
} from '../time/index.ts';
import type { LogicalType, RowField } from '../types.ts';
import type { Long, MapValue, Value, VariantValue } from '../values.ts';
import { utf8Text } from './bytes-text.ts';
import { formatDecimal } from './decimal-text.ts';
import { formatDouble, formatFloat } from './number-text.ts';
import { formatVariant } from './variant-text.ts';

export interface CodecOptions {
  /** The session's zone, in which TIMESTAMP_LTZ is shown and read. */
  readonly zone: string;
}

/** Turns values of one type, none of them NULL, into text. */
export type Formatter = (value: Value) => string;

/** The text of a value as `CAST(value AS STRING)` gives it; `NULL` for NULL. See docs/value-codec.md. */
export function formatValue(value: Value, type: LogicalType, options: CodecOptions): string {
  return value === null ? 'NULL' : formatterOf(type, options)(value);
}

/** `formatValue` for many values of one type. */
export function formatterOf(type: LogicalType, options: CodecOptions): Formatter {
  switch (type.kind) {
    case 'BOOLEAN':
      return (value) => (value ? 'TRUE' : 'FALSE');
    case 'FLOAT':
      return (value) => formatFloat(value as number);
    case 'DOUBLE':
      return (value) => formatDouble(value as number);
    case 'DECIMAL':
      return (value) => formatDecimal(value as Long, type.scale);
    case 'BINARY':
    case 'VARBINARY':
      return (value) => utf8Text(value as Uint8Array);
    case 'DATE':
      return (value) => formatDate(value as number);
    case 'TIME':
      return (value) => formatTime(value as number, type.precision);
    case 'TIMESTAMP':
      return (value) => formatTimestamp(value as Long, type.precision);
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return zonedFormatter(type.precision, options.zone);
    case 'INTERVAL_YEAR_MONTH':
      return (value) => formatYearMonth(value as number);
    case 'INTERVAL_DAY_TIME':
      return (value) => formatDayTime(value as Long);
    case 'ARRAY':
      return arrayFormatter(type.element, options);
    case 'MAP':
      return mapFormatter(type.key, type.value, options);
    case 'MULTISET':
      return mapFormatter(type.element, { kind: 'INTEGER', nullable: false }, options);
    case 'ROW':
      return rowFormatter(type.fields, options);
    case 'STRUCTURED':
      return structuredFormatter(type.fields, options);
    case 'VARIANT':
      return (value) => formatVariant((value as VariantValue).content);
    default:
      return String;
  }
}

function zonedFormatter(precision: number, zoneName: string): Formatter {
  const zone = zoneOf(zoneName);
  return (value) => {
    const millis = millisOfTicks(value as Long, precision);
    return formatLocal(millis + zone.offsetAt(millis), nanosOfMilli(value as Long, precision), precision);
  };
}

/** A formatter that prints NULL as `NULL`, for values inside others. */
function innerFormatter(type: LogicalType, options: CodecOptions): Formatter {
  const format = formatterOf(type, options);
  return (value) => (value === null ? 'NULL' : format(value));
}

function arrayFormatter(element: LogicalType, options: CodecOptions): Formatter {
  const format = innerFormatter(element, options);
  return (value) => `[${(value as readonly Value[]).map(format).join(', ')}]`;
}

function mapFormatter(keyType: LogicalType, valueType: LogicalType, options: CodecOptions): Formatter {
  const formatKey = innerFormatter(keyType, options);
  const formatEntry = innerFormatter(valueType, options);
  return (value) =>
    `{${(value as MapValue).entries.map(([key, entry]) => `${formatKey(key)}=${formatEntry(entry)}`).join(', ')}}`;
}

function rowFormatter(fields: readonly RowField[], options: CodecOptions): Formatter {
  const formats = fields.map(({ type }) => innerFormatter(type, options));
  return (value) => `(${formats.map((format, i) => format((value as readonly Value[])[i] as Value)).join(', ')})`;
}

function structuredFormatter(fields: readonly RowField[], options: CodecOptions): Formatter {
  const formats = fields.map(({ name, type }) => ({ name, format: innerFormatter(type, options) }));
  return (value) =>
    `(${formats.map(({ name, format }, i) => `${name}=${format((value as readonly Value[])[i] as Value)}`).join(', ')})`;
}
