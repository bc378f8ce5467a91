/** Work that holds its turn until it says that the next may start. */
export type Turn = (release: () => void) => Promise<void>;

/** Lets runs start one after the other: the next when the one before is live or has ended. */
export class RunQueue {
  #last: Promise<void> = Promise.resolve();

  /** Settles when the work has ended; the turn may be over long before. */
  enqueue(turn: Turn): Promise<void> {
    const before = this.#last;
    let release: () => void = () => undefined;
    this.#last = new Promise((resolve) => {
      release = resolve;
    });
    return before.then(() => turn(release)).finally(release);
  }
}
