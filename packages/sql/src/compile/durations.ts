const UNITS: Readonly<Record<string, number>> = {
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  minutes: 60_000,
  s: 1000,
  sec: 1000,
  secs: 1000,
  second: 1000,
  seconds: 1000,
  ms: 1,
  milli: 1,
  millis: 1,
  millisecond: 1,
  milliseconds: 1,
  '': 1,
};

const ISO = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;

/** `10 s`, `5min`, `1d`, `PT10S` as milliseconds; undefined when it is no duration. Micro- and nanoseconds round down. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso !== null && trimmed.length > 1) {
    const [days = 0, hours = 0, minutes = 0, seconds = 0] = iso.slice(1).map((part) => Number(part ?? 0));
    return Math.trunc(((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000);
  }
  const match = /^(\d+)\s*([a-zµ]*)$/i.exec(trimmed);
  if (match === null) {
    return undefined;
  }
  const unit = (match[2] ?? '').toLowerCase();
  const small: Readonly<Record<string, number>> = {
    ns: 1e6,
    nano: 1e6,
    nanos: 1e6,
    µs: 1e3,
    us: 1e3,
    micro: 1e3,
    micros: 1e3,
  };
  const divisor = small[unit];
  if (divisor !== undefined) {
    return Math.trunc(Number(match[1]) / divisor);
  }
  const factor = UNITS[unit];
  return factor === undefined ? undefined : Number(match[1]) * factor;
}
