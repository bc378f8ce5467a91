import type { CancelTimer, Clock, Millis } from '@riffle/base';
import type { ResultView } from '../results/result-view.ts';

/** Between two deltas at least this long, so that a fast query costs its watchers a bounded amount. */
const SHORTEST_INTERVAL: Millis = 80;
/** After a delta of many rows, wait longer: one millisecond for every so many rows. */
const ROWS_PER_MILLI = 10;

/** Sends what has changed in a view: the first change at once, later ones bundled. */
export class ChangeSender {
  readonly #view: ResultView;
  readonly #clock: Clock;
  readonly #send: (delta: ReturnType<ResultView['takeDelta']>) => void;
  readonly #interval: Millis;
  #earliest: Millis = 0;
  #cancel: CancelTimer | null = null;

  /** `interval`: a person's own, between two deltas. */
  constructor(
    view: ResultView,
    clock: Clock,
    send: (delta: ReturnType<ResultView['takeDelta']>) => void,
    interval: Millis = 0,
  ) {
    this.#view = view;
    this.#clock = clock;
    this.#send = send;
    this.#interval = Math.max(SHORTEST_INTERVAL, interval);
  }

  /** Something may have changed. */
  notify(): void {
    if (this.#cancel !== null || !this.#view.hasChanges) {
      return;
    }
    const now = this.#clock.now();
    if (now >= this.#earliest) {
      this.flush();
    } else {
      this.#cancel = this.#clock.schedule(this.#earliest, () => this.flush());
    }
  }

  /** Sends at once whatever has not been sent. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (!this.#view.hasChanges) {
      return;
    }
    const delta = this.#view.takeDelta();
    const rows = delta.upserts.length + delta.removes.length;
    this.#earliest = this.#clock.now() + Math.max(this.#interval, rows / ROWS_PER_MILLI);
    this.#send(delta);
  }
}
