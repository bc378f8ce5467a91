import { type Batch, type LogicalType, RowKind, rowAt, type Value } from '@riffle/columns';
import type { OverAggregateNode } from '@riffle/plan';
import { AggregateSet, isRetraction } from '../aggregates/aggregate-set.ts';
import { NotSupportedError } from '../errors.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { type RowComparator, rowComparator } from '../rows/compare.ts';
import { sameRow } from '../rows/row-key.ts';
import { KeyedState } from '../state/keyed-state.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';

interface OrderedRow {
  readonly row: readonly Value[];
  results: readonly Value[];
}

/** The only slot in use: results are computed anew from the partition's rows. */
const SLOT = 0;

/**
 * OVER windows from the start of the partition to the current row, ordered by columns that are not time attributes. A
 * row may come anywhere in the order, and go again: the results of all rows behind it change with it, -U/+U.
 */
export class OrderedOverAggregateOperator implements Operator {
  readonly #node: OverAggregateNode;
  readonly #compare: RowComparator;
  readonly #aggregates: AggregateSet;
  readonly #state: KeyedState<{ rows: OrderedRow[] }>;
  readonly #changes: ChangeBuilder;
  readonly #schema: StateSchema;
  #rows = 0;

  constructor(context: OperatorContext, node: OverAggregateNode) {
    if (node.lower.preceding !== null) {
      throw new NotSupportedError('an OVER window with a lower bound that is not ordered by a time attribute');
    }
    const inputTypes = context.inputTypes[0] ?? [];
    const keyTypes = node.partition.map((column) => inputTypes[column] as LogicalType);
    this.#node = node;
    this.#compare = rowComparator(node.order);
    this.#aggregates = new AggregateSet({ calls: node.calls, inputTypes, retracting: false, context });
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#state = new KeyedState({
      context,
      keyTypes,
      ttl: node.stateTtl,
      create: () => ({ rows: [] as OrderedRow[] }),
      isEmpty: ({ rows }) => rows.length === 0,
    });
    this.#schema = {
      name: 'rows',
      keyTypes,
      valueTypes: context.outputTypes,
      routing: routingWithin(node.partition, context.routing(0)),
    };
  }

  processBatch(batch: Batch): void {
    const slots = this.#state.lookup(batch, this.#node.partition);
    for (let i = 0; i < batch.rowCount; i++) {
      const slot = slots[i] as number;
      const state = this.#state.at(slot);
      const before = state.rows.length;
      if (isRetraction(batch, i)) {
        this.#remove(state.rows, rowAt(batch, i));
      } else {
        this.#insert(state.rows, rowAt(batch, i));
      }
      this.#rows += state.rows.length - before;
      this.#state.touch(slot);
    }
    this.#state.sweep(batch.rowCount);
    this.#changes.flush();
  }

  stateBytes(): number {
    return this.#state.bytes + this.#rows * (64 + this.#schema.valueTypes.length * 24);
  }

  snapshot(): readonly StateTable[] {
    const saved: Value[][] = [];
    this.#state.forEach(({ rows }, key) => {
      saved.push(...rows.map(({ row, results }) => [...key, ...row, ...results]));
    });
    return [{ ...this.#schema, rows: saved }];
  }

  restore(state: RestoredState): void {
    const width = this.#node.partition.length;
    const results = this.#node.calls.length;
    for (const saved of state.rows(this.#schema)) {
      const { rows } = this.#state.at(this.#state.ofKey(saved.slice(0, width)));
      rows.push({ row: saved.slice(width, saved.length - results), results: saved.slice(saved.length - results) });
      this.#rows++;
    }
  }

  async close(): Promise<void> {
    this.#state.close();
  }

  #insert(rows: OrderedRow[], row: readonly Value[]): void {
    const behind = rows.findIndex((other) => this.#compare(other.row, row) > 0);
    const at = behind === -1 ? rows.length : behind;
    const inserted: OrderedRow = { row, results: [] };
    rows.splice(at, 0, inserted);
    this.#update(rows, inserted);
  }

  #remove(rows: OrderedRow[], row: readonly Value[]): void {
    const at = rows.findIndex((other) => sameRow(other.row, row));
    const [removed] = at === -1 ? [] : rows.splice(at, 1);
    if (removed !== undefined) {
      this.#changes.append([...removed.row, ...removed.results], RowKind.delete);
      this.#update(rows, null);
    }
  }

  /** Computes all results and emits those that changed, in order; the row just inserted comes first. */
  #update(rows: readonly OrderedRow[], inserted: OrderedRow | null): void {
    const results = this.#resultsOf(rows);
    if (inserted !== null) {
      inserted.results = results[rows.indexOf(inserted)] as readonly Value[];
      this.#changes.append([...inserted.row, ...inserted.results], RowKind.insert);
    }
    rows.forEach((row, i) => {
      const now = results[i] as readonly Value[];
      if (row === inserted || sameRow(row.results, now)) {
        return;
      }
      if (this.#node.generateUpdateBefore) {
        this.#changes.append([...row.row, ...row.results], RowKind.updateBefore);
      }
      row.results = now;
      this.#changes.append([...row.row, ...now], RowKind.updateAfter);
    });
  }

  #resultsOf(rows: readonly OrderedRow[]): (readonly Value[])[] {
    const results: (readonly Value[])[] = [];
    this.#aggregates.reset(SLOT);
    for (let from = 0; from < rows.length; ) {
      const to = this.#node.frame === 'range' ? this.#endOfPeers(rows, from) : from + 1;
      for (const { row } of rows.slice(from, to)) {
        this.#aggregates.countValues(SLOT, row, false);
      }
      const shared = this.#node.calls.map((_, call) => this.#aggregates.result(SLOT, call));
      for (; from < to; from++) {
        results.push(shared);
      }
    }
    return results;
  }

  #endOfPeers(rows: readonly OrderedRow[], from: number): number {
    let to = from + 1;
    while (to < rows.length && this.#compare((rows[to] as OrderedRow).row, (rows[from] as OrderedRow).row) === 0) {
      to++;
    }
    return to;
  }
}
