const FIRST_DELAY = 250;
const LONGEST_DELAY = 2_000;

/** Milliseconds to wait before attempt `attempt` (from 1): doubling up to two seconds, as the server is on this machine, spread by up to a quarter. */
export function reconnectDelay(attempt: number, random: () => number): number {
  const plain = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (attempt - 1));
  return Math.round(plain * (0.75 + random() * 0.25));
}
