import type { Millis } from '@riffle/base';
import { type Batch, type LogicalType, RowKind, rowAt, types, type Value, type Vector } from '@riffle/columns';
import type { DeduplicateNode } from '@riffle/plan';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { sameRow } from '../rows/row-key.ts';
import { LATE_ROWS } from '../runtime/metrics.ts';
import { KeyedState } from '../state/keyed-state.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { readMillis } from '../time/time-column.ts';
import { TimerQueue } from '../time/timer-queue.ts';

interface Kept {
  row: readonly Value[] | null;
  /** Event time of `row`, or when it came. */
  time: Millis;
  /** Keep-first by event time only: the first row has been emitted and nothing else matters any more. */
  done: boolean;
}

/**
 * One row per key by time. The first by processing time passes at once; the first by event time is held until the
 * watermark says that no earlier one can come (late rows are dropped), so that both are append-only. The last one is
 * an updating result: a row replaces the one kept unless, by event time, it is older.
 */
export class DeduplicateOperator implements Operator {
  readonly #context: OperatorContext;
  readonly #node: DeduplicateNode;
  readonly #state: KeyedState<Kept>;
  readonly #changes: ChangeBuilder;
  readonly #schema: StateSchema;
  readonly #due = new TimerQueue<number>();

  constructor(context: OperatorContext, node: DeduplicateNode) {
    const inputTypes = context.inputTypes[0] ?? [];
    const keyTypes = node.key.map((column) => inputTypes[column] as LogicalType);
    this.#context = context;
    this.#node = node;
    this.#state = new KeyedState<Kept>({
      context,
      keyTypes,
      ttl: node.stateTtl,
      create: () => ({ row: null, time: 0, done: false }),
      isEmpty: ({ row, done }) => row === null && !done,
    });
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#schema = {
      name: 'kept',
      keyTypes,
      valueTypes: [types.boolean(), types.bigint(), types.bigint(), ...inputTypes],
      routing: routingWithin(node.key, context.routing(0)),
    };
  }

  processBatch(batch: Batch): void {
    const slots = this.#state.lookup(batch, this.#node.key);
    for (let row = 0; row < batch.rowCount; row++) {
      const slot = slots[row] as number;
      const time = this.#timeOf(batch, row);
      if (this.#node.keep === 'last') {
        this.#keepLast(slot, rowAt(batch, row), time);
      } else if (this.#node.time === 'rowtime') {
        this.#holdFirst(slot, rowAt(batch, row), time);
      } else {
        this.#passFirst(slot, rowAt(batch, row));
      }
    }
    this.#state.sweep(batch.rowCount);
    this.#changes.flush();
  }

  onWatermark(watermark: Millis): void {
    for (let due = this.#due.takeUntil(watermark); due !== undefined; due = this.#due.takeUntil(watermark)) {
      const kept = this.#state.isLive(due.item) ? this.#state.at(due.item) : null;
      if (kept !== null && !kept.done && kept.row !== null && kept.time === due.time) {
        this.#emit(kept.row, RowKind.insert);
        kept.row = null;
        kept.done = true;
      }
    }
    this.#changes.flush();
    this.#context.output.watermark(watermark);
  }

  stateBytes(): number {
    return this.#state.bytes + this.#state.size * this.#schema.valueTypes.length * 16;
  }

  snapshot(): readonly StateTable[] {
    const rows: Value[][] = [];
    const nothing = new Array<Value>(this.#schema.valueTypes.length - 3).fill(null);
    this.#state.forEach(({ row, time, done }, key, slot) => {
      rows.push([...key, done, time, this.#state.writtenAt(slot), ...(row ?? nothing)]);
    });
    return [{ ...this.#schema, rows }];
  }

  restore(state: RestoredState): void {
    const width = this.#node.key.length;
    for (const saved of state.rows(this.#schema)) {
      const [done, time, writtenAt, ...values] = saved.slice(width);
      const kept: Kept = { row: done === true ? null : values, time: time as number, done: done === true };
      const slot = this.#state.load(saved.slice(0, width), kept, writtenAt as number);
      if (!kept.done && this.#holds) {
        this.#due.push(kept.time, slot);
      }
    }
  }

  async close(): Promise<void> {
    this.#state.close();
  }

  get #holds(): boolean {
    return this.#node.keep === 'first' && this.#node.time === 'rowtime';
  }

  #timeOf(batch: Batch, row: number): Millis {
    if (this.#node.time === 'proctime') {
      return 0;
    }
    return readMillis(batch.columns[this.#node.timeIndex] as Vector, row) ?? Number.NEGATIVE_INFINITY;
  }

  #passFirst(slot: number, row: readonly Value[]): void {
    const kept = this.#state.at(slot);
    if (!kept.done) {
      kept.done = true;
      this.#state.touch(slot);
      this.#emit(row, RowKind.insert);
    }
  }

  #holdFirst(slot: number, row: readonly Value[], time: Millis): void {
    const kept = this.#state.at(slot);
    if (kept.done) {
      return;
    }
    if (time < this.#context.currentWatermark()) {
      this.#context.count(LATE_ROWS, 1);
    } else if (kept.row === null || time < kept.time) {
      kept.row = row;
      kept.time = time;
      this.#state.touch(slot);
      this.#due.push(time, slot);
    }
  }

  #keepLast(slot: number, row: readonly Value[], time: Millis): void {
    const kept = this.#state.at(slot);
    const before = kept.row;
    if (before !== null && time < kept.time) {
      return;
    }
    kept.row = row;
    kept.time = time;
    this.#state.touch(slot);
    if (before === null) {
      this.#emit(row, RowKind.insert);
      return;
    }
    const isSame = this.#node.time === 'proctime' && !this.#state.expires && sameRow(before, row);
    if (!isSame) {
      if (this.#node.generateUpdateBefore) {
        this.#emit(before, RowKind.updateBefore);
      }
      this.#emit(row, RowKind.updateAfter);
    }
  }

  #emit(row: readonly Value[], kind: RowKind): void {
    this.#changes.append(this.#node.outputRank ? [...row, 1] : row, kind);
  }
}
