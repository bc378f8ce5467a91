/** A moment in the person's own time: the time alone on the same day, else with its date. */
export function momentText(at: number, now: number): string {
  const [moment, today] = [new Date(at), new Date(now)];
  const pad = (value: number): string => String(value).padStart(2, '0');
  const time = `${pad(moment.getHours())}:${pad(moment.getMinutes())}:${pad(moment.getSeconds())}`;
  if (moment.toDateString() === today.toDateString()) {
    return time;
  }
  return `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())} ${time.slice(0, 5)}`;
}
