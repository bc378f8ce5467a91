import { type Batch, kindAt, type LogicalType, RowKind, rowAt, type Value } from '@riffle/columns';
import type { OverAggregateNode } from '@riffle/plan';
import { AggregateSet, isRetraction } from '../aggregates/aggregate-set.ts';
import { NotSupportedError } from '../errors.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { type RowComparator, rowComparator } from '../rows/compare.ts';
import { encodeRow, sameRow } from '../rows/row-key.ts';
import { KeyedState } from '../state/keyed-state.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';

interface OrderedRow {
  readonly row: readonly Value[];
  results: readonly Value[];
}

/** What the aggregates of a row come to, and the accumulators behind it. */
interface Computed {
  readonly results: readonly Value[];
  readonly accumulators: string;
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
        this.#insert(state.rows, rowAt(batch, i), kindAt(batch, i));
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

  /** The row goes out with the kind it came with. */
  #insert(rows: OrderedRow[], row: readonly Value[], kind: RowKind): void {
    const before = this.#computeAll(rows);
    const behind = rows.findIndex((other) => this.#compare(other.row, row) > 0);
    const at = behind === -1 ? rows.length : behind;
    const inserted: OrderedRow = { row, results: [] };
    rows.splice(at, 0, inserted);
    const after = this.#computeAll(rows);
    inserted.results = (after[at] as Computed).results;
    this.#changes.append([...row, ...inserted.results], kind);
    rows.forEach((other, i) => {
      if (i !== at) {
        this.#update(other, before[i < at ? i : i - 1] as Computed, after[i] as Computed);
      }
    });
  }

  #remove(rows: OrderedRow[], row: readonly Value[]): void {
    const at = rows.findIndex((other) => sameRow(other.row, row));
    if (at === -1) {
      return;
    }
    const before = this.#computeAll(rows);
    const [removed] = rows.splice(at, 1);
    this.#changes.append([...row, ...(removed?.results ?? [])], RowKind.delete);
    const after = this.#computeAll(rows);
    rows.forEach((other, i) => {
      this.#update(other, before[i < at ? i : i + 1] as Computed, after[i] as Computed);
    });
  }

  /** A row whose accumulators changed is emitted again, even when what they come to did not change (as in Flink). */
  #update(row: OrderedRow, before: Computed, after: Computed): void {
    if (before.accumulators === after.accumulators) {
      return;
    }
    if (this.#node.generateUpdateBefore) {
      this.#changes.append([...row.row, ...row.results], RowKind.updateBefore);
    }
    row.results = after.results;
    this.#changes.append([...row.row, ...row.results], RowKind.updateAfter);
  }

  #computeAll(rows: readonly OrderedRow[]): Computed[] {
    const computed: Computed[] = [];
    this.#aggregates.reset(SLOT);
    for (let from = 0; from < rows.length; ) {
      const to = this.#node.frame === 'range' ? this.#endOfPeers(rows, from) : from + 1;
      for (const { row } of rows.slice(from, to)) {
        this.#aggregates.countValues(SLOT, row, false);
      }
      const shared: Computed = {
        results: this.#node.calls.map((_, call) => this.#aggregates.result(SLOT, call)),
        accumulators: encodeRow(this.#aggregates.save(SLOT)),
      };
      for (; from < to; from++) {
        computed.push(shared);
      }
    }
    return computed;
  }

  #endOfPeers(rows: readonly OrderedRow[], from: number): number {
    let to = from + 1;
    while (to < rows.length && this.#compare((rows[to] as OrderedRow).row, (rows[from] as OrderedRow).row) === 0) {
      to++;
    }
    return to;
  }
}
