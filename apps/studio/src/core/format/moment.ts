/** When something happened, as a person reads it. Times inside results are not moments: they stay as the query gives them. */
export type ZoneChoice = 'local' | 'utc';

/** The time alone on the day of `now`, else with its date. Both in milliseconds since the epoch. */
export function momentText(at: number, now: number, zone: ZoneChoice): string {
  const [moment, today] = [wallClock(at, zone), wallClock(now, zone)];
  return moment.date === today.date ? moment.time : `${moment.date} ${moment.time}`;
}

function wallClock(at: number, zone: ZoneChoice): { date: string; time: string } {
  const offset = zone === 'utc' ? 0 : new Date(at).getTimezoneOffset();
  const iso = new Date(at - offset * 60_000).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 19) };
}

/** The browser's own zone with its distance from UTC at a moment: `Europe/Vienna, UTC+02:00`. */
export function localZoneName(at: number): string {
  const minutes = -new Date(at).getTimezoneOffset();
  const two = (value: number): string => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  const distance = `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone === undefined || timeZone === 'UTC' ? distance : `${timeZone}, ${distance}`;
}
