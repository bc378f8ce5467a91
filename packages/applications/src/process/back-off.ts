import type { Millis } from '@riffle/base';

const FIRST_PAUSE: Millis = 500;
const LONGEST_PAUSE: Millis = 30_000;

/** The pause before the next attempt, after so many failures in a row. */
export function backOff(failures: number): Millis {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (Math.max(1, failures) - 1));
}
