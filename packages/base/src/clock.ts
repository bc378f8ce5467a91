/** Milliseconds since 1970-01-01T00:00:00Z, or a length of time in milliseconds. */
export type Millis = number;

/** Cancels what `Clock.schedule` set up; calling it again does nothing. */
export type CancelTimer = () => void;

/**
 * Where all time comes from. Nothing outside this file and the composition roots reads `Date.now`,
 * so a whole job can run under a virtual clock and replay exactly.
 */
export interface Clock {
  /** The wall clock in milliseconds since the epoch. */
  now(): Millis;
  /** Runs `callback` once, at or after `at`; a time in the past runs it as soon as possible, never synchronously. */
  schedule(at: Millis, callback: () => void): CancelTimer;
}

const LONGEST_TIMEOUT: Millis = 2_147_483_647;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(at, callback) {
    let handle: ReturnType<typeof setTimeout>;
    const arm = (): void => {
      const delay = Math.max(0, at - Date.now());
      // setTimeout overflows past 2^31-1 ms, so longer waits go in steps.
      handle = delay > LONGEST_TIMEOUT ? setTimeout(arm, LONGEST_TIMEOUT) : setTimeout(callback, delay);
    };
    arm();
    return () => clearTimeout(handle);
  },
};

interface VirtualTimer {
  readonly at: Millis;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that moves only when told to. Timers fire in time order, ties in the order they were set. */
export class VirtualClock implements Clock {
  #now: Millis;
  #order = 0;
  #timers: VirtualTimer[] = [];

  constructor(start: Millis = 0) {
    this.#now = start;
  }

  now(): Millis {
    return this.#now;
  }

  schedule(at: Millis, callback: () => void): CancelTimer {
    const timer: VirtualTimer = { at, order: this.#order++, callback };
    this.#timers.push(timer);
    this.#timers.sort((a, b) => a.at - b.at || a.order - b.order);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** The time of the next timer, or undefined when none is set. */
  nextTimer(): Millis | undefined {
    return this.#timers[0]?.at;
  }

  /** Moves to `target`, firing every timer on the way at its own time. */
  advanceTo(target: Millis): void {
    for (let next = this.#timers[0]; next !== undefined && next.at <= target; next = this.#timers[0]) {
      this.#timers.shift();
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = Math.max(this.#now, target);
  }

  advanceBy(span: Millis): void {
    this.advanceTo(this.#now + span);
  }
}
