import { type Batch, type LogicalType, types, type Value, type Vector, valueAt } from '@riffle/columns';
import type { LookupJoinNode } from '@riffle/plan';
import type { OperatorContext } from '../operator.ts';
import { KeyedState } from '../state/keyed-state.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';

interface Found {
  rows: readonly (readonly Value[])[];
}

/** What a lookup join found for each left row, until that row is taken back. */
export class FoundRows {
  readonly #key: readonly number[];
  readonly #state: KeyedState<Found>;
  readonly #schema: StateSchema;

  /** `rightTypes`: the columns of what is found. */
  constructor(
    context: OperatorContext,
    options: NonNullable<LookupJoinNode['materialize']>,
    rightTypes: readonly LogicalType[],
  ) {
    const inputTypes = context.inputTypes[0] ?? [];
    const keyTypes = options.key.map((column) => inputTypes[column] as LogicalType);
    this.#key = options.key;
    this.#state = new KeyedState<Found>({
      context,
      keyTypes,
      ttl: options.stateTtl,
      create: () => ({ rows: [] }),
      isEmpty: ({ rows }) => rows.length === 0,
    });
    this.#schema = {
      name: 'found',
      keyTypes,
      valueTypes: [types.bigint(), ...rightTypes],
      routing: routingWithin(options.key, context.routing(0)),
    };
  }

  get bytes(): number {
    return this.#state.bytes + this.#state.size * this.#schema.valueTypes.length * 16;
  }

  keep(batch: Batch, row: number, rows: readonly (readonly Value[])[]): void {
    const slot = this.#slotOf(batch, row);
    this.#state.at(slot).rows = rows;
    this.#state.touch(slot);
    this.#state.releaseWhenEmpty(slot);
  }

  /** Gives what was kept for a left row, and forgets it. */
  take(batch: Batch, row: number): readonly (readonly Value[])[] {
    const slot = this.#slotOf(batch, row);
    const found = this.#state.at(slot);
    const { rows } = found;
    found.rows = [];
    this.#state.releaseWhenEmpty(slot);
    return rows;
  }

  snapshot(): StateTable {
    const rows: Value[][] = [];
    this.#state.forEach((found, key, slot) => {
      rows.push(...found.rows.map((row) => [...key, this.#state.writtenAt(slot), ...row]));
    });
    return { ...this.#schema, rows };
  }

  restore(state: RestoredState): void {
    const width = this.#key.length;
    for (const saved of state.rows(this.#schema)) {
      const key = saved.slice(0, width);
      const before = this.#state.at(this.#state.ofKey(key)).rows;
      this.#state.load(key, { rows: [...before, saved.slice(width + 1)] }, saved[width] as number);
    }
  }

  close(): void {
    this.#state.close();
  }

  #slotOf(batch: Batch, row: number): number {
    return this.#state.ofKey(this.#key.map((column) => valueAt(batch.columns[column] as Vector, row)));
  }
}
