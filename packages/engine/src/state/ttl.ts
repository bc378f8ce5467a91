import type { Millis } from '@riffle/base';

/** When each slot was last written, for state that expires; does nothing when there is no time to live. */
export class TimeToLive {
  readonly #ttl: Millis;
  readonly #now: () => Millis;
  #written: number[] = [];

  constructor(ttl: Millis, now: () => Millis) {
    this.#ttl = ttl;
    this.#now = now;
  }

  get enabled(): boolean {
    return this.#ttl > 0;
  }

  touch(slot: number): void {
    if (this.enabled) {
      this.#written[slot] = this.#now();
    }
  }

  /** Sets the time of the last write, as read from a checkpoint. */
  set(slot: number, writtenAt: Millis): void {
    this.#written[slot] = writtenAt;
  }

  writtenAt(slot: number): Millis {
    return this.#written[slot] ?? 0;
  }

  isExpired(slot: number): boolean {
    return this.enabled && this.#now() - (this.#written[slot] ?? 0) >= this.#ttl;
  }
}
