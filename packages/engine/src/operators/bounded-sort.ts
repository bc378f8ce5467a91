import { type Batch, type LogicalType, RowKind, rowAt, type Value } from '@riffle/columns';
import type { SortKey } from '@riffle/plan';
import { isRetraction } from '../aggregates/aggregate-set.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { rowComparator } from '../rows/compare.ts';
import { encodeRow } from '../rows/row-key.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';

export interface BoundedSortSpec {
  readonly order: readonly SortKey[];
  readonly offset: number;
  readonly fetch: number | null;
}

/**
 * Keeps the rows of a bounded input and emits them at its end: sorted (stably, as they came among equals), OFFSET and
 * LIMIT applied. Rows taken back are gone by then.
 */
export class BoundedSortOperator implements Operator {
  readonly #spec: BoundedSortSpec;
  readonly #changes: ChangeBuilder;
  readonly #schema: StateSchema;
  readonly #width: number;
  #rows: (readonly Value[])[] = [];
  /** Rows taken back, by content, to be left out at the end. */
  readonly #removed = new Map<string, number>();

  constructor(context: OperatorContext, spec: BoundedSortSpec) {
    const inputTypes: readonly LogicalType[] = context.inputTypes[0] ?? [];
    this.#spec = spec;
    this.#width = inputTypes.length;
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#schema = { name: 'rows', keyTypes: [], valueTypes: inputTypes };
  }

  processBatch(batch: Batch): void {
    for (let row = 0; row < batch.rowCount; row++) {
      const values = rowAt(batch, row);
      if (isRetraction(batch, row)) {
        const key = encodeRow(values);
        this.#removed.set(key, (this.#removed.get(key) ?? 0) + 1);
      } else {
        this.#rows.push(values);
      }
    }
  }

  finish(): void {
    this.#applyRemovals();
    this.#rows.sort(rowComparator(this.#spec.order));
    const { offset, fetch } = this.#spec;
    for (const row of this.#rows.slice(offset, fetch === null ? undefined : offset + fetch)) {
      this.#changes.append(row, RowKind.insert);
    }
    this.#changes.flush();
    this.#rows = [];
  }

  stateBytes(): number {
    return this.#rows.length * (40 + this.#width * 24);
  }

  snapshot(): readonly StateTable[] {
    this.#applyRemovals();
    return [{ ...this.#schema, rows: [...this.#rows] }];
  }

  restore(state: RestoredState): void {
    this.#rows = [...state.rows(this.#schema)];
  }

  #applyRemovals(): void {
    if (this.#removed.size > 0) {
      this.#rows = this.#rows.filter((row) => {
        const key = encodeRow(row);
        const left = this.#removed.get(key) ?? 0;
        if (left > 0) {
          this.#removed.set(key, left - 1);
        }
        return left === 0;
      });
      this.#removed.clear();
    }
  }
}
