import type { CancelTimer, Millis } from '@riffle/base';
import {
  type Batch,
  type LogicalType,
  RowKind,
  types,
  type Value,
  type Vector,
  type VectorBuilder,
} from '@riffle/columns';
import type { GroupWindowAggregateNode, WindowAggregateNode } from '@riffle/plan';
import { AggregateSet, isRetraction } from '../aggregates/aggregate-set.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { LATE_ROWS } from '../runtime/metrics.ts';
import { KeyIndex } from '../state/key-index.ts';
import { KeySlots, SlotPool } from '../state/key-slots.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { readMillis } from '../time/time-column.ts';
import { makeSliceAssigner, type SliceAssigner, type Window } from '../time/window-assigner.ts';
import { WindowClock } from '../time/window-clock.ts';

/** Keys without a slice that are kept at least. */
const UNUSED_KEYS = 65_536;

/**
 * Windows that are sums of slices (TUMBLE, HOP, CUMULATE), and windows that came with the rows. Rows are counted into
 * the slot of their key and slice, a batch at a time; when a window's end has passed, its slices are summed per key.
 * A row is late, dropped and counted, once the last window of its slice is over. Results come in order of window end.
 */
export class SlicedWindowAggregate implements Operator {
  readonly #context: OperatorContext;
  readonly #node: WindowAggregateNode | GroupWindowAggregateNode;
  readonly #clock: WindowClock;
  readonly #assigner: SliceAssigner;
  readonly #aggregates: AggregateSet;
  readonly #changes: ChangeBuilder;
  readonly #schema: StateSchema;
  /** Columns of the key: for attached windows the start comes first, as keys may have windows of different lengths. */
  readonly #keyColumns: readonly number[];
  readonly #isAttached: boolean;
  readonly #attachedEnd: number;
  readonly #keys: KeyIndex;
  /** Keys that no slice holds. */
  #unusedKeys = 0;
  /** How many slices hold each key. */
  readonly #keyUses: number[] = [];
  readonly #pool = new SlotPool();
  readonly #rowCounts: number[] = [];
  readonly #slices = new Map<Millis, KeySlots>();
  /** Ends of windows that will have a result. */
  readonly #pending = new Set<Millis>();
  #nextEnd: Millis = Number.POSITIVE_INFINITY;
  #firedUpTo: Millis = Number.NEGATIVE_INFINITY;
  #timer: { readonly at: Millis; readonly cancel: CancelTimer } | null = null;
  #keyIds = new Int32Array(0);
  #slots = new Int32Array(0);

