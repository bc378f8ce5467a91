import {
  type CodecOptions,
  type LogicalType,
  type Long,
  MILLIS_PER_DAY,
  millisOfTicks,
  nanosOfMilli,
  rescaleTicks,
  ticksOf,
  type Value,
  type Zone,
  zoneOf,
} from '@riffle/columns';

type CastBody = (value: Value) => Value;

/** A local time: milliseconds since 1970-01-01T00:00, and the nanoseconds beyond them. */
interface Local {
  readonly millis: number;
  readonly nanos: number;
}

/** Casts between DATE, TIME, TIMESTAMP and TIMESTAMP_LTZ; the session's zone links the last with the others. */
export function compileTimeCast(from: LogicalType, to: LogicalType, options: CodecOptions): CastBody {
  const zone = zoneOf(options.zone);
  if (from.kind === to.kind) {
    return castPrecision(from, to);
  }
  const read = localReader(from, zone);
  const write = localWriter(to, zone);
  return (value) => write(read(value));
}

function castPrecision(from: LogicalType, to: LogicalType): CastBody {
  if (from.kind === 'TIME' && to.kind === 'TIME') {
    const unit = 10 ** Math.max(0, 3 - to.precision);
    return (value) => (value as number) - ((value as number) % unit);
  }
  const [source, target] = ['precision' in from ? from.precision : 0, 'precision' in to ? to.precision : 0];
  return from.kind === 'DATE' ? (value) => value : (value) => rescaleTicks(value as Long, source, target);
}

function localReader(from: LogicalType, zone: Zone): (value: Value) => Local {
  switch (from.kind) {
    case 'DATE':
      return (value) => ({ millis: (value as number) * MILLIS_PER_DAY, nanos: 0 });
    case 'TIME':
      return (value) => ({ millis: value as number, nanos: 0 });
    case 'TIMESTAMP':
      return (value) => ({
        millis: millisOfTicks(value as Long, from.precision),
        nanos: nanosOfMilli(value as Long, from.precision),
      });
    case 'TIMESTAMP_LTZ':
      return (value) => {
        const instant = millisOfTicks(value as Long, from.precision);
        return { millis: instant + zone.offsetAt(instant), nanos: nanosOfMilli(value as Long, from.precision) };
      };
    default:
      throw new Error(`no time in ${from.kind}`);
  }
}

function localWriter(to: LogicalType, zone: Zone): (local: Local) => Value {
  switch (to.kind) {
    case 'DATE':
      return ({ millis }) => Math.floor(millis / MILLIS_PER_DAY);
    case 'TIME': {
      const unit = 10 ** Math.max(0, 3 - to.precision);
      return ({ millis }) => {
        const ofDay = millis - Math.floor(millis / MILLIS_PER_DAY) * MILLIS_PER_DAY;
        return ofDay - (ofDay % unit);
      };
    }
    case 'TIMESTAMP':
      return ({ millis, nanos }) => ticksOf(millis, nanos, to.precision);
    case 'TIMESTAMP_LTZ':
      return ({ millis, nanos }) => ticksOf(zone.instantOf(millis), nanos, to.precision);
    default:
      throw new Error(`no time in ${to.kind}`);
  }
}
