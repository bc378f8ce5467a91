import type { Millis } from '@riffle/base';
import type { Batch } from '@riffle/columns';
import type { PhysicalNode } from '@riffle/plan';
import { asJobError } from '../errors.ts';
import type { Channel } from '../exchange/channel.ts';
import type { Partitioner } from '../exchange/partitioner.ts';
import { MIN_WATERMARK, type Operator, type Output, type SplitEvent } from '../operator.ts';
import { restoreWatermark, saveWatermark } from '../state/saved-watermark.ts';
import type { RestoredState, StateTable } from '../state/state-table.ts';
import type { ArrayRounds } from './array-rounds.ts';
import type { LoadMeter, OperatorLoad } from './load-meter.ts';
import { estimateBatchBytes, LATE_ROWS, type OperatorMetrics } from './metrics.ts';

/** How a subtask has spent its time. */
export interface SubtaskTime {
  readonly busyMs: Millis;
  readonly backPressuredMs: Millis;
  /** Null while it runs. */
  readonly finishedAt: Millis | null;
}

/** The channels from one operator of one subtask to all subtasks of a consumer. */
export interface ChannelGroup {
  /** Which input of which task this leads to. */
  readonly slot: string;
  readonly partition: Partitioner;
  readonly channels: Channel[];
  /** Counts what passes, under the exchange node between the two. */
  readonly passed: { rows: number; bytes: number };
}

/**
 * An operator in its place: it counts what goes in and out, names the operator in failures, and delivers to the next
 * operators of the subtask by a call and to other subtasks through channels.
 */
export class OperatorInstance implements Output {
  readonly node: PhysicalNode;
  readonly next: { readonly instance: OperatorInstance; readonly input: number }[] = [];
  readonly groups: ChannelGroup[] = [];
  readonly counters: Record<string, number> = {};
  readonly #meter: LoadMeter;
  readonly #load: OperatorLoad = { selfMs: 0 };
  #operator: Operator | null = null;
  #rounds: ArrayRounds | null = null;
  #rowsIn = 0;
  #rowsOut = 0;
  #bytesIn = 0;
  #bytesOut = 0;
  #watermark: Millis = MIN_WATERMARK;
  #outputWatermark: Millis = MIN_WATERMARK;

  /** `meter` is the one of the subtask this operator is in. */
  constructor(node: PhysicalNode, meter: LoadMeter) {
    this.node = node;
    this.#meter = meter;
  }

  /** Null where batches may be kept by who gets them. */
  set rounds(rounds: ArrayRounds | null) {
    this.#rounds = rounds;
  }

  get operator(): Operator {
    return this.#operator as Operator;
  }

  set operator(operator: Operator) {
    this.#operator = operator;
  }

  get currentWatermark(): Millis {
    return this.#watermark;
  }

  get stateBytes(): number {
    return this.#operator?.stateBytes?.() ?? 0;
  }

  count(metric: string, by: number): void {
    this.counters[metric] = (this.counters[metric] ?? 0) + by;
  }

  metrics(time: SubtaskTime): OperatorMetrics {
    return {
      rowsIn: this.#rowsIn,
      rowsOut: this.#rowsOut,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      watermark: this.#watermark === MIN_WATERMARK ? null : this.#watermark,
      outputWatermark: this.#outputWatermark === MIN_WATERMARK ? null : this.#outputWatermark,
      lateRowsDropped: this.counters[LATE_ROWS] ?? 0,
      stateBytes: this.stateBytes,
      selfMs: this.#load.selfMs,
      ...time,
      counters: { ...this.counters },
    };
  }

  // What comes in.

  receive(batch: Batch, input: number, bytes = estimateBatchBytes(batch)): void {
    this.#rowsIn += batch.rowCount;
    this.#bytesIn += bytes;
    const before = this.enter();
    this.guard(() => this.operator.processBatch(batch, input));
    this.leave(before);
  }

  /** From now on the time is this operator's, until `leave` gets what this gave. */
  enter(): OperatorLoad | null {
    return this.#meter.enter(this.#load);
  }

