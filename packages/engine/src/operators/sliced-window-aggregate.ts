import type { CancelTimer, Millis } from '@riffle/base';
import { type Batch, type LogicalType, types, type Value, type Vector } from '@riffle/columns';
import type { GroupWindowAggregateNode, WindowAggregateNode } from '@riffle/plan';
import { AggregateSet, isRetraction } from '../aggregates/aggregate-set.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { LATE_ROWS } from '../runtime/metrics.ts';
import { KeyIndex } from '../state/key-index.ts';
import { KeySlots, SlotPool } from '../state/key-slots.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { type SliceRuns, sliceRunsOf, sliceRunsOfTimes } from '../time/slice-runs.ts';
import { readMillis } from '../time/time-column.ts';
import { makeSliceAssigner, type SliceAssigner } from '../time/window-assigner.ts';
import { WindowClock } from '../time/window-clock.ts';
import { type WindowGroups, WindowResults } from './window-results.ts';

/** Keys without a slice that are kept at least. */
const UNUSED_KEYS = 65_536;
const SPARE_SLICES = 2;

/**
 * Windows that are sums of slices (TUMBLE, HOP, CUMULATE), and windows that came with the rows. Rows are counted into
 * the slot of their key and slice, a batch at a time; when a window's end has passed, its slices are summed per key.
 * A row is late, dropped and counted, once the last window of its slice is over. Results come in order of window end.
 */