  constructor(
    context: OperatorContext,
    node: WindowAggregateNode | GroupWindowAggregateNode,
    attached: { readonly start: number; readonly end: number } | null,
  ) {
    const inputTypes = context.inputTypes[0] ?? [];
    this.#context = context;
    this.#node = node;
    this.#isAttached = attached !== null;
    this.#clock = new WindowClock(context, node.time);
    this.#assigner = attached === null ? alignedAssigner(node) : attachedAssigner();
    this.#attachedEnd = attached?.end ?? -1;
    this.#keyColumns = attached === null ? node.grouping : [attached.start, ...node.grouping];
    const keyTypes = this.#keyColumns.map((column) => inputTypes[column] as LogicalType);
    this.#keys = new KeyIndex(keyTypes);
    this.#aggregates = new AggregateSet({ calls: node.calls, inputTypes, retracting: node.retracting, context });
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#schema = {
      name: 'slices',
      keyTypes,
      valueTypes: [types.bigint(), types.bigint(), types.bigint(), ...this.#aggregates.stateTypes],
      routing: routingWithin(this.#keyColumns, context.routing(0)),
    };
  }

  open(): void {
    this.#scheduleProcessingTime();
  }

  processBatch(batch: Batch): void {
    if (this.#slots.length < batch.rowCount) {
      this.#slots = new Int32Array(batch.rowCount);
      this.#keyIds = new Int32Array(batch.rowCount);
    }
    this.#keys.lookup(batch, this.#keyColumns, this.#keyIds, (key) => this.#addKey(key));
    this.#assignSlots(batch);
    this.#aggregates.countBatch(batch, this.#slots);
    this.#sweepKeys();
    this.#scheduleProcessingTime();
  }

  onWatermark(watermark: Millis): void {
    if (this.#clock.isEventTime) {
      this.#fireUntil(watermark);
    }
    this.#context.output.watermark(watermark);
  }

  stateBytes(): number {
    let bytes = this.#keys.bytes + this.#aggregates.bytes(this.#pool.live) + this.#pool.live * 8;
    for (const slice of this.#slices.values()) {
      bytes += slice.bytes;
    }
    return bytes;
  }

  snapshot(): readonly StateTable[] {
    const rows: Value[][] = [];
    const firedUpTo = Number.isFinite(this.#firedUpTo) ? this.#firedUpTo : null;
    for (const [end, slice] of this.#slices) {
      for (let i = 0; i < slice.size; i++) {
        const slot = slice.slots[i] as number;
        const count = this.#rowCounts[slot] as number;
        rows.push([
          ...this.#keys.keyOf(slice.keys[i] as number),
          end,
          firedUpTo,
          count,
          ...this.#aggregates.save(slot),
        ]);
      }
    }
    return [{ ...this.#schema, rows }];
  }

  restore(state: RestoredState): void {
    const width = this.#keyColumns.length;
    for (const row of state.rows(this.#schema)) {
      const key = this.#keys.findOrAdd(row.slice(0, width), (created) => this.#addKey(created));
      const end = row[width] as number;
      const firedUpTo = (row[width + 1] as number | null) ?? Number.NEGATIVE_INFINITY;
      const slot = this.#slotIn(this.#slice(end, firedUpTo), key);
      this.#rowCounts[slot] = row[width + 2] as number;
      this.#aggregates.load(slot, row.slice(width + 3));
    }
  }

  async close(): Promise<void> {
    this.#timer?.cancel();
  }

  #assignSlots(batch: Batch): void {
    const endOf = this.#sliceEnds(batch);
    let lastEnd = Number.NaN;
    let slice: KeySlots | null = null;
    for (let row = 0; row < batch.rowCount; row++) {
      const end = endOf(row);
      if (end !== lastEnd) {
        lastEnd = end;
        slice = this.#openSlice(end);
      }
      if (slice === null) {
        this.#slots[row] = -1;
        this.#context.count(LATE_ROWS, 1);
      } else {
        this.#slots[row] = this.#slotIn(slice, this.#keyIds[row] as number);
      }
    }
    if (this.#node.retracting) {
      this.#countRows(batch);
    }
  }

  /** The slice end of a row; rows of one slice mostly come together, so the last slice is tried first. */
  #sliceEnds(batch: Batch): (row: number) => Millis {
    if (this.#attachedEnd !== -1) {
      const ends = batch.columns[this.#attachedEnd] as Vector;
      return (row) => readMillis(ends, row) as Millis;
    }
    const times = this.#clock.plainTimes(batch);
    const assigner = this.#assigner;
    let from = Number.NaN;
    let to = Number.NaN;
    return (row) => {
      const time = times === null ? this.#clock.requiredTimeOf(batch, row) : (times[row] as number);
      if (!(time >= from && time < to)) {
        to = assigner.sliceEnd(time);
        from = to - assigner.slice;
      }
      return to;
    };
  }

  #countRows(batch: Batch): void {
    for (let row = 0; row < batch.rowCount; row++) {
      const slot = this.#slots[row] as number;
      if (slot !== -1) {
        this.#rowCounts[slot] = (this.#rowCounts[slot] as number) + (isRetraction(batch, row) ? -1 : 1);
      }
    }
  }

  /** The slice rows of this end are counted into; null when they are late. */
  #openSlice(end: Millis): KeySlots | null {
    if (this.#clock.isClosed(this.#assigner.lastWindowEnd(end))) {
      return null;
    }
    const isMerged = this.#isCumulative && this.#clock.isClosed(end);
    return this.#slice(isMerged ? this.#firstSliceEnd(end) : end, Number.NEGATIVE_INFINITY);
  }

  #slice(end: Millis, firedUpTo: Millis): KeySlots {
    let slice = this.#slices.get(end);
    if (slice === undefined) {
      slice = new KeySlots();
      this.#slices.set(end, slice);
      for (const windowEnd of this.#assigner.windowEnds(end)) {
        if (windowEnd > firedUpTo && !this.#clock.isClosed(windowEnd)) {
          this.#pending.add(windowEnd);
          this.#nextEnd = Math.min(this.#nextEnd, windowEnd);
        }
      }
    }
    return slice;
  }

  #slotIn(slice: KeySlots, key: number): number {
    let slot = slice.get(key);
    if (slot === -1) {
      slot = this.#pool.take();
      this.#aggregates.reset(slot);
      this.#rowCounts[slot] = 0;
      slice.add(key, slot);
      if (this.#keyUses[key] === 0) {
        this.#unusedKeys--;
      }
      this.#keyUses[key] = (this.#keyUses[key] as number) + 1;
    }
    return slot;
  }

