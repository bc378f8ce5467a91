import type { CancelTimer, Millis } from '@riffle/base';
import { type Batch, type LogicalType, rowAt, types, type Value, type Vector } from '@riffle/columns';
import type { OverAggregateNode } from '@riffle/plan';
import { AggregateSet } from '../aggregates/aggregate-set.ts';
import { MIN_WATERMARK, type Operator, type OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { LATE_ROWS } from '../runtime/metrics.ts';
import { SlotPool } from '../state/key-slots.ts';
import { KeyedState } from '../state/keyed-state.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { readMillis } from '../time/time-column.ts';
import { TimerQueue } from '../time/timer-queue.ts';
import { OverFrames, type OverPartition } from './over-frames.ts';

interface KeyState {
  readonly partition: OverPartition;
  /** Event time: rows the watermark has not reached, by time. */
  readonly waiting: Map<Millis, (readonly Value[])[]>;
  /** The time at which the last row will have left its frame for good; only in RANGE frames with a lower bound. */
  cleanUpAt: Millis;
}

/**
 * OVER windows ordered by a time attribute, ending at the current row. By event time rows wait until the watermark has
 * reached them and are then processed in order of time; a row that is not after the last processed one of its key
 * (or, without a lower bound, not after the watermark) is late. By processing time every row is processed as it comes.
 * A RANGE frame with a lower bound becomes empty as time passes, and its key is then forgotten; other frames keep their
 * keys unless state has a time to live. Its clock starts anew after a restore.
 */
export class OverAggregateOperator implements Operator {
  readonly #context: OperatorContext;
  readonly #node: OverAggregateNode;
  readonly #aggregates: AggregateSet;
  readonly #frames: OverFrames;
  readonly #state: KeyedState<KeyState>;
  readonly #pool = new SlotPool();
  readonly #due = new TimerQueue<number>();
  readonly #cleanUps = new TimerQueue<number>();
  #cleanUpTimer: CancelTimer | null = null;
  readonly #changes: ChangeBuilder;
  readonly #partitions: StateSchema;
  readonly #rows: StateSchema;
  #held = 0;

  constructor(context: OperatorContext, node: OverAggregateNode) {
    const inputTypes = context.inputTypes[0] ?? [];
    const keyTypes = node.partition.map((column) => inputTypes[column] as LogicalType);
    const routing = routingWithin(node.partition, context.routing(0));
    this.#context = context;
    this.#node = node;
    this.#aggregates = new AggregateSet({
      calls: node.calls,
      inputTypes,
      retracting: node.lower.preceding !== null,
      context,
    });
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#frames = new OverFrames(node, this.#aggregates, (row) => this.#changes.append(row));
    this.#state = new KeyedState<KeyState>({
      context,
      keyTypes,
      ttl: node.stateTtl,
      create: () => this.#createPartition(),
      isEmpty: ({ partition, waiting }) => partition.firedUpTo === MIN_WATERMARK && waiting.size === 0,
      isBusy: ({ waiting }) => waiting.size > 0,
      dropped: ({ partition }) => {
        this.#frames.drop(partition);
        this.#pool.give(partition.slot);
      },
    });
    this.#partitions = {
      name: 'partitions',
      keyTypes,
      valueTypes: [types.double(), ...this.#aggregates.stateTypes],
      routing,
    };
    this.#rows = { name: 'rows', keyTypes, valueTypes: [types.bigint(), types.boolean(), ...inputTypes], routing };
  }

  processBatch(batch: Batch): void {
    const slots = this.#state.lookup(batch, this.#node.partition);
    for (let row = 0; row < batch.rowCount; row++) {
      const slot = slots[row] as number;
      const state = this.#state.at(slot);
      if (this.#node.time === 'proctime') {
        const now = this.#context.clock.now();
        this.#frames.process(state.partition, now, [rowAt(batch, row)]);
        this.#keepUntilOutOfFrame(slot, now);
        this.#state.touch(slot);
      } else {
        this.#hold(slot, state, batch, row);
      }
    }
    this.#state.sweep(batch.rowCount);
    this.#changes.flush();
  }

  onWatermark(watermark: Millis): void {
    for (let due = this.#due.takeUntil(watermark); due !== undefined; due = this.#due.takeUntil(watermark)) {
      const { partition, waiting } = this.#state.at(due.item);
      const rows = waiting.get(due.time);
      if (rows !== undefined) {
        waiting.delete(due.time);
        this.#held -= rows.length;
        this.#frames.process(partition, due.time, rows);
        this.#state.touch(due.item);
      }
    }
    if (this.#node.time === 'rowtime') {
      this.#cleanUp(watermark);
    }
    this.#changes.flush();
    this.#context.output.watermark(watermark);
  }

  stateBytes(): number {
    const rows = this.#held + this.#frames.rows;
    return (
      this.#state.bytes + this.#aggregates.bytes(this.#pool.live) + rows * (48 + this.#rows.valueTypes.length * 24)
    );
  }

  snapshot(): readonly StateTable[] {
    const partitions: Value[][] = [];
    const rows: Value[][] = [];
    this.#state.forEach(({ partition, waiting }, key) => {
      partitions.push([...key, partition.firedUpTo, ...this.#aggregates.save(partition.slot)]);
      rows.push(...partition.frame.map(({ time, row }) => [...key, time, true, ...row]));
      for (const [time, held] of waiting) {
        rows.push(...held.map((row) => [...key, time, false, ...row]));
      }
    });
    return [
      { ...this.#partitions, rows: partitions },
      { ...this.#rows, rows },
    ];
  }

  restore(state: RestoredState): void {
    const width = this.#node.partition.length;
    for (const saved of state.rows(this.#partitions)) {
      const slot = this.#state.ofKey(saved.slice(0, width));
      const { partition } = this.#state.at(slot);
      partition.firedUpTo = saved[width] as number;
      this.#aggregates.load(partition.slot, saved.slice(width + 1));
      this.#keepUntilOutOfFrame(slot, partition.firedUpTo);
    }
    for (const saved of state.rows(this.#rows)) {
      const slot = this.#state.ofKey(saved.slice(0, width));
      const [time, isInFrame, ...row] = saved.slice(width);
      if (isInFrame === true) {
        this.#state.at(slot).partition.frame.push({ time: time as number, row });
        this.#frames.rows++;
      } else {
        this.#wait(slot, time as number, row);
      }
    }
  }

  async close(): Promise<void> {
    this.#cleanUpTimer?.();
    this.#state.close();
  }

  #createPartition(): KeyState {
    const slot = this.#pool.take();
    this.#aggregates.reset(slot);
    return {
      partition: { slot, frame: [], firedUpTo: MIN_WATERMARK },
      waiting: new Map(),
      cleanUpAt: Number.NEGATIVE_INFINITY,
    };
  }

  /** Flink's rule: a key goes between one and one and a half lengths of the frame after its last row. */
  #keepUntilOutOfFrame(slot: number, time: Millis): void {
    const { preceding } = this.#node.lower;
    const state = this.#state.at(slot);
    if (this.#node.frame === 'rows' || preceding === null || state.cleanUpAt >= time + preceding + 1) {
      return;
    }
    state.cleanUpAt = time + Math.floor(preceding * 1.5) + 1;
    this.#cleanUps.push(state.cleanUpAt, slot);
    if (this.#node.time === 'proctime') {
      this.#scheduleCleanUp();
    }
  }

  #cleanUp(until: Millis): void {
    for (let next = this.#cleanUps.takeUntil(until); next !== undefined; next = this.#cleanUps.takeUntil(until)) {
      if (this.#state.isLive(next.item) && this.#state.at(next.item).cleanUpAt === next.time) {
        this.#state.release(next.item);
      }
    }
  }

  #scheduleCleanUp(): void {
    if (this.#cleanUpTimer !== null || this.#cleanUps.size === 0) {
      return;
    }
    this.#cleanUpTimer = this.#context.scheduleAt(this.#cleanUps.next, () => {
      this.#cleanUpTimer = null;
      this.#cleanUp(this.#context.clock.now());
      this.#scheduleCleanUp();
    });
  }

  #hold(slot: number, state: KeyState, batch: Batch, row: number): void {
    const index = this.#node.order[0]?.index ?? 0;
    const time = readMillis(batch.columns[index] as Vector, row);
    const bound = this.#node.lower.preceding === null ? this.#context.currentWatermark() : state.partition.firedUpTo;
    if (time === null || time <= bound) {
      this.#context.count(LATE_ROWS, 1);
    } else {
      this.#wait(slot, time, rowAt(batch, row));
    }
  }

  #wait(slot: number, time: Millis, row: readonly Value[]): void {
    const { waiting } = this.#state.at(slot);
    const rows = waiting.get(time);
    this.#held++;
    this.#keepUntilOutOfFrame(slot, time);
    this.#state.touch(slot);
    if (rows === undefined) {
      waiting.set(time, [row]);
      this.#due.push(time, slot);
    } else {
      rows.push(row);
    }
  }
}
