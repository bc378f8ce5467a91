export {
  addMonths,
  type CivilDate,
  civilOfDays,
  dayOfYear,
  daysInMonth,
  daysOfCivil,
  isLeapYear,
  isoDayOfWeek,
  isoWeek,
  MILLIS_PER_DAY,
  MILLIS_PER_HOUR,
  MILLIS_PER_MINUTE,
  MILLIS_PER_SECOND,
} from './civil.ts';
export { fieldsOfMillis, millisOfTicks, nanosOfMilli, rescaleTicks, type TimeFields, ticksOf } from './ticks.ts';
export {
  formatDate,
  formatDayTime,
  formatLocal,
  formatTime,
  formatTimestamp,
  formatYearMonth,
  type LocalTime,
  parseDate,
  parseTime,
  parseTimestamp,
  type TimeOfDay,
} from './time-text.ts';
export { isZone, type Zone, zoneOf } from './zone.ts';
