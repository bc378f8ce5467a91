import type { Millis } from '@riffle/base';
import { type Batch, kindAt, type LogicalType, type RowKind, rowAt, types, type Value } from '@riffle/columns';
import type { WindowTableFunctionNode } from '@riffle/plan';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { LATE_ROWS } from '../runtime/metrics.ts';
import { KeyedState } from '../state/keyed-state.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { TimerQueue } from '../time/timer-queue.ts';
import { type Window, windowsOf } from '../time/window-assigner.ts';
import { WindowClock } from '../time/window-clock.ts';

/** Gives rows window columns; makes the operator for aligned windows or for sessions. */
export function makeWindowTableFunction(context: OperatorContext, node: WindowTableFunctionNode): Operator {
  return node.window.kind === 'session'
    ? new SessionWindowFunction(context, node, node.window)
    : new AlignedWindowFunction(context, node);
}

/** The three window columns in the order they stand in the output. */
function windowColumns(context: OperatorContext, node: WindowTableFunctionNode): (window: Window) => Value[] {
  const clock = new WindowClock(context, node.time);
  const first = context.outputTypes.length - 3;
  const time = node.time.kind === 'rowtime' ? 'window-rowtime' : 'window-proctime';
  return (window) => [
    clock.propertyFor('window-start', window, first),
    clock.propertyFor('window-end', window, first + 1),
    clock.propertyFor(time, window, first + 2),
  ];
}

/** Aligned windows need no state: each row is repeated for every window it falls into. Rows without a time are dropped. */
class AlignedWindowFunction implements Operator {
  readonly #node: WindowTableFunctionNode;
  readonly #context: OperatorContext;
  readonly #clock: WindowClock;
  readonly #columns: (window: Window) => Value[];
  readonly #changes: ChangeBuilder;

  constructor(context: OperatorContext, node: WindowTableFunctionNode) {
    this.#context = context;
    this.#node = node;
    this.#clock = new WindowClock(context, node.time);
    this.#columns = windowColumns(context, node);
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
  }

  processBatch(batch: Batch): void {
    const { window } = this.#node;
    for (let row = 0; row < batch.rowCount; row++) {
      const time = this.#clock.timeOf(batch, row);
      if (time === null || window.kind === 'session') {
        this.#context.count('numNullRowTimeRecordsDropped', 1);
        continue;
      }
      const values = rowAt(batch, row);
      for (const each of windowsOf(window, time)) {
        this.#changes.append([...values, ...this.#columns(each)], kindAt(batch, row));
      }
    }
    this.#changes.flush();
  }
}

interface OpenSession {
  start: Millis;
  end: Millis;
  readonly rows: { readonly kind: RowKind; readonly row: readonly Value[] }[];
  closed: boolean;
}

/** A session's bounds are known only when it is over: its rows are held until then. */
class SessionWindowFunction implements Operator {
  readonly #context: OperatorContext;
  readonly #gap: Millis;
  readonly #keyColumns: readonly number[];
  readonly #clock: WindowClock;
  readonly #columns: (window: Window) => Value[];
  readonly #state: KeyedState<{ sessions: OpenSession[] }>;
  readonly #ends = new TimerQueue<{ readonly slot: number; readonly session: OpenSession }>();
  readonly #changes: ChangeBuilder;
  readonly #schema: StateSchema;
  #rows = 0;

