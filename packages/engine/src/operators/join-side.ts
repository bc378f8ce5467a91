import type { Millis } from '@riffle/base';
import type { Value } from '@riffle/columns';
import { encodeColumns, encodeRow } from '../rows/row-key.ts';

/** A row kept by a join: how often it is there, and how many rows of the other side match it. */
export interface JoinRecord {
  readonly row: readonly Value[];
  count: number;
  associations: number;
  readonly writtenAt: Millis;
}

/** The rows of one side that share a join key, by content or by unique key. */
export type JoinRows = Map<string, JoinRecord>;

/**
 * How one side of a join keeps rows. With a unique key a row replaces the one of the same key, whatever else it holds;
 * without, equal rows are counted.
 */
export class JoinSide {
  readonly #uniqueKey: readonly number[] | null;
  readonly #ttl: Millis;
  readonly #now: () => Millis;
  /** Rows kept, for the memory account. */
  size = 0;

  constructor(options: {
    readonly upsertKeys: readonly (readonly number[])[];
    readonly ttl: Millis;
    readonly now: () => Millis;
  }) {
    this.#uniqueKey = options.upsertKeys[0] ?? null;
    this.#ttl = options.ttl;
    this.#now = options.now;
  }

  add(rows: JoinRows, row: readonly Value[], associations: number): void {
    const key = this.#keyOf(row);
    const known = rows.get(key);
    const count = known === undefined || this.#uniqueKey !== null || this.#isExpired(known) ? 0 : known.count;
    if (known === undefined) {
      this.size++;
    }
    rows.set(key, { row, count: count + 1, associations, writtenAt: this.#now() });
  }

  retract(rows: JoinRows, row: readonly Value[]): void {
    const key = this.#keyOf(row);
    const known = rows.get(key);
    if (known === undefined) {
      return;
    }
    known.count--;
    if (known.count <= 0 || this.#uniqueKey !== null) {
      rows.delete(key);
      this.size--;
    }
  }

  load(rows: JoinRows, record: JoinRecord): void {
    rows.set(this.#keyOf(record.row), record);
    this.size++;
  }

  /** The records that `matches` accepts and that have not expired. */
  matching(rows: JoinRows, matches: (row: readonly Value[]) => boolean): JoinRecord[] {
    const found: JoinRecord[] = [];
    for (const [key, record] of rows) {
      if (this.#isExpired(record)) {
        rows.delete(key);
        this.size--;
      } else if (matches(record.row)) {
        found.push(record);
      }
    }
    return found;
  }

  #isExpired(record: JoinRecord): boolean {
    return this.#ttl > 0 && this.#now() - record.writtenAt >= this.#ttl;
  }

  #keyOf(row: readonly Value[]): string {
    return this.#uniqueKey === null ? encodeRow(row) : encodeColumns(row, this.#uniqueKey);
  }
}
