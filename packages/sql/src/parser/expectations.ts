/** What grammar rules looked for at the end of a text: the words that could stand there, and names for the rest. */
export class Expectations {
  readonly keys = new Set<string>();
  /** `a table`, `an expression` … as in error messages. */
  readonly labels = new Set<string>();
  #closed = false;

  addKey(key: string): void {
    if (!this.#closed) {
      this.keys.add(key);
    }
  }

  addLabel(label: string): void {
    if (!this.#closed) {
      this.labels.add(label);
    }
  }

  /** A rule has failed at the end: what is looked for from here on is recovery. */
  close(): void {
    this.#closed = true;
  }
}
