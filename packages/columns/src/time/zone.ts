/** Time zones: IANA names through Temporal, fixed offsets by themselves, both fast enough for every row. */

/** A zone's offsets, in milliseconds to add to UTC. */
export interface Zone {
  readonly id: string;
  /** The offset in force at an instant (milliseconds since the epoch). */
  offsetAt(instant: number): number;
  /**
   * The instant of a local time (milliseconds since 1970-01-01T00:00 there). In an overlap the earlier one;
   * a time inside a gap moves on by the gap's length, as in Java.
   */
  instantOf(local: number): number;
}

const zones = new Map<string, Zone>();

/**
 * The zone of that name: an IANA name (`Europe/Berlin`), `UTC`, `Z`, `GMT+8`, `UTC-05:30` or `+01:00`.
 * Throws a `RangeError` for any other.
 */
export function zoneOf(id: string): Zone {
  let zone = zones.get(id);
  if (zone === undefined) {
    const offset = fixedOffset(id);
    zone = offset === undefined ? new RegionZone(id) : new FixedZone(id, offset);
    zones.set(id, zone);
  }
  return zone;
}

/** Whether `zoneOf` knows the name. */
export function isZone(id: string): boolean {
  try {
    zoneOf(id);
    return true;
  } catch {
    return false;
  }
}

const FIXED = /^(?:UTC|GMT|UT)?(?:([+-])(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?)?$/;

function fixedOffset(id: string): number | undefined {
  if (id === 'Z') {
    return 0;
  }
  const match = id === '' ? null : FIXED.exec(id);
  if (match === null) {
    return undefined;
  }
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const millis = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
  return sign === '-' && millis !== 0 ? -millis : millis;
}

class FixedZone implements Zone {
  readonly id: string;
  readonly #offset: number;

  constructor(id: string, offset: number) {
    this.id = id;
    this.#offset = offset;
  }

  offsetAt(): number {
    return this.#offset;
  }

  instantOf(local: number): number {
    return local - this.#offset;
  }
}

interface OffsetSpan {
  readonly from: number;
  /** Excluded. */
  readonly to: number;
  readonly offset: number;
}

/** Offsets change a few times a year at most, so the spans between changes are kept once they were looked up. */
class RegionZone implements Zone {
  readonly id: string;
  #last: OffsetSpan;
  readonly #spans: OffsetSpan[] = [];

  constructor(id: string) {
    this.id = id;
    this.#last = this.#lookUp(0);
  }

  offsetAt(instant: number): number {
    if (instant < this.#last.from || instant >= this.#last.to) {
      this.#last = this.#spans.find(({ from, to }) => instant >= from && instant < to) ?? this.#lookUp(instant);
    }
    return this.#last.offset;
  }

  instantOf(local: number): number {
    // No zone moves by more than a day, and none twice within two.
    const before = this.offsetAt(local - 86_400_000);
    const after = this.offsetAt(local + 86_400_000);
    if (before === after || this.offsetAt(local - before) === before) {
      return local - before;
    }
    return this.offsetAt(local - after) === after ? local - after : local - before;
  }

  #lookUp(instant: number): OffsetSpan {
    const clamped = Math.max(-8.64e15, Math.min(8.64e15, Math.floor(instant)));
    const at = Temporal.Instant.fromEpochMilliseconds(clamped).toZonedDateTimeISO(this.id);
    const previous = at.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
    const next = at.getTimeZoneTransition('next');
    const span = {
      from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
      to: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
      offset: Math.trunc(at.offsetNanoseconds / 1e6),
    };
    this.#spans.push(span);
    return span;
  }
}
