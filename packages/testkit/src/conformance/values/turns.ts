/** Lets sources give rows by turns, one row each, so that none runs ahead of another. */
export class Turns<T extends object> {
  readonly #waiting = new Map<T, () => void>();
  #order: T[] = [];

  join(member: T): void {
    this.#order.push(member);
  }

  isTurnOf(member: T): boolean {
    return this.#order[0] === member;
  }

  /** Whoever's turn it is has had it. */
  pass(): void {
    const [current, ...others] = this.#order;
    this.#order = current === undefined ? [] : [...others, current];
    this.#callNext();
  }

  /** A member that has no more rows holds nobody up. */
  leave(member: T): void {
    this.#order = this.#order.filter((other) => other !== member);
    this.#callNext();
  }

  /** Settles when the member's turn comes; never when it has left. */
  turnOf(member: T): Promise<void> {
    return this.isTurnOf(member)
      ? Promise.resolve()
      : new Promise((resolve) => {
          this.#waiting.set(member, resolve);
        });
  }

  #callNext(): void {
    const [next] = this.#order;
    if (next !== undefined) {
      this.#waiting.get(next)?.();
      this.#waiting.delete(next);
    }
  }
}
