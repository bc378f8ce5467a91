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
