import {
  type LogicalType,
  MILLIS_PER_DAY,
  millisOfTicks,
  nanosOfMilli,
  type Value,
  type Zone,
  zoneOf,
} from '@riffle/columns';

type Ticks = number | bigint;

/** Reads values of a date or time type as local milliseconds since 1970-01-01T00:00; a TIME is of that day. */
export function localMillis(type: LogicalType, zone: string): (value: Value) => number {
  switch (type.kind) {
    case 'DATE':
      return (value) => (value as number) * MILLIS_PER_DAY;
    case 'TIME':
      return (value) => value as number;
    case 'TIMESTAMP':
      return (value) => millisOfTicks(value as Ticks, type.precision);
    case 'TIMESTAMP_LTZ': {
      const offsets = zoneOf(zone);
      return (value) => {
        const instant = millisOfTicks(value as Ticks, type.precision);
        return instant + offsets.offsetAt(instant);
      };
    }
    default:
      throw new Error(`no date or time: ${type.kind}`);
  }
}

/** Milliseconds since the epoch as they are stored: for TIMESTAMP_LTZ those of the instant. */
export function storedMillis(type: LogicalType): (value: Value) => number {
  return type.kind === 'TIMESTAMP_LTZ' ? localMillis({ ...type, kind: 'TIMESTAMP' }, 'UTC') : localMillis(type, 'UTC');
}

/** Reads the nanoseconds beyond the millisecond. */
export function nanosBeyond(type: LogicalType): (value: Value) => number {
  if (type.kind !== 'TIMESTAMP' && type.kind !== 'TIMESTAMP_LTZ') {
    return () => 0;
  }
  return (value) => nanosOfMilli(value as Ticks, type.precision);
}

/** The zone of that name; as Java's `TimeZone.getTimeZone`, UTC for a name it does not know. */
export function zoneOrUtc(id: string): Zone {
  try {
    return zoneOf(id);
  } catch {
    return zoneOf('UTC');
  }
}