  leave(before: OperatorLoad | null): void {
    this.#meter.leave(before);
  }

  receiveWatermark(watermark: Millis): void {
    if (watermark <= this.#watermark) {
      this.#repeatWatermark();
      return;
    }
    this.#watermark = watermark;
    if (this.operator.onWatermark === undefined) {
      this.watermark(watermark);
    } else {
      const before = this.enter();
      this.guard(() => this.operator.onWatermark?.(watermark));
      this.leave(before);
    }
  }

  /** After a restore the inputs start anew; what comes after this operator goes on from where it was. */
  #repeatWatermark(): void {
    if (this.operator.keepsWatermark === true) {
      this.watermark(this.#watermark);
    }
  }

  receiveIdle(idle: boolean): void {
    if (this.operator.onIdle === undefined) {
      this.idle(idle);
    } else {
      this.guard(() => this.operator.onIdle?.(idle));
    }
  }

  receiveSplit(event: SplitEvent): void {
    if (this.operator.onSplit === undefined) {
      this.split(event);
    } else {
      this.guard(() => this.operator.onSplit?.(event));
    }
  }

  receiveEnd(input: number): void {
    this.guard(() => this.operator.endInput?.(input));
  }

  // What is kept.

  snapshot(): readonly StateTable[] {
    return this.guard(() => {
      const tables = this.operator.snapshot?.() ?? [];
      return this.operator.keepsWatermark === true ? [...tables, saveWatermark(this.#watermark)] : tables;
    });
  }

  restore(state: RestoredState): void {
    this.guard(() => {
      if (this.operator.keepsWatermark === true) {
        this.#watermark = restoreWatermark(state) ?? MIN_WATERMARK;
      }
      this.operator.restore?.(state);
    });
  }

  /** Runs part of the operator; a failure names it. */
  guard<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw asJobError(error, this.node.description);
    }
  }

  async guardAsync<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw asJobError(error, this.node.description);
    }
  }

  // What goes out.

  emit(batch: Batch): void {
    if (batch.rowCount === 0) {
      return;
    }
    const bytes = estimateBatchBytes(batch);
    this.#rowsOut += batch.rowCount;
    this.#bytesOut += bytes;
    for (const { instance, input } of this.next) {
      instance.receive(batch, input, bytes);
    }
    for (const group of this.groups) {
      group.passed.rows += batch.rowCount;
      group.passed.bytes += bytes;
      group.partition(batch, (target, part) =>
        group.channels[target]?.push({ kind: 'batch', batch: part, round: this.#rounds?.hold() ?? null }),
      );
    }
  }

  watermark(watermark: Millis): void {
    this.#outputWatermark = watermark;
    for (const { instance } of this.next) {
      instance.receiveWatermark(watermark);
    }
    this.#broadcast((channel) => channel.push({ kind: 'watermark', watermark }));
  }

  idle(idle: boolean): void {
    for (const { instance } of this.next) {
      instance.receiveIdle(idle);
    }
    this.#broadcast((channel) => channel.push({ kind: 'idle', idle }));
  }

  split(event: SplitEvent): void {
    for (const { instance } of this.next) {
      instance.receiveSplit(event);
    }
  }

  end(): void {
    this.#broadcast((channel) => channel.push({ kind: 'end' }));
  }

  barrier(checkpointId: number): void {
    this.#broadcast((channel) => channel.push({ kind: 'barrier', checkpointId }));
  }

  /** A barrier for consumers that have not read the end yet. */
  barrierBeforeEnd(checkpointId: number): void {
    this.#broadcast((channel) => channel.pushBeforeEnd({ kind: 'barrier', checkpointId }));
  }

  get hasCredit(): boolean {
    return this.groups.every((group) => group.channels.every((channel) => channel.hasCredit));
  }

  #broadcast(send: (channel: Channel) => void): void {
    for (const group of this.groups) {
      for (const channel of group.channels) {
        send(channel);
      }
    }
  }
}
