import type { Clock, Millis } from '@riffle/base';

/** What one operator of a subtask has cost so far. */
export interface OperatorLoad {
  /** Milliseconds spent in the operator itself, without those it handed rows to. */
  selfMs: Millis;
}

/**
 * Tells the time of one subtask apart by operator. An operator hands rows to the next by a call, so whoever was entered
 * last is charged until it is left: two readings of the clock for a batch and operator.
 */
export class LoadMeter {
  readonly #clock: Clock;
  #current: OperatorLoad | null = null;
  #since: Millis = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Charges `load` from now on; gives what to hand to `leave`. */
  enter(load: OperatorLoad): OperatorLoad | null {
    const before = this.#current;
    this.#switchTo(load);
    return before;
  }

  leave(before: OperatorLoad | null): void {
    this.#switchTo(before);
  }

  #switchTo(load: OperatorLoad | null): void {
    const now = this.#clock.now();
    if (this.#current !== null) {
      this.#current.selfMs += now - this.#since;
    }
    this.#current = load;
    this.#since = now;
  }
}
