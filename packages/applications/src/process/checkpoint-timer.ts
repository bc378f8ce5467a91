import type { CancelTimer, Clock, Millis } from '@riffle/base';

/**
 * Says when the next checkpoint is due: `intervalMs` after the last one began, but not before `minPauseMs` have passed
 * since it ended. One runs at a time.
 */
export class CheckpointTimer {
  readonly #clock: Clock;
  readonly #timing: { readonly intervalMs: Millis | null; readonly minPauseMs: Millis };
  readonly #take: () => Promise<void>;
  #cancel: CancelTimer | null = null;
  #stopped = false;

  constructor(
    clock: Clock,
    timing: { readonly intervalMs: Millis | null; readonly minPauseMs: Millis },
    take: () => Promise<void>,
  ) {
    this.#clock = clock;
    this.#timing = timing;
    this.#take = take;
  }

  start(): void {
    const { intervalMs } = this.#timing;
    if (intervalMs !== null) {
      this.#schedule(this.#clock.now() + intervalMs, intervalMs);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  #schedule(at: Millis, intervalMs: Millis): void {
    this.#cancel = this.#clock.schedule(at, async () => {
      const begun = this.#clock.now();
      await this.#take();
      if (!this.#stopped) {
        this.#schedule(Math.max(begun + intervalMs, this.#clock.now() + this.#timing.minPauseMs), intervalMs);
      }
    });
  }
}