  get #isCumulative(): boolean {
    return this.#node.window.kind === 'cumulate' && !this.#isAttached;
  }

  #firstSliceEnd(end: Millis): Millis {
    return this.#assigner.windowStart(end) + this.#assigner.slice;
  }

  /** Emits all windows that are over at `instant`, in order of their ends. */
  #fireUntil(instant: Millis): void {
    if (this.#pending.size === 0 || this.#clock.closesAt(this.#nextEnd) > instant) {
      return;
    }
    const ends = [...this.#pending].filter((end) => this.#clock.closesAt(end) <= instant).sort((a, b) => a - b);
    for (const end of ends) {
      this.#pending.delete(end);
      this.#fire(end);
      this.#firedUpTo = end;
    }
    this.#nextEnd = Math.min(...this.#pending, Number.POSITIVE_INFINITY);
    this.#sweepKeys();
    this.#changes.flush();
  }

  #fire(end: Millis): void {
    if (this.#isCumulative) {
      this.#fireCumulative(end);
      return;
    }
    const parts = this.#slicesOf(end);
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) {
      this.#emitSlice(only, end);
    } else {
      this.#emitSum(parts, end);
    }
    for (const sliceEnd of this.#sliceEndsOf(end)) {
      if (this.#assigner.lastWindowEnd(sliceEnd) === end) {
        this.#dropSlice(sliceEnd);
      }
    }
  }

  /** A cumulative window grows: each step is summed into the first slice, so that it is summed only once. */
  #fireCumulative(end: Millis): void {
    const first = this.#firstSliceEnd(end);
    const step = this.#slices.get(end);
    if (end !== first && step !== undefined) {
      const base = this.#slices.get(first) ?? new KeySlots();
      this.#slices.set(first, base);
      this.#sumInto(base, step);
      this.#dropSlice(end);
    }
    const base = this.#slices.get(first);
    if (base !== undefined) {
      this.#emitSlice(base, end);
    }
    if (this.#assigner.lastWindowEnd(end) === end) {
      this.#dropSlice(first);
    }
  }

  #emitSum(parts: readonly KeySlots[], end: Millis): void {
    const sum = new KeySlots();
    for (const part of parts) {
      this.#sumInto(sum, part);
    }
    this.#emitSlice(sum, end);
    this.#releaseSlice(sum);
  }

  #sumInto(sum: KeySlots, part: KeySlots): void {
    for (let i = 0; i < part.size; i++) {
      const from = part.slots[i] as number;
      const slot = this.#slotIn(sum, part.keys[i] as number);
      this.#aggregates.merge(slot, from);
      this.#rowCounts[slot] = (this.#rowCounts[slot] as number) + (this.#rowCounts[from] as number);
    }
  }

  #sliceEndsOf(windowEnd: Millis): Millis[] {
    if (this.#isAttached) {
      return [windowEnd];
    }
    const ends: Millis[] = [];
    const { slice } = this.#assigner;
    for (let end = this.#assigner.windowStart(windowEnd) + slice; end <= windowEnd; end += slice) {
      ends.push(end);
    }
    return ends;
  }

  #slicesOf(windowEnd: Millis): KeySlots[] {
    return this.#sliceEndsOf(windowEnd).flatMap((end) => this.#slices.get(end) ?? []);
  }

  #emitSlice(slice: KeySlots, end: Millis): void {
    const aligned = this.#isAttached ? null : { start: this.#assigner.windowStart(end), end };
    for (let i = 0; i < slice.size; i++) {
      const slot = slice.slots[i] as number;
      if (this.#node.retracting && (this.#rowCounts[slot] as number) <= 0) {
        continue;
      }
      const key = this.#keys.keyOf(slice.keys[i] as number);
      const window = aligned ?? { start: key[0] as Millis, end };
      this.#appendResult(this.#isAttached ? key.slice(1) : key, slot, window);
    }
  }

  #appendResult(grouping: readonly Value[], slot: number, window: Window): void {
    const { columns } = this.#changes.builder;
    let column = 0;
    for (const value of grouping) {
      (columns[column++] as VectorBuilder).append(value);
    }
    for (let call = 0; call < this.#aggregates.length; call++) {
      (columns[column++] as VectorBuilder).append(this.#aggregates.result(slot, call));
    }
    for (const property of this.#node.properties) {
      (columns[column] as VectorBuilder).append(this.#clock.propertyFor(property, window, column));
      column++;
    }
    this.#changes.endRow(RowKind.insert);
  }

  #dropSlice(end: Millis): void {
    const slice = this.#slices.get(end);
    if (slice !== undefined) {
      this.#slices.delete(end);
      this.#releaseSlice(slice);
    }
  }

  #releaseSlice(slice: KeySlots): void {
    for (let i = 0; i < slice.size; i++) {
      const key = slice.keys[i] as number;
      this.#pool.give(slice.slots[i] as number);
      this.#keyUses[key] = (this.#keyUses[key] as number) - 1;
      if (this.#keyUses[key] === 0) {
        this.#unusedKeys++;
      }
    }
  }

  #addKey(key: number): void {
    this.#keyUses[key] = 0;
    this.#unusedKeys++;
  }

  /** Keys mostly come back in the next window, so those without a slice are forgotten only when they are many. */
  #sweepKeys(): void {
    if (this.#unusedKeys <= UNUSED_KEYS || this.#unusedKeys * 2 < this.#keys.size) {
      return;
    }
    this.#keys.forEach((key) => {
      if (this.#keyUses[key] === 0) {
        this.#keys.release(key);
      }
    });
    this.#unusedKeys = 0;
  }

  /** Processing time only: looks again when the next window is over. */
  #scheduleProcessingTime(): void {
    if (this.#clock.isEventTime || this.#pending.size === 0) {
      return;
    }
    const at = this.#clock.closesAt(this.#nextEnd) + 1;
    if (this.#timer !== null && this.#timer.at <= at) {
      return;
    }
    this.#timer?.cancel();
    const cancel = this.#context.scheduleAt(at, () => {
      this.#timer = null;
      this.#fireUntil(this.#context.clock.now() - 1);
      this.#scheduleProcessingTime();
    });
    this.#timer = { at, cancel };
  }
}

function alignedAssigner(node: WindowAggregateNode | GroupWindowAggregateNode): SliceAssigner {
  if (node.window.kind === 'session') {
    throw new Error('session windows have no slices');
  }
  return makeSliceAssigner(node.window);
}

/** Windows that came with the rows: each is its own slice. */
function attachedAssigner(): SliceAssigner {
  return {
    slice: 0,
    sliceEnd: (time) => time,
    windowEnds: (end) => [end],
    lastWindowEnd: (end) => end,
    windowStart: (end) => end,
  };
}
