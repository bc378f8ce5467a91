import type { CancelTimer, Millis } from '@riffle/base';
import type { LogicalType, Value } from '@riffle/columns';
import type { WindowTime } from '@riffle/plan';
import type { OperatorContext } from '../operator.ts';
import { encodeRow } from '../rows/row-key.ts';
import { LATE_ROWS } from '../runtime/metrics.ts';
import { TimerQueue } from '../time/timer-queue.ts';
import { WindowClock } from '../time/window-clock.ts';

/** Rows that share a window and a key, by input. */
export interface WindowGroup {
  readonly start: Value;
  readonly end: Millis;
  readonly key: readonly Value[];
  readonly inputs: readonly (readonly Value[])[][];
}

/**
 * Holds rows that carry their window until the window is over, for operators that then work on all of them. Groups come
 * out in order of window end, those of one end in order of appearance. Late rows are dropped and counted.
 */
export class WindowRows {
  readonly #context: OperatorContext;
  readonly #clock: WindowClock;
  readonly #inputs: number;
  readonly #fire: (group: WindowGroup) => void;
  readonly #groups = new Map<string, WindowGroup>();
  readonly #ends = new TimerQueue<string>();
  #rows = 0;
  #timer: CancelTimer | null = null;

  constructor(options: {
    readonly context: OperatorContext;
    readonly time: WindowTime;
    readonly inputs: number;
    readonly fire: (group: WindowGroup) => void;
  }) {
    this.#context = options.context;
    this.#clock = new WindowClock(options.context, options.time);
    this.#inputs = options.inputs;
    this.#fire = options.fire;
  }

  get bytes(): number {
    const width = Math.max(1, ...this.#context.inputTypes.map((types: readonly LogicalType[]) => types.length));
    return this.#groups.size * 200 + this.#rows * (40 + width * 24);
  }

  add(
    input: number,
    place: { readonly start: Value; readonly end: Millis; readonly key: readonly Value[] },
    row: readonly Value[],
  ): void {
    if (this.#clock.isClosed(place.end)) {
      this.#context.count(LATE_ROWS, 1);
      return;
    }
    this.load(input, place, row);
    this.schedule();
  }

  /** Adds a row of a checkpoint, which is never late. */
  load(
    input: number,
    place: { readonly start: Value; readonly end: Millis; readonly key: readonly Value[] },
    row: readonly Value[],
  ): void {
    const id = encodeRow([place.end, place.start, ...place.key]);
    let group = this.#groups.get(id);
    if (group === undefined) {
      group = { ...place, inputs: Array.from({ length: this.#inputs }, () => []) };
      this.#groups.set(id, group);
      this.#ends.push(place.end, id);
    }
    group.inputs[input]?.push(row);
    this.#rows++;
  }

  /** The watermark has advanced. */
  advance(watermark: Millis): void {
    if (this.#clock.isEventTime) {
      this.#fireUntil(watermark);
    }
  }

  forEach(visit: (group: WindowGroup) => void): void {
    this.#groups.forEach(visit);
  }

  /** By processing time, looks again when the next window is over. */
  schedule(): void {
    if (this.#clock.isEventTime || this.#ends.size === 0 || this.#timer !== null) {
      return;
    }
    this.#timer = this.#context.scheduleAt(this.#clock.closesAt(this.#ends.next) + 1, () => {
      this.#timer = null;
      this.#fireUntil(this.#context.clock.now() - 1);
      this.schedule();
    });
  }

  close(): void {
    this.#timer?.();
  }

  #fireUntil(instant: Millis): void {
    while (this.#ends.size > 0 && this.#clock.closesAt(this.#ends.next) <= instant) {
      const due = this.#ends.takeUntil(Number.POSITIVE_INFINITY);
      const group = due === undefined ? undefined : this.#groups.get(due.item);
      if (due !== undefined && group !== undefined) {
        this.#groups.delete(due.item);
        this.#rows -= group.inputs.reduce((sum, rows) => sum + rows.length, 0);
        this.#fire(group);
      }
    }
  }
}