export class SlicedWindowAggregate implements Operator {
  readonly keepsWatermark: boolean;
  readonly #context: OperatorContext;
  readonly #node: WindowAggregateNode | GroupWindowAggregateNode;
  readonly #clock: WindowClock;
  readonly #assigner: SliceAssigner;
  readonly #aggregates: AggregateSet;
  readonly #changes: ChangeBuilder;
  readonly #results: WindowResults;
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
  /** Slices that are over, kept for their room. */
  readonly #spareSlices: KeySlots[] = [];
  #newestSlice: KeySlots | null = null;
  /** Ends of windows that will have a result. */
  readonly #pending = new Set<Millis>();
  #nextEnd: Millis = Number.POSITIVE_INFINITY;
  /** No window that ends up to here has a result any more. */
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
    this.keepsWatermark = node.kind === 'window-aggregate' && node.time.kind === 'rowtime';
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
    this.#results = new WindowResults({
      keys: this.#keys,
      aggregates: this.#aggregates,
      clock: this.#clock,
      changes: this.#changes,
      properties: node.properties,
      keyWidth: this.#keyColumns.length,
      startInKey: this.#isAttached,
    });
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
    const gaps = this.#assignSlots(batch);
    this.#aggregates.countBatch(batch, this.#slots, gaps);
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
    const closedUpTo = this.#closedUpTo();
    const closed = Number.isFinite(closedUpTo) ? closedUpTo : null;
    for (const [end, slice] of this.#slices) {
      const { keys, slots } = slice;
      for (let i = 0; i < keys.length; i++) {
        const slot = slots[i] as number;
        const count = this.#rowCounts[slot] as number;
        rows.push([...this.#keys.keyOf(keys[i] as number), end, closed, count, ...this.#aggregates.save(slot)]);
      }
    }
    return [{ ...this.#schema, rows }];
  }

  restore(state: RestoredState): void {
    const width = this.#keyColumns.length;
    for (const row of state.rows(this.#schema)) {
      const key = this.#keys.findOrAdd(row.slice(0, width), (created) => this.#addKey(created));
      const end = row[width] as number;
      const closedUpTo = (row[width + 1] as number | null) ?? Number.NEGATIVE_INFINITY;
      this.#firedUpTo = Math.max(this.#firedUpTo, closedUpTo);
      const slot = this.#slotIn(this.#slice(end, closedUpTo), key);
      this.#rowCounts[slot] = row[width + 2] as number;
      this.#aggregates.load(slot, row.slice(width + 3));
    }
  }

  async close(): Promise<void> {
    this.#timer?.cancel();
  }

  /** Finds the slot of every row, -1 for late ones. Tells whether there were any. */
  #assignSlots(batch: Batch): boolean {
    const { rowCount } = batch;
    const runs = this.#sliceRuns(batch);
    let late = 0;
    for (let from = 0; from < rowCount; ) {
      const end = runs.endOf(from);
      const to = runs.runFrom(from);
      const slice = this.#openSlice(end);
      if (slice === null) {
        this.#slots.fill(-1, from, to);
        late += to - from;
      } else {
        slice.lookup(this.#keyIds, this.#slots, { from, to }, this.#takeSlot);
      }
      from = to;
    }
    if (late > 0) {
      this.#context.count(LATE_ROWS, late);
    }
    if (this.#node.retracting) {
      this.#countRows(batch);
    }
    return late > 0;
  }

  /** Rows of one slice mostly come together. */
  #sliceRuns(batch: Batch): SliceRuns {
    if (this.#attachedEnd !== -1) {
      const ends = batch.columns[this.#attachedEnd] as Vector;
      return sliceRunsOf(batch.rowCount, (row) => readMillis(ends, row) as Millis);
    }
    const times = this.#clock.plainTimes(batch);
    return times === null
      ? sliceRunsOf(batch.rowCount, (row) => this.#assigner.sliceEnd(this.#clock.requiredTimeOf(batch, row)))
      : sliceRunsOfTimes(times, batch.rowCount, this.#assigner);
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

  /** Windows the watermark has passed without a row are over too, and stay so after a restore. */
  #closedUpTo(): Millis {
    const watermark = this.#context.currentWatermark();
    const isKnown = this.#clock.isEventTime && Number.isFinite(watermark);
    return isKnown ? Math.max(this.#firedUpTo, this.#clock.toLocal(watermark) + 1) : this.#firedUpTo;
  }

  #slice(end: Millis, firedUpTo: Millis): KeySlots {
    let slice = this.#slices.get(end);
    if (slice === undefined) {
      slice = this.#newSlice();
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
      slot = this.#takeSlot(key);
      slice.add(key, slot);
    }
    return slot;
  }

  readonly #takeSlot = (key: number): number => {
    const slot = this.#pool.take();
    this.#aggregates.reset(slot);
    this.#rowCounts[slot] = 0;
    if (this.#keyUses[key] === 0) {
      this.#unusedKeys--;
    }
    this.#keyUses[key] = (this.#keyUses[key] as number) + 1;
    return slot;
  };

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
      this.#firedUpTo = Math.max(this.#firedUpTo, end);
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
      const base = this.#slices.get(first) ?? this.#newSlice();
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
    const sum = this.#newSlice();
    for (const part of parts) {
      this.#sumInto(sum, part);
    }
    this.#emitSlice(sum, end);
    this.#releaseSlice(sum);
  }

  #sumInto(sum: KeySlots, part: KeySlots): void {
    const { keys, slots } = part;
    for (let i = 0; i < keys.length; i++) {
      const from = slots[i] as number;
      const slot = this.#slotIn(sum, keys[i] as number);
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
    const groups = this.#node.retracting ? this.#withRows(slice) : slice;
    this.#results.append(groups, this.#assigner.windowStart(end), end);
  }

  /** Groups whose rows have not all been taken back. */
  #withRows(slice: KeySlots): WindowGroups {
    const { keys, slots } = slice;
    const hasRows = (slot: number | undefined): boolean => (this.#rowCounts[slot as number] as number) > 0;
    return { keys: keys.filter((_, i) => hasRows(slots[i])), slots: slots.filter(hasRows) };
  }

  #dropSlice(end: Millis): void {
    const slice = this.#slices.get(end);
    if (slice !== undefined) {
      this.#slices.delete(end);
      this.#releaseSlice(slice);
    }
  }

  #newSlice(): KeySlots {
    // The next slice is likely to have about as many keys as the one before.
    this.#newestSlice = this.#spareSlices.pop() ?? new KeySlots(this.#newestSlice);
    return this.#newestSlice;
  }

  #releaseSlice(slice: KeySlots): void {
    const { keys, slots } = slice;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as number;
      this.#pool.give(slots[i] as number);
      this.#keyUses[key] = (this.#keyUses[key] as number) - 1;
      if (this.#keyUses[key] === 0) {
        this.#unusedKeys++;
      }
    }
    slice.clear();
    if (this.#spareSlices.length < SPARE_SLICES) {
      this.#spareSlices.push(slice);
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
