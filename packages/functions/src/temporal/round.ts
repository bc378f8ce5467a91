import {
  civilOfDays,
  daysOfCivil,
  isoDayOfWeek,
  type LogicalType,
  MILLIS_PER_DAY,
  millisOfTicks,
  nanosOfMilli,
  type TimestampType,
  ticksOf,
  zoneOf,
} from '@riffle/columns';
import type { CompiledCall, ScalarBody, ScalarFunction } from '../contract.ts';
import { overloads, parameter } from '../signature/index.ts';
import { plainOf } from './plain-type.ts';
import { UNIT_MILLIS, UNIT_NANOS, unitNamed, unitOfLiteral, unitParameter } from './units.ts';

/** FLOOR(x TO unit) and CEIL(x TO unit). */

type Direction = 'floor' | 'ceil';

/**
 * The first day of the unit a day is in, and for `ceil` of the next unit. What counts as "in the next" differs by unit
 * in Flink, and is kept: the first of a month stays, but the first of a quarter other than January 1 moves on, and so
 * does every day to a later day, decade, century and millennium.
 */
function roundDays(unit: string, days: number, direction: Direction): number {
  const { year, month, day } = civilOfDays(days);
  const up = direction === 'ceil' ? 1 : 0;
  const isNewYear = month === 1 && day === 1;
  switch (unit) {
    case 'DAY':
      return days + up;
    case 'WEEK': {
      const sinceSunday = isoDayOfWeek(days) % 7;
      return days - sinceSunday + (sinceSunday > 0 ? 7 * up : 0);
    }
    case 'MONTH':
      return daysOfCivil(year, month + (day > 1 ? up : 0), 1);
    case 'QUARTER':
      return daysOfCivil(year, (Math.ceil(month / 3) + (isNewYear ? 0 : up)) * 3 - 2, 1);
    case 'YEAR':
      return daysOfCivil(year + (isNewYear ? 0 : up), 1, 1);
    case 'DECADE':
      return daysOfCivil(10 * (Math.trunc(year / 10) + up), 1, 1);
    case 'CENTURY':
      return daysOfCivil(100 * Math.trunc((year + 99) / 100) + (up === 1 ? 1 : -99), 1, 1);
    default:
      return daysOfCivil(1_000 * Math.trunc((year + 999) / 1_000) + (up === 1 ? 1 : -999), 1, 1);
  }
}

function roundTo(value: number, step: number, direction: Direction): number {
  // Adding 0 turns -0 into 0, which is the only zero a long may be.
  return (direction === 'floor' ? Math.floor(value / step) : Math.ceil(value / step)) * step + 0;
}

function compileRound(call: CompiledCall, direction: Direction): ScalarBody {
  const unit = unitNamed(call.literals[1]) ?? '';
  const type = call.argumentTypes[0] as LogicalType;
  switch (type.kind) {
    case 'DATE':
      return UNIT_MILLIS.has(unit) && unit !== 'DAY' && unit !== 'WEEK'
        ? (days) => days as number
        : (days) => roundDays(unit, days as number, direction);
    case 'TIME': {
      const step = UNIT_MILLIS.get(unit) ?? 1;
      return (time) => roundTo(time as number, step, direction);
    }
    default:
      return roundTimestamp(type as TimestampType, { unit, direction, zone: call.context.zone });
  }
}

interface Rounding {
  readonly unit: string;
  readonly direction: Direction;
  readonly zone: string;
}

function roundTimestamp(type: TimestampType, rounding: Rounding): ScalarBody {
  const { precision } = type;
  const offsetAt = offsetReader(type, rounding);
  const step = rounding.unit === 'WEEK' ? undefined : UNIT_MILLIS.get(rounding.unit);
  const nanoStep = UNIT_NANOS.get(rounding.unit);
  return (value) => {
    const ticks = value as number | bigint;
    const millis = millisOfTicks(ticks, precision);
    const nanos = nanosOfMilli(ticks, precision);
    if (nanoStep !== undefined) {
      return ticksOf(millis, roundTo(nanos, nanoStep, rounding.direction), precision);
    }
    const offset = offsetAt(millis);
    return ticksOf(roundLocal(millis + offset, nanos, step, rounding) - offset, 0, precision);
  };
}

/** Units below an hour are whole in every zone, so Flink counts them without one. */
function offsetReader(type: TimestampType, { unit, zone }: Rounding): (instant: number) => number {
  if (type.kind === 'TIMESTAMP' || (UNIT_MILLIS.get(unit) ?? MILLIS_PER_DAY) < 3_600_000) {
    return () => 0;
  }
  const offsets = zoneOf(zone);
  return (instant) => offsets.offsetAt(instant);
}

function roundLocal(local: number, nanos: number, step: number | undefined, { unit, direction }: Rounding): number {
  if (step === undefined) {
    return roundDays(unit, Math.floor(local / MILLIS_PER_DAY), direction) * MILLIS_PER_DAY;
  }
  return roundTo(direction === 'ceil' && nanos > 0 ? local + 1 : local, step, direction);
}

const SOURCE = parameter.ofKind('DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_LTZ');

function rounding(name: string, direction: Direction, description: string): ScalarFunction {
  const shown = name.slice(0, name.indexOf(' '));
  return {
    kind: 'scalar',
    name,
    category: 'temporal',
    signatures: [`${shown}(temporal TO unit)`],
    description,
    infer: overloads(shown, {
      parameters: [SOURCE, unitParameter],
      result: ({ types: [type] }) => type && plainOf(type),
    }),
    nulls: 'propagate',
    deterministic: true,
    compile: (call) => compileRound(call, direction),
    inline: (args, [type]) => inlineRound(args[0] as string, unitOfLiteral(args[1]), type, direction),
  };
}

/** Millisecond timestamps and clock units: one division. */
function inlineRound(
  value: string,
  unit: string | undefined,
  type: LogicalType | undefined,
  direction: Direction,
): string | undefined {
  const step = unit === undefined || unit === 'WEEK' ? undefined : UNIT_MILLIS.get(unit);
  if (step === undefined || type?.kind !== 'TIMESTAMP' || type.precision > 3) {
    return undefined;
  }
  return `(Math.${direction}(${value} / ${step}) * ${step} + 0)`;
}

export const roundFunctions: readonly ScalarFunction[] = [
  rounding('FLOOR TO', 'floor', 'The start of the unit a date or time is in.'),
  rounding('CEIL TO', 'ceil', 'The start of the unit that follows a date or time.'),
];
