const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The distances a clock is read in, in milliseconds. */
const STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 365].map((n) => n * DAY),
];

/** Round moments between two, milliseconds since the epoch; at most `most`, and few enough to be read. */
export function timeTicks(from: number, to: number, most: number): number[] {
  if (!(to > from)) {
    return Number.isFinite(from) ? [from] : [];
  }
  const wanted = (to - from) / Math.max(1, most);
  const step = STEPS.find((one) => one >= wanted) ?? Math.ceil(wanted / (365 * DAY)) * 365 * DAY;
  const first = Math.ceil(from / step) * step;
  const ticks = Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, i) => first + i * step);
  return ticks.length === 0 ? [from] : ticks;
}
