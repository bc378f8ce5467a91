import {
  isZone,
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

/** Java's three-letter names (`ZoneId.SHORT_IDS`) that are no IANA names. */
const SHORT_ZONES: Readonly<Record<string, string>> = {
  ACT: 'Australia/Darwin',
  AET: 'Australia/Sydney',
  AGT: 'America/Argentina/Buenos_Aires',
  ART: 'Africa/Cairo',
  AST: 'America/Anchorage',
  BET: 'America/Sao_Paulo',
  BST: 'Asia/Dhaka',
  CAT: 'Africa/Harare',
  CNT: 'America/St_Johns',
  CST: 'America/Chicago',
  CTT: 'Asia/Shanghai',
  EAT: 'Africa/Addis_Ababa',
  ECT: 'Europe/Paris',
  IET: 'America/Indiana/Indianapolis',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  MIT: 'Pacific/Apia',
  NET: 'Asia/Yerevan',
  NST: 'Pacific/Auckland',
  PLT: 'Asia/Karachi',
  PNT: 'America/Phoenix',
  PRT: 'America/Puerto_Rico',
  PST: 'America/Los_Angeles',
  SST: 'Pacific/Guadalcanal',
  VST: 'Asia/Ho_Chi_Minh',
};

/** The zone of that name; as Java's `TimeZone.getTimeZone`, UTC for a name it does not know. */
export function zoneOrUtc(id: string): Zone {
  const name = SHORT_ZONES[id] ?? id;
  return zoneOf(isZone(name) ? name : 'UTC');
}
