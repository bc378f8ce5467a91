import type { Millis } from '@riffle/base';
import { type Batch, type Long, ticksOf, type Value, type Vector, zoneOf } from '@riffle/columns';
import type { WindowProperty, WindowTime } from '@riffle/plan';
import { ProcessingError } from '../errors.ts';
import type { OperatorContext } from '../operator.ts';
import { plainMillis, precisionOf, readMillis } from './time-column.ts';
import type { Window } from './window-assigner.ts';

/**
 * How a windowed operator reads times and knows when a window is over. Windows over TIMESTAMP_LTZ are cut in the
 * session's zone: inside, times are local milliseconds; what is compared with watermarks and clocks are instants.
 */
export class WindowClock {
  readonly isEventTime: boolean;
  readonly #context: OperatorContext;
  readonly #time: WindowTime;
  readonly #offsetAt: (instant: Millis) => Millis;
  readonly #instantOf: (local: Millis) => Millis;
  #scratch = new Float64Array(0);

  constructor(context: OperatorContext, time: WindowTime) {
    const zone = zoneOf(context.zone);
    this.isEventTime = time.kind === 'rowtime';
    this.#context = context;
    this.#time = time;
    this.#offsetAt = time.local ? (instant) => zone.offsetAt(instant) : () => 0;
    this.#instantOf = time.local ? (local) => zone.instantOf(local) : (local) => local;
  }

  /** The local time of a row; null when its time column is NULL. */
  timeOf(batch: Batch, row: number): Millis | null {
    if (!this.isEventTime) {
      return this.toLocal(this.#context.clock.now());
    }
    const instant = readMillis(batch.columns[this.#time.index] as Vector, row);
    return instant === null ? null : this.toLocal(instant);
  }

  /** As `timeOf`, for operators that cannot place a row without a time. */
  requiredTimeOf(batch: Batch, row: number): Millis {
    const time = this.timeOf(batch, row);
    if (time === null) {
      throw new ProcessingError(
        'A row has NULL in its event-time column, so it belongs to no window. Filter such rows out before the window.',
      );
    }
    return time;
  }

  /**
   * The local times of all rows at once; null where they have to be asked for one by one. Valid until the next call.
   */
  plainTimes(batch: Batch): Float64Array | null {
    const column = this.isEventTime ? batch.columns[this.#time.index] : undefined;
    const values = column === undefined ? null : plainMillis(column);
    if (values === null) {
      return null;
    }
    return this.#time.local ? this.#localTimes(values, batch.rowCount) : values;
  }

  #localTimes(instants: Float64Array, count: number): Float64Array {
    if (this.#scratch.length < count) {
      this.#scratch = new Float64Array(count);
    }
    const locals = this.#scratch;
    for (let i = 0; i < count; i++) {
      locals[i] = this.toLocal(instants[i] as number);
    }
    return locals;
  }

  toLocal(instant: Millis): Millis {
    return instant + this.#offsetAt(instant);
  }

  /** The instant whose watermark closes the window that ends at local time `end`. */
  closesAt(end: Millis): Millis {
    return this.#instantOf(end - 1);
  }

  /** Event time only: whether the watermark has passed the window's end. */
  isClosed(end: Millis): boolean {
    return this.isEventTime && this.closesAt(end) <= this.#context.currentWatermark();
  }

  /** The value of a window column. */
  property(property: WindowProperty, window: Window, precision: number): Long {
    const millis = this.#millisOf(property, window);
    return precision <= 3 ? millis : ticksOf(millis, 0, precision);
  }

  #millisOf(property: WindowProperty, window: Window): Millis {
    switch (property) {
      case 'window-start':
        return window.start;
      case 'window-end':
        return window.end;
      case 'window-rowtime':
        return this.closesAt(window.end);
      case 'window-proctime':
        return this.#context.clock.now();
    }
  }

  /** The value of a window column, at the precision of output column `column`. */
  propertyFor(property: WindowProperty, window: Window, column: number): Value {
    const type = this.#context.outputTypes[column];
    return this.property(property, window, type === undefined ? 3 : precisionOf(type));
  }
}
