import { type CancelTimer, type Millis, must } from '@riffle/base';
import { type Batch, takeBatchRows, type Vector } from '@riffle/columns';
import type { Expression, WatermarkAssignerNode } from '@riffle/plan';
import { type CompiledVector, compileVector } from '../expressions.ts';
import { MAX_WATERMARK, MIN_WATERMARK, type Operator, type OperatorContext, type SplitEvent } from '../operator.ts';
import { millisReader, plainMillis, readMillis } from '../time/time-column.ts';

interface SplitState {
  watermark: Millis;
  lastRowAt: Millis;
  idle: boolean;
}

/** Milliseconds of which the rows' watermarks are left when `less` is taken away. */
interface Marks {
  readonly millis: Float64Array;
  readonly less: Millis;
}

/** Flink's assigner counts the way event time has gone from the epoch, not from the first row. */
const FIRST_LOOK: Millis = 0;

/** The split of rows that came over an exchange, where splits are no longer told apart. */
const NO_SPLIT = '';

/**
 * Makes watermarks from rows: one per split, joined as the minimum over splits that are not idle, or one for all rows of
 * the subtask. `on-event` looks after every row and cuts the batch where the watermark advances, so that operators
 * behind see the same order of rows and watermarks whatever the batch size; `on-periodic` looks when the engine's
 * clock says so, and for a whole subtask also when event time has moved by more than the interval (what Flink's
 * assigner operator does, so that on a file read at full speed late rows are late).
 * Nothing is kept in checkpoints: after a restore event time starts anew, as in Flink.
 */
export class WatermarkAssignerOperator implements Operator {
  readonly #context: OperatorContext;
  readonly #node: WatermarkAssignerNode;
  readonly #watermarkOf: CompiledVector;
  /** Set where the watermark is the rowtime less this. */
  readonly #delay: Millis | null;
  readonly #splits = new Map<string, SplitState>();
  #emitted: Millis = MIN_WATERMARK;
  #idle = false;
  #periodic: CancelTimer | null = null;
  #idleCheck: CancelTimer | null = null;

  constructor(context: OperatorContext, node: WatermarkAssignerNode) {
    this.#context = context;
    this.#node = node;
    this.#watermarkOf = compileVector(node.watermark, context.inputTypes[0] ?? [], context);
    this.#delay = constantDelay(node);
  }

  open(): void {
    if (this.#node.emit === 'on-periodic') {
      this.#scheduleEmission();
    }
  }

  processBatch(batch: Batch): void {
    const split = this.#activeSplit(this.#splitName(this.#context.currentSplit()));
    if (this.#node.emit === 'on-event') {
      this.#cutAtEveryAdvance(batch, this.#watermarkOf(batch), split);
    } else if (this.#node.scope === 'subtask') {
      this.#cutBeforeLateRows(batch, split);
    } else {
      split.watermark = Math.max(split.watermark, greatestOf(this.#marksOf(batch), batch.rowCount));
      this.#context.output.emit(batch);
    }
  }

  /** The watermarks of the rows: most often their times less a constant, which need no array of their own. */
  #marksOf(batch: Batch): Marks {
    const times = this.#delay === null ? null : plainMillis(must(batch.columns[this.#node.rowtimeIndex]));
    return times === null
      ? { millis: millisOf(this.#watermarkOf(batch), batch.rowCount), less: 0 }
      : { millis: times, less: this.#delay ?? 0 };
  }

  #splitName(split: string | null): string {
    return this.#node.scope === 'subtask' ? NO_SPLIT : (split ?? NO_SPLIT);
  }

  #cutAtEveryAdvance(batch: Batch, watermarks: Vector, split: SplitState): void {
    const watermarkOf = millisReader(watermarks);
    let start = 0;
    for (let row = 0; row < batch.rowCount; row++) {
      const watermark = watermarkOf(row);
      if (watermark === null || watermark <= split.watermark) {
        continue;
      }
      split.watermark = watermark;
      const joined = this.#joined();
      if (joined > this.#emitted) {
        this.#context.output.emit(sliceBatch(batch, start, row + 1));
        start = row + 1;
        this.#advance(joined);
      }
    }
    this.#context.output.emit(sliceBatch(batch, start, batch.rowCount));
  }

  /**
   * Goes on when event time has moved by more than the interval. A watermark that no row of the batch comes too late for
   * may as well follow the batch: it is sent before a row only when that row is late by it, or touches what it closes.
   */
  #cutBeforeLateRows(batch: Batch, split: SplitState): void {
    const { rowCount } = batch;
    const times = millisOf(must(batch.columns[this.#node.rowtimeIndex]), rowCount);
    const { millis, less } = this.#marksOf(batch);
    const { interval } = this.#node;
    let start = 0;
    let due = this.#emitted;
    let lateUpTo = MIN_WATERMARK;
    let dueBeyond = Math.max(due, FIRST_LOOK) + interval;
    let highest = split.watermark;
    for (let row = 0; row < rowCount; row++) {
      if ((times[row] as number) <= lateUpTo) {
        this.#context.output.emit(sliceBatch(batch, start, row));
        start = row;
        this.#advance(due);
        lateUpTo = MIN_WATERMARK;
      }
      const mark = (millis[row] as number) - less;
      highest = mark > highest ? mark : highest;
      if (mark > dueBeyond) {
        due = mark;
        lateUpTo = due + 1;
        dueBeyond = Math.max(due, FIRST_LOOK) + interval;
      }
    }
    split.watermark = highest;
    this.#context.output.emit(sliceBatch(batch, start, rowCount));
    if (due > this.#emitted) {
      this.#advance(due);
    }
  }

  onSplit(event: SplitEvent): void {
    if (this.#node.scope === 'subtask') {
      return;
    }
    if (event.kind === 'opened') {
      this.#splitOf(event.split);
    } else {
      this.#splits.delete(event.split);
      this.#refreshIdle();
      if (this.#node.emit === 'on-event') {
        this.#emitJoined();
      }
    }
  }

  /** Watermarks from before mean nothing here, but for the one that ends the input. */
  onWatermark(watermark: Millis): void {
    if (watermark === MAX_WATERMARK) {
      this.#cancelTimers();
      this.#advance(watermark);
    }
  }

  onIdle(idle: boolean): void {
    this.#setIdle(idle);
  }

  finish(): void {
    this.#cancelTimers();
  }

  async close(): Promise<void> {
    this.#cancelTimers();
  }

  #splitOf(name: string): SplitState {
    let split = this.#splits.get(name);
    if (split === undefined) {
      split = { watermark: MIN_WATERMARK, lastRowAt: this.#context.clock.now(), idle: false };
      this.#splits.set(name, split);
      this.#scheduleIdleCheck();
    }
    return split;
  }

  #activeSplit(name: string): SplitState {
    const split = this.#splitOf(name);
    split.lastRowAt = this.#context.clock.now();
    split.idle = false;
    this.#setIdle(false);
    this.#scheduleIdleCheck();
    return split;
  }

  #joined(): Millis {
    let joined: Millis = MAX_WATERMARK;
    for (const split of this.#splits.values()) {
      if (!split.idle && split.watermark < joined) {
        joined = split.watermark;
      }
    }
    return joined === MAX_WATERMARK ? MIN_WATERMARK : joined;
  }

  #emitJoined(): void {
    const joined = this.#joined();
    if (joined > this.#emitted) {
      this.#advance(joined);
    }
  }

  #advance(watermark: Millis): void {
    this.#emitted = watermark;
    this.#context.output.watermark(watermark);
  }

