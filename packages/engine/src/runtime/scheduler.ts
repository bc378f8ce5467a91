import type { VirtualClock } from '@riffle/base';
import { type Clock, type Millis, type Random, seededRandom } from '@riffle/base';
import type { Pick } from './subtask.ts';

/** Decides which subtask runs next, for how long, and what happens when none can. */
export interface Scheduler {
  readonly pick: Pick;
  /** Called before a run of steps; afterwards `sliceIsOver` says when to let others use the thread. */
  beginSlice(): void;
  sliceIsOver(): boolean;
  /** Lets the event loop turn. */
  yield(): Promise<void>;
  /** Nothing can run: settles when `woken` does, or earlier. */
  idle(woken: Promise<void>): Promise<void>;
}

/** The longest stretch the engine keeps the thread before timers and sockets get their turn. */
const SLICE: Millis = 10;

/** Turn by turn, in slices of at most ten milliseconds: for real runs. */
export class RoundRobinScheduler implements Scheduler {
  readonly #clock: Clock;
  #turn = 0;
  #sliceStart: Millis = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly pick: Pick = (count) => {
    this.#turn = (this.#turn + 1) % 0x40000000;
    return this.#turn % count;
  };

  beginSlice(): void {
    this.#sliceStart = this.#clock.now();
  }

  sliceIsOver(): boolean {
    return this.#clock.now() - this.#sliceStart >= SLICE;
  }

  yield(): Promise<void> {
    return new Promise((resolve) => {
      setImmediate(resolve);
    });
  }

  idle(woken: Promise<void>): Promise<void> {
    return woken;
  }
}

/** Turns of the event loop given to promises before virtual time may move. */
const SETTLING_TURNS = 3;

/**
 * Chooses by a seeded random and moves a virtual clock when nothing else can happen: the same seed gives the same
 * interleaving, so a failure replays.
 */
export class SeededScheduler implements Scheduler {
  readonly #random: Random;
  readonly #clock: VirtualClock;

  constructor(seed: number, clock: VirtualClock) {
    this.#random = seededRandom(seed);
    this.#clock = clock;
  }

  readonly pick: Pick = (count) => this.#random.integer(0, count - 1);

  beginSlice(): void {
    // Every slice is one step long.
  }

  sliceIsOver(): boolean {
    return true;
  }

  yield(): Promise<void> {
    return Promise.resolve();
  }

  async idle(woken: Promise<void>): Promise<void> {
    let isWoken = false;
    const watching = woken.then(() => {
      isWoken = true;
    });
    for (let turn = 0; turn < SETTLING_TURNS && !isWoken; turn++) {
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
    }
    const next = this.#clock.nextTimer();
    if (isWoken || next === undefined) {
      return watching;
    }
    this.#clock.advanceTo(next);
  }
}
