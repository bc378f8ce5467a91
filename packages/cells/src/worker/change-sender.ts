import type { CancelTimer, Clock, Millis } from '@riffle/base';

/** Something that collects changes until they are taken. */
export interface ChangeSource<D> {
  readonly hasChanges: boolean;
  takeDelta(): D;
}

export interface ChangeSenderOptions<D> {
  readonly source: ChangeSource<D>;
  readonly clock: Clock;
  /** Between two deltas at least this long, so that a fast query costs its watchers a bounded amount. */
  readonly interval?: Millis;
  /** How many rows a delta is of: after many, the next one waits longer. */
  rowsOf(delta: D): number;
  send(delta: D): void;
}

const SHORTEST_INTERVAL: Millis = 80;
/** After a delta of many rows, wait longer: one millisecond for every so many rows. */
const ROWS_PER_MILLI = 10;

/** Sends what has changed in a view: the first change at once, later ones bundled. */
export class ChangeSender<D> {
  readonly #options: ChangeSenderOptions<D>;
  #earliest: Millis = 0;
  #cancel: CancelTimer | null = null;

  constructor(options: ChangeSenderOptions<D>) {
    this.#options = options;
  }

  /** Something may have changed. */
  notify(): void {
    const { clock, source } = this.#options;
    if (this.#cancel !== null || !source.hasChanges) {
      return;
    }
    if (clock.now() >= this.#earliest) {
      this.flush();
    } else {
      this.#cancel = clock.schedule(this.#earliest, () => this.flush());
    }
  }

  /** Sends at once whatever has not been sent. */
  flush(): void {
    const { clock, source, interval, rowsOf, send } = this.#options;
    this.stop();
    if (!source.hasChanges) {
      return;
    }
    const delta = source.takeDelta();
    this.#earliest = clock.now() + Math.max(SHORTEST_INTERVAL, interval ?? 0, rowsOf(delta) / ROWS_PER_MILLI);
    send(delta);
  }

  /** Sends nothing until the next change. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
