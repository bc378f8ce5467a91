import type { CancelTimer, Millis } from '@riffle/base';
import { type Batch, type LogicalType, RowKind, types, type Value, type VectorBuilder } from '@riffle/columns';
import type { GroupWindowAggregateNode, WindowAggregateNode } from '@riffle/plan';
import { AggregateSet, isRetraction } from '../aggregates/aggregate-set.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { LATE_ROWS } from '../runtime/metrics.ts';
import { KeyIndex } from '../state/key-index.ts';
import { SlotPool } from '../state/key-slots.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { TimerQueue } from '../time/timer-queue.ts';
import { WindowClock } from '../time/window-clock.ts';

interface Session {
  readonly key: number;
  start: Millis;
  /** Last row plus gap. */
  end: Millis;
  readonly slot: number;
  rows: number;
  closed: boolean;
}

/**
 * Session windows: a row opens a window of the length of the gap, and windows of one key that touch or overlap become
 * one. A row is late when the window it ends up in is already over. Results come in order of window end.
 */
export class SessionWindowAggregate implements Operator {
  readonly keepsWatermark: boolean;
  readonly #context: OperatorContext;
  readonly #node: WindowAggregateNode | GroupWindowAggregateNode;
  readonly #gap: Millis;
  readonly #clock: WindowClock;
  readonly #aggregates: AggregateSet;
  readonly #changes: ChangeBuilder;
  readonly #schema: StateSchema;
  readonly #keys: KeyIndex;
  readonly #pool = new SlotPool();
  /** Open sessions by key number, ascending by start. */
  readonly #sessions: Session[][] = [];
  /** An entry counts only while its session is open and still ends then. */
  readonly #ends = new TimerQueue<Session>();
  #timer: { readonly at: Millis; readonly cancel: CancelTimer } | null = null;
  #keyIds = new Int32Array(0);

  constructor(context: OperatorContext, node: WindowAggregateNode | GroupWindowAggregateNode, gap: Millis) {
    const inputTypes = context.inputTypes[0] ?? [];
    const keyTypes = node.grouping.map((column) => inputTypes[column] as LogicalType);
    this.keepsWatermark = node.kind === 'window-aggregate' && node.time.kind === 'rowtime';
    this.#context = context;
    this.#node = node;
    this.#gap = gap;
    this.#clock = new WindowClock(context, node.time);
    this.#keys = new KeyIndex(keyTypes);
    this.#aggregates = new AggregateSet({ calls: node.calls, inputTypes, retracting: node.retracting, context });
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#schema = {
      name: 'sessions',
      keyTypes,
      valueTypes: [types.bigint(), types.bigint(), types.bigint(), ...this.#aggregates.stateTypes],
      routing: routingWithin(node.grouping, context.routing(0)),
    };
  }

  open(): void {
    this.#scheduleProcessingTime();
  }

