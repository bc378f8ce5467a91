import { type Batch, type LogicalType, RowKind, rowAt, type Value } from '@riffle/columns';
import type { SinkNode } from '@riffle/plan';
import { isRetraction } from '../aggregates/aggregate-set.ts';
import type { OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { encodeColumns, sameRow } from '../rows/row-key.ts';
import { KeyedState } from '../state/keyed-state.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';

interface Candidates {
  readonly rows: (readonly Value[])[];
}

/**
 * Changes of one primary key may come out of order when the query's own key is another. This keeps every row that
 * claims a primary key, in order of arrival, and lets the last one win: when it goes, the one before comes back.
 */
export class UpsertMaterializer {
  readonly #primaryKey: readonly number[];
  readonly #inputKey: readonly number[] | null;
  readonly #state: KeyedState<Candidates>;
  readonly #changes: ChangeBuilder;
  readonly #schema: StateSchema;

  constructor(context: OperatorContext, node: SinkNode, emit: (batch: Batch) => void) {
    const inputTypes = context.inputTypes[0] ?? [];
    const keyTypes = node.primaryKey.map((column) => inputTypes[column] as LogicalType);
    this.#primaryKey = node.primaryKey;
    this.#inputKey = context.inputUpsertKeys(0)[0] ?? null;
    this.#state = new KeyedState<Candidates>({
      context,
      keyTypes,
      create: () => ({ rows: [] }),
      isEmpty: ({ rows }) => rows.length === 0,
    });
    this.#changes = new ChangeBuilder(inputTypes, emit);
    this.#schema = {
      name: 'candidates',
      keyTypes,
      valueTypes: inputTypes,
      routing: routingWithin(node.primaryKey, context.routing(0)),
    };
  }

  get bytes(): number {
    return this.#state.bytes + this.#state.size * this.#schema.valueTypes.length * 24;
  }

  process(batch: Batch): void {
    const slots = this.#state.lookup(batch, this.#primaryKey);
    for (let i = 0; i < batch.rowCount; i++) {
      const { rows } = this.#state.at(slots[i] as number);
      const row = rowAt(batch, i);
      if (isRetraction(batch, i)) {
        this.#remove(rows, row);
      } else {
        this.#add(rows, row);
      }
    }
    this.#state.sweep(batch.rowCount);
    this.#changes.flush();
  }

  snapshot(): StateTable {
    const saved: Value[][] = [];
    this.#state.forEach(({ rows }, key) => {
      saved.push(...rows.map((row) => [...key, ...row]));
    });
    return { ...this.#schema, rows: saved };
  }

  restore(state: RestoredState): void {
    for (const saved of state.rows(this.#schema)) {
      const width = this.#primaryKey.length;
      this.#state.at(this.#state.ofKey(saved.slice(0, width))).rows.push(saved.slice(width));
    }
  }

  #add(rows: (readonly Value[])[], row: readonly Value[]): void {
    const kind = rows.length === 0 ? RowKind.insert : RowKind.updateAfter;
    const known = this.#inputKey === null ? -1 : this.#find(rows, row);
    if (known === -1) {
      rows.push(row);
    } else {
      rows[known] = row;
    }
    this.#changes.append(row, kind);
  }

  #remove(rows: (readonly Value[])[], row: readonly Value[]): void {
    const at = this.#find(rows, row);
    if (at === -1) {
      return;
    }
    const wasLast = at === rows.length - 1;
    const [removed = row] = rows.splice(at, 1);
    const now = rows.at(-1);
    if (now === undefined) {
      this.#changes.append(removed, RowKind.delete);
    } else if (wasLast) {
      this.#changes.append(now, RowKind.updateAfter);
    }
  }

  #find(rows: readonly (readonly Value[])[], row: readonly Value[]): number {
    const key = this.#inputKey;
    if (key === null) {
      return rows.findIndex((candidate) => sameRow(candidate, row));
    }
    const wanted = encodeColumns(row, key);
    return rows.findIndex((candidate) => encodeColumns(candidate, key) === wanted);
  }
}