  #setIdle(idle: boolean): void {
    if (idle !== this.#idle) {
      this.#idle = idle;
      this.#context.output.idle(idle);
    }
  }

  #refreshIdle(): void {
    const splits = [...this.#splits.values()];
    this.#setIdle(splits.length > 0 && splits.every((split) => split.idle));
  }

  #scheduleEmission(): void {
    const next = this.#context.clock.now() + Math.max(1, this.#node.interval);
    this.#periodic = this.#context.scheduleAt(next, () => {
      this.#emitJoined();
      this.#scheduleEmission();
    });
  }

  /** One timer is enough: it looks at all splits and sets itself again for the first that may become idle. */
  #scheduleIdleCheck(): void {
    if (this.#node.idleTimeout <= 0 || this.#idleCheck !== null) {
      return;
    }
    const active = [...this.#splits.values()].filter((split) => !split.idle);
    if (active.length === 0) {
      return;
    }
    const next = Math.min(...active.map((split) => split.lastRowAt)) + this.#node.idleTimeout;
    this.#idleCheck = this.#context.scheduleAt(next, () => {
      this.#idleCheck = null;
      this.#markIdleSplits();
      this.#scheduleIdleCheck();
    });
  }

  #markIdleSplits(): void {
    const now = this.#context.clock.now();
    for (const split of this.#splits.values()) {
      split.idle = split.idle || now - split.lastRowAt >= this.#node.idleTimeout;
    }
    this.#emitJoined();
    this.#refreshIdle();
  }

  #cancelTimers(): void {
    this.#periodic?.();
    this.#idleCheck?.();
    this.#periodic = null;
    this.#idleCheck = null;
  }
}

/** The rows' times in milliseconds; a NULL is before all others. */
function millisOf(vector: Vector, rowCount: number): Float64Array {
  return (
    plainMillis(vector) ?? Float64Array.from({ length: rowCount }, (_, row) => readMillis(vector, row) ?? MIN_WATERMARK)
  );
}

function greatestOf({ millis, less }: Marks, rowCount: number): Millis {
  let greatest = MIN_WATERMARK;
  for (let row = 0; row < rowCount; row++) {
    greatest = (millis[row] as number) > greatest ? (millis[row] as number) : greatest;
  }
  return greatest - less;
}

/** The delay of `ts` and of `ts - INTERVAL '…' SECOND` over a rowtime of milliseconds; else null. */
function constantDelay({ watermark, rowtimeIndex }: WatermarkAssignerNode): Millis | null {
  const isRowtime = (item: Expression | undefined): boolean => item?.kind === 'input' && item.index === rowtimeIndex;
  if (isRowtime(watermark)) {
    return 0;
  }
  const [left, right] = watermark.kind === 'call' && watermark.name === '-' ? watermark.args : [];
  const isSpan = right?.kind === 'literal' && right.type.kind === 'INTERVAL_DAY_TIME';
  return isRowtime(left) && isSpan && typeof right.value === 'number' ? right.value : null;
}

/** The rows `start` to `end` (excluded). */
function sliceBatch(batch: Batch, start: number, end: number): Batch {
  if (start === 0 && end === batch.rowCount) {
    return batch;
  }
  const rows = Int32Array.from({ length: end - start }, (_, i) => start + i);
  return takeBatchRows(batch, rows, rows.length);
}
