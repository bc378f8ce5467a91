import {
  addMonths,
  type LogicalType,
  type Long,
  MILLIS_PER_DAY,
  millisOfTicks,
  nanosOfMilli,
  ticksOf,
  ticksPerMilli,
  types,
  type Value,
} from '@riffle/columns';
import { addLong, multiplyLong } from '../runtime/index.ts';
import { plainOf } from './plain-type.ts';

/** Moving dates and times by spans. */

/** Adds a span to a value; the result is of the type the shifter was made for. */
export type Shifter = (value: Value, span: Long) => Value;

/** The date or time type of `type` moved by clock units: a DATE moved by less than days becomes a TIMESTAMP. */
export function shiftedType(type: LogicalType, byClock: boolean, digits = 0): LogicalType {
  const plain = plainOf(type);
  if (plain.kind === 'DATE') {
    return byClock ? { ...types.timestamp(6), nullable: plain.nullable } : plain;
  }
  return 'precision' in plain && plain.kind !== 'TIME' && plain.kind !== 'DECIMAL'
    ? { ...plain, precision: Math.max(plain.precision, digits) }
    : plain;
}

/** Adds months, keeping the time of day; for TIMESTAMP_LTZ in UTC, as Flink. A TIME does not change. */
export function monthShifter(type: LogicalType): Shifter {
  switch (type.kind) {
    case 'DATE':
      return (days, months) => addMonths(days as number, Number(months));
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return (value, months) => shiftTimestampMonths(value as Long, Number(months), type.precision);
    default:
      return (value) => value;
  }
}

function shiftTimestampMonths(ticks: Long, months: number, precision: number): Long {
  const millis = millisOfTicks(ticks, precision);
  const days = Math.floor(millis / MILLIS_PER_DAY);
  const moved = addMonths(days, months) * MILLIS_PER_DAY + (millis - days * MILLIS_PER_DAY);
  return ticksOf(moved, nanosOfMilli(ticks, precision), Math.max(precision, 3));
}

/** Adds milliseconds. A TIME turns around at midnight; a DATE that stays one moves by the whole days in them. */
export function milliShifter(type: LogicalType, result: LogicalType): Shifter {
  switch (type.kind) {
    case 'DATE':
      return result.kind === 'DATE'
        ? (days, millis) => (days as number) + Math.trunc(Number(millis) / MILLIS_PER_DAY)
        : dateToTimestampShifter(result);
    case 'TIME':
      return (time, millis) =>
        ((((time as number) + Number(millis)) % MILLIS_PER_DAY) + MILLIS_PER_DAY) % MILLIS_PER_DAY;
    default:
      return tickShifter(type, result);
  }
}

function dateToTimestampShifter(result: LogicalType): Shifter {
  const precision = 'precision' in result ? result.precision : 6;
  return (days, millis) => ticksOf((days as number) * MILLIS_PER_DAY + Number(millis), 0, precision);
}

function tickShifter(type: LogicalType, result: LogicalType): Shifter {
  const from = 'precision' in type ? ticksPerMilli(type.precision) : 1;
  const to = 'precision' in result ? ticksPerMilli(result.precision) : 1;
  if (to === 1) {
    return (ticks, millis) => addLong(ticks as Long, millis);
  }
  return (ticks, millis) => addLong(multiplyLong(ticks as Long, to / from), multiplyLong(millis, to));
}

/** Adds nanoseconds to a timestamp; what is below its precision is cut off. */
export function nanoShifter(type: LogicalType, result: LogicalType): Shifter {
  if (type.kind !== 'TIMESTAMP' && type.kind !== 'TIMESTAMP_LTZ') {
    return (value) => value;
  }
  const precision = 'precision' in result ? result.precision : type.precision;
  return (ticks, span) => {
    const nanos = nanosOfMilli(ticks as Long, type.precision) + Number(span);
    const carry = Math.floor(nanos / 1_000_000);
    return ticksOf(millisOfTicks(ticks as Long, type.precision) + carry, nanos - carry * 1_000_000, precision);
  };
}
