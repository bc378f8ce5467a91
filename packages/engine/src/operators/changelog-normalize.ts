import { type Batch, type LogicalType, RowKind, rowAt, types, type Value } from '@riffle/columns';
import type { ChangelogNormalizeNode } from '@riffle/plan';
import { isRetraction } from '../aggregates/aggregate-set.ts';
import { type CompiledRow, compileRow } from '../expressions.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { sameRow } from '../rows/row-key.ts';
import { KeyedState } from '../state/keyed-state.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';

interface Last {
  row: readonly Value[] | null;
}

/**
 * Makes a full changelog of an upsert stream by remembering the last row of every key: a first row becomes +I, a
 * further one -U/+U, a delete -D with the whole row that was there. An upsert that changes nothing is swallowed unless
 * state may expire. Rows that fail the pushed-down filter count as absent.
 */
export class ChangelogNormalizeOperator implements Operator {
  readonly #node: ChangelogNormalizeNode;
  readonly #state: KeyedState<Last>;
  readonly #filter: CompiledRow | null;
  readonly #changes: ChangeBuilder;
  readonly #schema: StateSchema;

  constructor(context: OperatorContext, node: ChangelogNormalizeNode) {
    const inputTypes = context.inputTypes[0] ?? [];
    const keyTypes = node.uniqueKey.map((column) => inputTypes[column] as LogicalType);
    this.#node = node;
    this.#state = new KeyedState<Last>({
      context,
      keyTypes,
      ttl: node.stateTtl,
      create: () => ({ row: null }),
      isEmpty: (last) => last.row === null,
    });
    this.#filter = node.filter === null ? null : compileRow(node.filter, context);
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#schema = {
      name: 'last',
      keyTypes,
      valueTypes: [types.bigint(), ...inputTypes],
      routing: routingWithin(node.uniqueKey, context.routing(0)),
    };
  }

  processBatch(batch: Batch): void {
    const slots = this.#state.lookup(batch, this.#node.uniqueKey);
    for (let row = 0; row < batch.rowCount; row++) {
      const slot = slots[row] as number;
      const values = rowAt(batch, row);
      if (isRetraction(batch, row) || (this.#filter !== null && this.#filter(values) !== true)) {
        this.#remove(slot);
      } else {
        this.#upsert(slot, values);
      }
    }
    this.#state.sweep(batch.rowCount);
    this.#changes.flush();
  }

  stateBytes(): number {
    return this.#state.bytes + this.#state.size * this.#schema.valueTypes.length * 16;
  }

  snapshot(): readonly StateTable[] {
    const rows: Value[][] = [];
    this.#state.forEach(({ row }, key, slot) => {
      if (row !== null) {
        rows.push([...key, this.#state.writtenAt(slot), ...row]);
      }
    });
    return [{ ...this.#schema, rows }];
  }

  restore(state: RestoredState): void {
    const width = this.#node.uniqueKey.length;
    for (const row of state.rows(this.#schema)) {
      this.#state.load(row.slice(0, width), { row: row.slice(width + 1) }, row[width] as number);
    }
  }

  async close(): Promise<void> {
    this.#state.close();
  }

  #remove(slot: number): void {
    const last = this.#state.at(slot);
    if (last.row !== null) {
      this.#changes.append(last.row, RowKind.delete);
      last.row = null;
    }
  }

  #upsert(slot: number, values: readonly Value[]): void {
    const last = this.#state.at(slot);
    const before = last.row;
    last.row = values;
    this.#state.touch(slot);
    if (before === null) {
      this.#changes.append(values, RowKind.insert);
    } else if (this.#state.expires || !sameRow(before, values)) {
      if (this.#node.changelog.updateBefore) {
        this.#changes.append(before, RowKind.updateBefore);
      }
      this.#changes.append(values, RowKind.updateAfter);
    }
  }
}
