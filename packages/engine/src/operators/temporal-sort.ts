import type { CancelTimer, Millis } from '@riffle/base';
import { type Batch, RowKind, rowAt, types, type Value, type Vector } from '@riffle/columns';
import type { TemporalSortNode } from '@riffle/plan';
import { MIN_WATERMARK, type Operator, type OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { rowComparator } from '../rows/compare.ts';
import { LATE_ROWS } from '../runtime/metrics.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { readMillis } from '../time/time-column.ts';

interface Held {
  readonly time: Millis;
  readonly row: readonly Value[];
}

/**
 * ORDER BY a time attribute, ascending, then other keys. By event time a row is held until the watermark reaches it
 * and dropped when a row of its time has gone out already; by processing time the rows of one millisecond are sorted.
 */
export class TemporalSortOperator implements Operator {
  readonly #context: OperatorContext;
  readonly #node: TemporalSortNode;
  readonly #changes: ChangeBuilder;
  readonly #schema: StateSchema;
  #held: Held[] = [];
  #emittedUpTo: Millis = MIN_WATERMARK;
  #timer: CancelTimer | null = null;

  constructor(context: OperatorContext, node: TemporalSortNode) {
    this.#context = context;
    this.#node = node;
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#schema = { name: 'held', keyTypes: [], valueTypes: [types.bigint(), ...(context.inputTypes[0] ?? [])] };
  }

  open(): void {
    this.#scheduleProcessingTime();
  }

  processBatch(batch: Batch): void {
    for (let row = 0; row < batch.rowCount; row++) {
      const time = this.#timeOf(batch, row);
      if (time === null || time <= this.#emittedUpTo) {
        this.#context.count(LATE_ROWS, 1);
      } else {
        this.#held.push({ time, row: rowAt(batch, row) });
      }
    }
    this.#scheduleProcessingTime();
  }

  onWatermark(watermark: Millis): void {
    if (this.#node.time === 'rowtime') {
      this.#emitUpTo(watermark);
    }
    this.#context.output.watermark(watermark);
  }

  finish(): void {
    this.#emitUpTo(Number.POSITIVE_INFINITY);
  }

  stateBytes(): number {
    return this.#held.length * (48 + this.#schema.valueTypes.length * 24);
  }

  snapshot(): readonly StateTable[] {
    return [{ ...this.#schema, rows: this.#held.map(({ time, row }) => [time, ...row]) }];
  }

  restore(state: RestoredState): void {
    this.#held = state.rows(this.#schema).map(([time, ...row]) => ({ time: time as number, row }));
  }

  async close(): Promise<void> {
    this.#timer?.();
  }

  #timeOf(batch: Batch, row: number): Millis | null {
    if (this.#node.time === 'proctime') {
      return this.#context.clock.now();
    }
    return readMillis(batch.columns[this.#node.timeIndex] as Vector, row);
  }

  #emitUpTo(time: Millis): void {
    const due = this.#held.filter((held) => held.time <= time);
    if (due.length === 0) {
      return;
    }
    const compare = rowComparator(this.#node.order);
    due.sort((a, b) => a.time - b.time || compare(a.row, b.row));
    this.#held = this.#held.filter((held) => held.time > time);
    for (const { row } of due) {
      this.#changes.append(row, RowKind.insert);
    }
    this.#emittedUpTo = due.at(-1)?.time ?? this.#emittedUpTo;
    this.#changes.flush();
  }

  #scheduleProcessingTime(): void {
    if (this.#node.time === 'rowtime' || this.#held.length === 0 || this.#timer !== null) {
      return;
    }
    const now = this.#context.clock.now();
    this.#timer = this.#context.scheduleAt(now + 1, () => {
      this.#timer = null;
      this.#emitUpTo(now);
      this.#scheduleProcessingTime();
    });
  }
}