  processBatch(batch: Batch): void {
    if (this.#keyIds.length < batch.rowCount) {
      this.#keyIds = new Int32Array(batch.rowCount);
    }
    this.#keys.lookup(batch, this.#node.grouping, this.#keyIds, (key) => {
      this.#sessions[key] = [];
    });
    this.#aggregates.prepare(batch);
    for (let row = 0; row < batch.rowCount; row++) {
      this.#processRow(batch, row, this.#keyIds[row] as number);
    }
    for (let row = 0; row < batch.rowCount; row++) {
      this.#releaseWhenUnused(this.#keyIds[row] as number);
    }
    this.#scheduleProcessingTime();
  }

  onWatermark(watermark: Millis): void {
    if (this.#clock.isEventTime) {
      this.#fireUntil(watermark);
    }
    this.#context.output.watermark(watermark);
  }

  stateBytes(): number {
    return this.#keys.bytes + this.#aggregates.bytes(this.#pool.live) + (this.#pool.live + this.#ends.size) * 80;
  }

  snapshot(): readonly StateTable[] {
    const rows: Value[][] = [];
    this.#keys.forEach((id, key) => {
      for (const session of this.#sessions[id] as Session[]) {
        const state = this.#aggregates.save(session.slot);
        rows.push([...key, session.start, session.end, session.rows, ...state]);
      }
    });
    return [{ ...this.#schema, rows }];
  }

  restore(state: RestoredState): void {
    const width = this.#node.grouping.length;
    for (const row of state.rows(this.#schema)) {
      const key = this.#keys.findOrAdd(row.slice(0, width), (created) => {
        this.#sessions[created] = [];
      });
      const session = this.#openSession(key, row[width] as number, row[width + 1] as number);
      session.rows = row[width + 2] as number;
      this.#aggregates.load(session.slot, row.slice(width + 3));
      this.#ends.push(session.end, session);
    }
  }

  async close(): Promise<void> {
    this.#timer?.cancel();
  }

  #processRow(batch: Batch, row: number, key: number): void {
    const time = this.#clock.requiredTimeOf(batch, row);
    const session = this.#sessionFor(key, time);
    if (session === null) {
      this.#context.count(LATE_ROWS, 1);
      return;
    }
    const retract = isRetraction(batch, row);
    this.#aggregates.countRow(session.slot, row, retract);
    session.rows += retract ? -1 : 1;
  }

  /** The session a row at `time` belongs to, merged from all it touches; null when that one is over. */
  #sessionFor(key: number, time: Millis): Session | null {
    const sessions = this.#sessions[key] as Session[];
    const touching = sessions.filter((session) => session.start <= time + this.#gap && time <= session.end);
    const end = Math.max(time + this.#gap, ...touching.map((session) => session.end));
    const start = Math.min(time, ...touching.map((session) => session.start));
    if (this.#clock.isClosed(end)) {
      return null;
    }
    const [kept, ...others] = touching;
    const session = kept ?? this.#openSession(key, start, end);
    for (const other of others) {
      this.#mergeInto(session, other);
    }
    session.start = start;
    if (session.end !== end || kept === undefined) {
      session.end = end;
      this.#ends.push(end, session);
    }
    return session;
  }

  #mergeInto(session: Session, other: Session): void {
    this.#aggregates.merge(session.slot, other.slot);
    session.rows += other.rows;
    this.#closeSession(other);
  }

  #openSession(key: number, start: Millis, end: Millis): Session {
    const session: Session = { key, start, end, slot: this.#pool.take(), rows: 0, closed: false };
    this.#aggregates.reset(session.slot);
    const sessions = this.#sessions[key] as Session[];
    const at = sessions.findIndex((other) => other.start > start);
    sessions.splice(at === -1 ? sessions.length : at, 0, session);
    return session;
  }

  #closeSession(session: Session): void {
    const sessions = this.#sessions[session.key] as Session[];
    sessions.splice(sessions.indexOf(session), 1);
    session.closed = true;
    this.#pool.give(session.slot);
  }

  #fireUntil(instant: Millis): void {
    while (this.#ends.size > 0 && this.#clock.closesAt(this.#ends.next) <= instant) {
      const next = this.#ends.takeUntil(Number.POSITIVE_INFINITY);
      if (next === undefined) {
        break;
      }
      const { time, item: session } = next;
      if (!session.closed && session.end === time) {
        if (!this.#node.retracting || session.rows > 0) {
          this.#appendResult(session);
        }
        this.#closeSession(session);
        this.#releaseWhenUnused(session.key);
      }
    }
    this.#changes.flush();
  }

  #appendResult(session: Session): void {
    const { columns } = this.#changes.builder;
    let column = 0;
    for (const value of this.#keys.keyOf(session.key)) {
      (columns[column++] as VectorBuilder).append(value as Value);
    }
    for (let call = 0; call < this.#aggregates.length; call++) {
      (columns[column++] as VectorBuilder).append(this.#aggregates.result(session.slot, call));
    }
    for (const property of this.#node.properties) {
      (columns[column] as VectorBuilder).append(this.#clock.propertyFor(property, session, column));
      column++;
    }
    this.#changes.endRow(RowKind.insert);
  }

  #releaseWhenUnused(key: number): void {
    if (this.#keys.isLive(key) && this.#sessions[key]?.length === 0) {
      this.#keys.release(key);
    }
  }

  #scheduleProcessingTime(): void {
    if (this.#clock.isEventTime || this.#ends.size === 0) {
      return;
    }
    const at = this.#clock.closesAt(this.#ends.next) + 1;
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
