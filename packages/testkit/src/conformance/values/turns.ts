/** The order in which the sources of a job give their rows. */
export interface TurnOrder {
  /** Names of tables. */
  readonly tables: readonly string[];
  /** One row each by turns, or all rows of a table before the next has its turn. */
  readonly rowByRow: boolean;
}

/** The most tables whose every order is tried. */
const MANY_TABLES = 3;

/** The orders worth trying: the declared one, row by row, and the others; null where one table leaves nothing open. */
export function sourceOrders(tables: readonly string[]): readonly (TurnOrder | null)[] {
  if (tables.length < 2) {
    return [null];
  }
  const orders = tables.length > MANY_TABLES ? [tables, [...tables].reverse()] : permutations(tables);
  const [declared = tables, ...others] = orders.map((order) => ({ tables: order, rowByRow: false }));
  return [declared, { tables, rowByRow: true }, ...others] as readonly TurnOrder[];
}

function permutations(names: readonly string[]): (readonly string[])[] {
  return names.length < 2
    ? [names]
    : names.flatMap((name) => permutations(names.filter((other) => other !== name)).map((rest) => [name, ...rest]));
}

/** Lets sources give rows in a given order, so that none runs ahead. */
export class Turns<T extends object> {
  readonly #order: TurnOrder;
  readonly #waiting = new Map<T, () => void>();
  #members: { readonly member: T; readonly place: number }[] = [];

  constructor(order: TurnOrder) {
    this.#order = order;
  }

  get rowByRow(): boolean {
    return this.#order.rowByRow;
  }

  join(member: T, table: string): void {
    this.#members.push({ member, place: this.#order.tables.indexOf(table) });
    this.#members.sort((a, b) => a.place - b.place);
  }

  isTurnOf(member: T): boolean {
    return this.#members[0]?.member === member;
  }

  /** Whoever's turn it is has given rows. */
  pass(): void {
    const [current, ...others] = this.#members;
    if (this.#order.rowByRow && current !== undefined) {
      this.#members = [...others, current];
      this.#callNext();
    }
  }

  /** A member that has no more rows holds nobody up. */
  leave(member: T): void {
    this.#members = this.#members.filter((other) => other.member !== member);
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
    const next = this.#members[0]?.member;
    if (next !== undefined) {
      this.#waiting.get(next)?.();
      this.#waiting.delete(next);
    }
  }
}
