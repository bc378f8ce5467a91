import type { CancelTimer, Clock } from '@riffle/base';

/** Lets one side wait until the other has news, or until a time on the clock. */
export class WakeUp {
  readonly #clock: Clock;
  #waiting: (() => void)[] = [];
  #timers = new Set<CancelTimer>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Settles at the next `notify`, or at `at`. */
  wait(at?: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#closed) {
        return;
      }
      this.#waiting.push(resolve);
      if (at !== undefined) {
        this.notifyAt(at);
      }
    });
  }

  notify(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) {
      resolve();
    }
  }

  /** Calls `notify` at a time. */
  notifyAt(at: number): void {
    const cancel = this.#clock.schedule(at, () => {
      this.#timers.delete(cancel);
      this.notify();
    });
    this.#timers.add(cancel);
  }

  /** Ends every wait. Whoever waits after this waits for ever: a reader that is closed has no news. */
  close(): void {
    this.#closed = true;
    for (const cancel of this.#timers) {
      cancel();
    }
    this.#timers.clear();
    this.notify();
  }
}
