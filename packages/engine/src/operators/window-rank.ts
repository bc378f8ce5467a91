import type { Millis } from '@riffle/base';
import { type Batch, type LogicalType, rowAt, types, type Value, type Vector, valueAt } from '@riffle/columns';
import type { WindowRankNode } from '@riffle/plan';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { rowComparator } from '../rows/compare.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { readMillis } from '../time/time-column.ts';
import { type WindowGroup, WindowRows } from './window-rows.ts';

/** Top-N within windows, also deduplication (N = 1): the rows of each window and partition, ranked once it is over. */
export class WindowRankOperator implements Operator {
  readonly keepsWatermark: boolean;
  readonly #context: OperatorContext;
  readonly #node: WindowRankNode;
  readonly #held: WindowRows;
  readonly #changes: ChangeBuilder;
  readonly #schema: StateSchema;

  constructor(context: OperatorContext, node: WindowRankNode) {
    const inputTypes = context.inputTypes[0] ?? [];
    this.keepsWatermark = node.time.kind === 'rowtime';
    this.#context = context;
    this.#node = node;
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#held = new WindowRows({ context, time: node.time, inputs: 1, fire: (group) => this.#emitRanked(group) });
    this.#schema = {
      name: 'rows',
      keyTypes: node.partition.map((column) => inputTypes[column] as LogicalType),
      valueTypes: [types.bigint(), ...inputTypes],
      routing: routingWithin(node.partition, context.routing(0)),
    };
  }

  open(): void {
    this.#held.schedule();
  }

  processBatch(batch: Batch): void {
    const { start, end } = this.#node.windowColumns;
    for (let row = 0; row < batch.rowCount; row++) {
      const values = rowAt(batch, row);
      const place = {
        start: valueAt(batch.columns[start] as Vector, row),
        end: readMillis(batch.columns[end] as Vector, row) as Millis,
        key: this.#node.partition.map((column) => values[column] as Value),
      };
      this.#held.add(0, place, values);
    }
  }

  onWatermark(watermark: Millis): void {
    this.#held.advance(watermark);
    this.#changes.flush();
    this.#context.output.watermark(watermark);
  }

  stateBytes(): number {
    return this.#held.bytes;
  }

  snapshot(): readonly StateTable[] {
    const rows: Value[][] = [];
    this.#held.forEach(({ key, end, inputs }) => {
      rows.push(...(inputs[0] ?? []).map((row) => [...key, end, ...row]));
    });
    return [{ ...this.#schema, rows }];
  }

  restore(state: RestoredState): void {
    const width = this.#node.partition.length;
    for (const saved of state.rows(this.#schema)) {
      const row = saved.slice(width + 1);
      const start = row[this.#node.windowColumns.start] as Value;
      this.#held.load(0, { start, end: saved[width] as number, key: saved.slice(0, width) }, row);
    }
  }

  async close(): Promise<void> {
    this.#held.close();
  }

  #emitRanked(group: WindowGroup): void {
    const rows = [...(group.inputs[0] ?? [])].sort(rowComparator(this.#node.order));
    const { start, end } = this.#node.range;
    rows.slice(start - 1, end).forEach((row, i) => {
      this.#changes.append(this.#node.outputRank ? [...row, start + i] : row);
    });
    if (this.#node.time.kind === 'proctime') {
      this.#changes.flush();
    }
  }
}
