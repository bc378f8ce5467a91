import {
  addMonths,
  type LogicalType,
  type Long,
  MILLIS_PER_DAY,
  millisOfTicks,
  nanosOfMilli,
  ticksOf,
  ticksPerMilli,
  type Value,
  withNullability,
} from '@riffle/columns';
import type { Inference, ScalarBody } from '../contract.ts';
import { addLong, divideLong, multiplyLong, negateLong, subtractLong } from '../runtime/index.ts';
import { commonType, isOfFamily } from '../signature/index.ts';

/** `+`, `-`, `*` and `/` where an interval takes part. */

const POINTS = ['DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_LTZ'];

function isInterval(type: LogicalType): boolean {
  return isOfFamily(type, 'INTERVAL');
}

function isPoint(type: LogicalType): boolean {
  return POINTS.includes(type.kind);
}

/** The types of a call with an interval; undefined when none takes part or the operands do not go together. */
export function inferTemporal(name: string, left: LogicalType, right: LogicalType): Inference | undefined {
  const result = temporalResult(name, left, right);
  if (result === undefined) {
    return undefined;
  }
  const resultType = withNullability(result, left.nullable || right.nullable);
  const isSum = isInterval(left) && isInterval(right);
  return { ok: true, argumentTypes: isSum ? [resultType, resultType] : [left, right], resultType };
}

function temporalResult(name: string, left: LogicalType, right: LogicalType): LogicalType | undefined {
  switch (name) {
    case '+':
      return pointPlus(left, right) ?? pointPlus(right, left) ?? intervalSum(left, right);
    case '-':
      return pointPlus(left, right) ?? intervalSum(left, right);
    case '*':
      return scaled(left, right) ?? scaled(right, left);
    case '/':
      return scaled(left, right);
    default:
      return undefined;
  }
}

function pointPlus(point: LogicalType, interval: LogicalType): LogicalType | undefined {
  const fits = isPoint(point) && isInterval(interval);
  return fits && !(point.kind === 'TIME' && interval.kind === 'INTERVAL_YEAR_MONTH') ? plain(point) : undefined;
}

/** A computed time is no time attribute any more. */
function plain(type: LogicalType): LogicalType {
  if (!('attribute' in type)) {
    return type;
  }
  const { attribute: _, ...rest } = type;
  return rest as LogicalType;
}

function intervalSum(left: LogicalType, right: LogicalType): LogicalType | undefined {
  return isInterval(left) && left.kind === right.kind ? commonType([left, right]) : undefined;
}

function scaled(interval: LogicalType, factor: LogicalType): LogicalType | undefined {
  return isInterval(interval) && isOfFamily(factor, 'NUMERIC') ? interval : undefined;
}

/** The body of such a call; undefined when no interval takes part. */
export function compileTemporal(name: string, left: LogicalType, right: LogicalType): ScalarBody | undefined {
  if (isPoint(left) && isInterval(right)) {
    const move = moveBy(left, right);
    return name === '+' ? (a, b) => move(a as Value, b as Long) : (a, b) => move(a as Value, negateLong(b as Long));
  }
  if (isInterval(left) && isPoint(right)) {
    const move = moveBy(right, left);
    return (a, b) => move(b as Value, a as Long);
  }
  if (isInterval(left) && isInterval(right)) {
    return name === '+' ? (a, b) => addLong(a as Long, b as Long) : (a, b) => subtractLong(a as Long, b as Long);
  }
  if (isInterval(left)) {
    return scaleBody(name, right);
  }
  const scale = isInterval(right) ? scaleBody(name, left) : undefined;
  return scale && ((a, b) => scale(b as Value, a as Value));
}

/** interval × number or interval ÷ number, the fraction cut off. */
function scaleBody(name: string, factorType: LogicalType): ScalarBody {
  const divides = name === '/';
  if (isOfFamily(factorType, 'INTEGER_NUMERIC')) {
    return divides
      ? (interval, factor) => divideLong(interval as Long, factor as Long)
      : (interval, factor) => multiplyLong(interval as Long, factor as Long);
  }
  const unit = factorType.kind === 'DECIMAL' ? 10 ** factorType.scale : 1;
  return (interval, factor) => {
    const number = Number(factor) / unit;
    return Math.trunc(divides ? Number(interval) / number : Number(interval) * number) + 0;
  };
}

function moveBy(point: LogicalType, interval: LogicalType): (value: Value, by: Long) => Value {
  if (interval.kind === 'INTERVAL_YEAR_MONTH') {
    return moveByMonths(point);
  }
  switch (point.kind) {
    case 'DATE':
      return (days, millis) => (days as number) + Math.trunc(Number(millis) / MILLIS_PER_DAY);
    case 'TIME':
      return (time, millis) => {
        const moved = ((time as number) + Number(millis)) % MILLIS_PER_DAY;
        return moved < 0 ? moved + MILLIS_PER_DAY : moved;
      };
    default: {
      const unit = ticksPerMilli('precision' in point ? point.precision : 3);
      return (ticks, millis) => addLong(ticks as Long, multiplyLong(millis, unit));
    }
  }
}

function moveByMonths(point: LogicalType): (value: Value, by: Long) => Value {
  if (point.kind === 'DATE') {
    return (days, months) => addMonths(days as number, Number(months));
  }
  const precision = 'precision' in point ? point.precision : 3;
  return (ticks, months) => {
    const millis = millisOfTicks(ticks as Long, precision);
    const days = Math.floor(millis / MILLIS_PER_DAY);
    const moved = addMonths(days, Number(months)) * MILLIS_PER_DAY + (millis - days * MILLIS_PER_DAY);
    return ticksOf(moved, nanosOfMilli(ticks as Long, precision), precision);
  };
}
