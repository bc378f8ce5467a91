import {
  formatDate,
  formatDouble,
  formatFloat,
  type LogicalType,
  type Long,
  type MapValue,
  millisOfTicks,
  nanosOfMilli,
  type Value,
} from '@riffle/columns';
import { formatDecimalScientific } from '../formats/numbers.ts';

/**
 * The text `toString` gives in Java for the classes Flink hands out (LocalDateTime, Instant, Row …), which is what its
 * print tables show: `2020-04-15T08:00`, `[1, 2]`, `{a=1}`, `+I[1, a]` for a nested row.
 */
export function javaText(value: Value, type: LogicalType): string {
  if (value === null) {
    return 'null';
  }
  switch (type.kind) {
    case 'DOUBLE':
      return formatDouble(value as number);
    case 'FLOAT':
      return formatFloat(value as number);
    case 'DECIMAL':
      return formatDecimalScientific(value as Long, type.scale);
    case 'BINARY':
    case 'VARBINARY':
      return `[${Array.from(value as Uint8Array, (byte) => (byte << 24) >> 24).join(', ')}]`;
    case 'DATE':
      return formatDate(value as number);
    case 'TIME':
      return timeText(value as number, 0, false);
    case 'TIMESTAMP':
      return dateTimeText(value as Long, type.precision, false);
    case 'TIMESTAMP_LTZ':
      return `${dateTimeText(value as Long, type.precision, true)}Z`;
    case 'INTERVAL_YEAR_MONTH':
      return periodText(value as number);
    case 'INTERVAL_DAY_TIME':
      return durationText(Number(value));
    default:
      return nestedText(value, type);
  }
}

function nestedText(value: Exclude<Value, null>, type: LogicalType): string {
  switch (type.kind) {
    case 'ARRAY':
      return `[${(value as Value[]).map((element) => javaText(element, type.element)).join(', ')}]`;
    case 'MAP':
      return mapText(value as MapValue, type.key, type.value);
    case 'MULTISET':
      return mapText(value as MapValue, type.element, { kind: 'INTEGER', nullable: false });
    case 'ROW':
      return `+I[${rowText(value as Value[], type.fields)}]`;
    case 'STRUCTURED':
      return `(${(value as Value[]).map((field, i) => `${type.fields[i]?.name}=${javaText(field, fieldType(type.fields, i))}`).join(', ')})`;
    default:
      return String(value);
  }
}

function rowText(values: readonly Value[], fields: readonly { readonly type: LogicalType }[]): string {
  return values.map((value, i) => javaText(value, fieldType(fields, i))).join(', ');
}

function fieldType(fields: readonly { readonly type: LogicalType }[], index: number): LogicalType {
  return fields[index]?.type ?? { kind: 'NULL', nullable: true };
}

function mapText(map: MapValue, key: LogicalType, value: LogicalType): string {
  return `{${map.entries.map(([k, v]) => `${javaText(k, key)}=${javaText(v, value)}`).join(', ')}}`;
}

const DAY = 86_400_000;
const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

function dateTimeText(ticks: Long, precision: number, seconds: boolean): string {
  const millis = millisOfTicks(ticks, precision);
  const days = Math.floor(millis / DAY);
  return `${formatDate(days)}T${timeText(millis - days * DAY, nanosOfMilli(ticks, precision), seconds)}`;
}

/** Java leaves seconds out where they are zero (but not of an Instant) and writes fractions in groups of three digits. */
function timeText(millisOfDay: number, nanosOfMillisecond: number, alwaysSeconds: boolean): string {
  const total = Math.floor(millisOfDay / 1000);
  const nanos = (millisOfDay % 1000) * 1_000_000 + nanosOfMillisecond;
  const clock = `${pad(Math.floor(total / 3600))}:${pad(Math.floor(total / 60) % 60)}`;
  const second = total % 60;
  if (second === 0 && nanos === 0 && !alwaysSeconds) {
    return clock;
  }
  return `${clock}:${pad(second)}${nanos === 0 ? '' : `.${fractionText(nanos)}`}`;
}

function fractionText(nanos: number): string {
  const digits = pad(nanos, 9);
  return digits.replace(/(?:000){1,2}$/, '');
}

/** `P1Y2M`, as `java.time.Period`. */
function periodText(months: number): string {
  const years = Math.trunc(months / 12);
  const rest = months % 12;
  const text = `${years === 0 ? '' : `${years}Y`}${rest === 0 ? '' : `${rest}M`}`;
  return `P${text === '' ? '0D' : text}`;
}

/** `PT26H3M4.5S`, as `java.time.Duration`. */
function durationText(millis: number): string {
  if (millis === 0) {
    return 'PT0S';
  }
  const hours = Math.trunc(millis / 3_600_000);
  const minutes = Math.trunc((millis % 3_600_000) / 60_000);
  const seconds = (millis % 60_000) / 1000;
  return `PT${hours === 0 ? '' : `${hours}H`}${minutes === 0 ? '' : `${minutes}M`}${seconds === 0 ? '' : `${seconds}S`}`;
}
