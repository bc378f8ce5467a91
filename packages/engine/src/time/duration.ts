import type { Millis } from '@riffle/base';

const UNITS: Readonly<Record<string, Millis>> = {
  ms: 1,
  s: 1_000,
  sec: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A setting's duration (`200 ms`, `5 s`, `1 min`, `PT10S`) in milliseconds; null for any other text. */
export function parseDuration(text: string): Millis | null {
  const plain = /^(\d+)\s*(ms|s|sec|min|h|d)?$/.exec(text.trim());
  if (plain !== null) {
    return Number(plain[1]) * (UNITS[plain[2] ?? 'ms'] as number);
  }
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(text.trim());
  if (iso === null) {
    return null;
  }
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = iso.slice(1).map((part) => Number(part ?? 0));
  return days * 86_400_000 + hours * 3_600_000 + minutes * 60_000 + Math.round(seconds * 1_000);
}
