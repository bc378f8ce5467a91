import { civilOfDays, daysOfCivil, isoDayOfWeek, MILLIS_PER_DAY, type TimeFields } from '@riffle/columns';

/** English names and the American week, which are Flink's unless its machine says otherwise. */

export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** From Monday, as ISO counts. */
export const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

export const HALF_DAYS = ['AM', 'PM'] as const;

export function shortName(name: string): string {
  return name.slice(0, 3);
}

/** A name in the style Java gives it for that many letters: 5 the initial, 4 in full, else three letters. */
export function styledName(name: string, letters: number): string {
  if (letters === 4) {
    return name;
  }
  return letters === 5 ? name.slice(0, 1) : shortName(name);
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));

/** A whole number with zeros in front, up to `width` digits. */
export function padded(value: number, width: number): string {
  if (width === 2 && value >= 0 && value < 100) {
    return TWO_DIGITS[value] as string;
  }
  return value < 0 ? `-${String(-value).padStart(width, '0')}` : String(value).padStart(width, '0');
}

/** Days since the epoch. */
export function daysOf(fields: TimeFields): number {
  return daysOfCivil(fields.year, fields.month, fields.day);
}

/** Local milliseconds since the epoch. */
export function millisOf(fields: TimeFields): number {
  const seconds = (fields.hour * 60 + fields.minute) * 60 + fields.second;
  return daysOf(fields) * MILLIS_PER_DAY + seconds * 1_000 + Math.floor(fields.nano / 1_000_000);
}

/** 1 for Sunday to 7 for Saturday. */
export function dayOfWeekFromSunday(days: number): number {
  return (isoDayOfWeek(days) % 7) + 1;
}

/** The week of the year, weeks starting on Sunday and the first being the one with January 1; and its year. */
export function sundayWeek(days: number): { readonly year: number; readonly week: number } {
  const { year } = civilOfDays(days);
  const saturday = days + 7 - dayOfWeekFromSunday(days);
  const weekYear = civilOfDays(saturday).year > year ? year + 1 : year;
  const newYear = daysOfCivil(weekYear, 1, 1);
  const firstSunday = newYear - dayOfWeekFromSunday(newYear) + 1;
  return { year: weekYear, week: Math.floor((days - firstSunday) / 7) + 1 };
}

/** The week of the month, weeks starting on Sunday. */
export function weekOfMonth(fields: TimeFields): number {
  const first = daysOfCivil(fields.year, fields.month, 1);
  return Math.floor((fields.day + dayOfWeekFromSunday(first) - 2) / 7) + 1;
}