  constructor(
    context: OperatorContext,
    node: WindowTableFunctionNode,
    window: { readonly gap: Millis; readonly partitionKeys: readonly number[] },
  ) {
    const inputTypes = context.inputTypes[0] ?? [];
    const keyTypes = window.partitionKeys.map((column) => inputTypes[column] as LogicalType);
    this.#context = context;
    this.#gap = window.gap;
    this.#keyColumns = window.partitionKeys;
    this.#clock = new WindowClock(context, node.time);
    this.#columns = windowColumns(context, node);
    this.#state = new KeyedState({
      context,
      keyTypes,
      create: () => ({ sessions: [] as OpenSession[] }),
      isEmpty: ({ sessions }) => sessions.length === 0,
    });
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#schema = {
      name: 'sessions',
      keyTypes,
      valueTypes: [types.bigint(), types.bigint(), types.int(), ...inputTypes],
      routing: routingWithin(window.partitionKeys, context.routing(0)),
    };
  }

  open(): void {
    this.#scheduleProcessingTime();
  }

  processBatch(batch: Batch): void {
    const slots = this.#state.lookup(batch, this.#keyColumns);
    for (let row = 0; row < batch.rowCount; row++) {
      const slot = slots[row] as number;
      const session = this.#sessionFor(slot, this.#clock.requiredTimeOf(batch, row));
      if (session === null) {
        this.#context.count(LATE_ROWS, 1);
      } else {
        session.rows.push({ kind: kindAt(batch, row), row: rowAt(batch, row) });
        this.#rows++;
      }
    }
    this.#state.sweep(batch.rowCount);
    this.#scheduleProcessingTime();
  }

  onWatermark(watermark: Millis): void {
    if (this.#clock.isEventTime) {
      this.#fireUntil(watermark);
    }
    this.#context.output.watermark(watermark);
  }

  stateBytes(): number {
    return this.#state.bytes + this.#rows * (56 + this.#schema.valueTypes.length * 24);
  }

  snapshot(): readonly StateTable[] {
    const rows: Value[][] = [];
    this.#state.forEach(({ sessions }, key) => {
      for (const { start, end, rows: held } of sessions) {
        rows.push(...held.map(({ kind, row }) => [...key, start, end, kind, ...row]));
      }
    });
    return [{ ...this.#schema, rows }];
  }

  restore(state: RestoredState): void {
    const width = this.#keyColumns.length;
    for (const saved of state.rows(this.#schema)) {
      const [start, end, kind, ...row] = saved.slice(width);
      const slot = this.#state.ofKey(saved.slice(0, width));
      const { sessions } = this.#state.at(slot);
      let session = sessions.find((other) => other.start === start);
      if (session === undefined) {
        session = { start: start as number, end: end as number, rows: [], closed: false };
        sessions.push(session);
        this.#ends.push(session.end, { slot, session });
      }
      session.rows.push({ kind: kind as RowKind, row });
      this.#rows++;
    }
  }

  #sessionFor(slot: number, time: Millis): OpenSession | null {
    const state = this.#state.at(slot);
    const touching = state.sessions.filter(({ start, end }) => start <= time + this.#gap && time <= end);
    const end = Math.max(time + this.#gap, ...touching.map((session) => session.end));
    if (this.#clock.isClosed(end)) {
      return null;
    }
    const merged: OpenSession = {
      start: Math.min(time, ...touching.map((session) => session.start)),
      end,
      rows: touching.flatMap((session) => session.rows),
      closed: false,
    };
    for (const session of touching) {
      session.closed = true;
    }
    state.sessions = [...state.sessions.filter((session) => !session.closed), merged];
    this.#ends.push(end, { slot, session: merged });
    return merged;
  }

  #fireUntil(instant: Millis): void {
    while (this.#ends.size > 0 && this.#clock.closesAt(this.#ends.next) <= instant) {
      const due = this.#ends.takeUntil(Number.POSITIVE_INFINITY);
      if (due !== undefined && !due.item.session.closed) {
        this.#emitSession(due.item.slot, due.item.session);
      }
    }
    this.#changes.flush();
  }

  #emitSession(slot: number, session: OpenSession): void {
    const columns = this.#columns(session);
    for (const { kind, row } of session.rows) {
      this.#changes.append([...row, ...columns], kind);
    }
    this.#rows -= session.rows.length;
    session.closed = true;
    const state = this.#state.at(slot);
    state.sessions = state.sessions.filter((other) => other !== session);
    this.#state.releaseWhenEmpty(slot);
  }

  #scheduleProcessingTime(): void {
    if (!this.#clock.isEventTime && this.#ends.size > 0) {
      this.#context.scheduleAt(this.#clock.closesAt(this.#ends.next) + 1, () => {
        this.#fireUntil(this.#context.clock.now() - 1);
        this.#scheduleProcessingTime();
      });
    }
  }
}
