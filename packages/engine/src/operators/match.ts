import type { CancelTimer, Millis } from '@riffle/base';
import { type Batch, type LogicalType, rowAt, types, type Value, type Vector } from '@riffle/columns';
import type { MatchNode } from '@riffle/plan';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { type RowComparator, rowComparator } from '../rows/compare.ts';
import { LATE_ROWS } from '../runtime/metrics.ts';
import { KeyedState } from '../state/keyed-state.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { readMillis } from '../time/time-column.ts';
import { TimerQueue } from '../time/timer-queue.ts';
import { Automaton } from './match/automaton.ts';
import { type CompiledMatch, MatchCompiler } from './match/evaluate.ts';
import { type MatchRules, PartitionMatcher } from './match/partition-matcher.ts';
import { patternElements } from './match/pattern.ts';
import type { MatchedRow, Run } from './match/run.ts';

interface MatchState {
  /** Rows whose time has not come, in the order they came. */
  waiting: MatchedRow[];
  /** The earliest time of those, for which a timer is set. */
  earliest: Millis;
  readonly matcher: PartitionMatcher;
}

interface Schemas {
  readonly waiting: StateSchema;
  readonly history: StateSchema;
  readonly runs: StateSchema;
}

/**
 * MATCH_RECOGNIZE. By event time rows wait for the watermark and are then matched in the order of their times and the
 * further keys; rows that are not later than the watermark are dropped. By processing time a row is matched at once,
 * or, when there are further keys, together with the other rows of its millisecond.
 */
export class MatchOperator implements Operator {
  readonly #context: OperatorContext;
  readonly #node: MatchNode;
  readonly #rules: MatchRules;
  readonly #measures: readonly CompiledMatch[];
  readonly #compare: RowComparator;
  readonly #waits: boolean;
  readonly #state: KeyedState<MatchState>;
  readonly #schemas: Schemas;
  readonly #changes: ChangeBuilder;
  /** When a partition has something to do: rows that come due, runs that have lasted too long. */
  readonly #due = new TimerQueue<readonly Value[]>();
  #rows = 0;
  #timer: CancelTimer | null = null;

  constructor(context: OperatorContext, node: MatchNode) {
    const elements = patternElements(node.pattern);
    const inputTypes = context.inputTypes[0] ?? [];
    const compiler = new MatchCompiler(context, node, elements);
    this.#context = context;
    this.#node = node;
    this.#rules = {
      automaton: new Automaton(context, node, elements),
      elements,
      afterMatch: node.afterMatch,
      within: node.within,
    };
    this.#measures = node.measures.map((measure) => compiler.compile(measure));
    this.#compare = rowComparator(node.order);
    this.#waits = node.time === 'rowtime' || node.order.length > 0;
    this.#state = new KeyedState<MatchState>({
      context,
      keyTypes: node.partition.map((column) => inputTypes[column] as LogicalType),
      create: () => ({ waiting: [], earliest: Number.POSITIVE_INFINITY, matcher: new PartitionMatcher() }),
      isEmpty: ({ waiting, matcher }) => waiting.length === 0 && matcher.isEmpty,
    });
    this.#schemas = schemasOf(context, node);
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
  }

  open(): void {
    this.#scheduleProcessingTime();
  }

  processBatch(batch: Batch): void {
    const slots = this.#state.lookup(batch, this.#node.partition);
    for (let i = 0; i < batch.rowCount; i++) {
      const time = this.#timeOf(batch, i);
      if (time === null || (this.#node.time === 'rowtime' && time <= this.#context.currentWatermark())) {
        this.#context.count(LATE_ROWS, 1);
      } else {
        this.#take(slots[i] as number, { time, values: rowAt(batch, i) });
      }
    }
    this.#state.sweep(batch.rowCount);
    this.#changes.flush();
    this.#scheduleProcessingTime();
  }

  onWatermark(watermark: Millis): void {
    if (this.#node.time === 'rowtime') {
      this.#advance(watermark);
    }
    this.#context.output.watermark(watermark);
  }

  finish(): void {
    if (this.#waits) {
      this.#advance(Number.POSITIVE_INFINITY);
    }
  }

  stateBytes(): number {
    return this.#state.bytes + this.#rows * (96 + this.#schemas.waiting.valueTypes.length * 24);
  }

  snapshot(): readonly StateTable[] {
    const waiting: Value[][] = [];
    const history: Value[][] = [];
    const runs: Value[][] = [];
    this.#state.forEach((state, key) => {
      waiting.push(...state.waiting.map(({ time, values }) => [...key, time, ...values]));
      for (const [number, { time, values }] of state.matcher.history.entries()) {
        history.push([...key, number, time, ...values]);
      }
      for (const run of state.matcher.open) {
        runs.push([...key, run.start, false, [...run.counts]]);
      }
      for (const run of state.matcher.complete) {
        runs.push([...key, run.start, true, [...run.counts]]);
      }
    });
    return [
      { ...this.#schemas.waiting, rows: waiting },
      { ...this.#schemas.history, rows: history },
      { ...this.#schemas.runs, rows: runs },
    ];
  }

  restore(state: RestoredState): void {
    const width = this.#node.partition.length;
    const stateOf = (saved: readonly Value[]) => this.#state.at(this.#state.ofKey(saved.slice(0, width)));
    for (const saved of state.rows(this.#schemas.waiting)) {
      const [time, ...values] = saved.slice(width);
      this.#wait(stateOf(saved), saved.slice(0, width), { time: time as Millis, values });
    }
    for (const saved of state.rows(this.#schemas.history)) {
      const [number, time, ...values] = saved.slice(width);
      stateOf(saved).matcher.history.load(number as number, { time: time as Millis, values });
      this.#rows++;
      this.#timeOut(time as Millis, saved.slice(0, width));
    }
    for (const saved of state.rows(this.#schemas.runs)) {
      const [start, complete, counts] = saved.slice(width);
      const { matcher } = stateOf(saved);
      (complete === true ? matcher.complete : matcher.open).push({
        start: start as number,
        counts: counts as readonly number[],
      });
    }
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

  #take(slot: number, row: MatchedRow): void {
    const state = this.#state.at(slot);
    if (this.#waits) {
      this.#wait(state, this.#state.keyOf(slot), row);
    } else {
      this.#match(state, this.#state.keyOf(slot), row);
    }
  }

  #wait(state: MatchState, key: readonly Value[], row: MatchedRow): void {
    state.waiting.push(row);
    this.#rows++;
    if (row.time < state.earliest) {
      state.earliest = row.time;
      this.#due.push(row.time, key);
    }
  }

  /** By event time, a run that lasts too long is given up even when no row comes. */
  #timeOut(start: Millis, key: readonly Value[]): void {
    const { time, within } = this.#node;
    if (time === 'rowtime' && within !== null) {
      this.#due.push(start + within, key);
    }
  }

  #match(state: MatchState, key: readonly Value[], row: MatchedRow): void {
    const { matcher } = state;
    const before = matcher.history.length;
    matcher.accept(row, this.#rules, (run) => this.#emit(state, key, run));
    this.#rows += matcher.history.length - before;
    this.#timeOut(row.time, key);
  }

  #emit({ matcher }: MatchState, key: readonly Value[], run: Run): void {
    this.#changes.append([...key, ...this.#measures.map((measure) => measure(run, matcher.history))]);
  }

  /** Matches all rows up to `time`, partition by partition. */
  #advance(time: Millis): void {
    for (let due = this.#due.takeUntil(time); due !== undefined; due = this.#due.takeUntil(time)) {
      const slot = this.#state.ofKey(due.item);
      this.#advancePartition(this.#state.at(slot), due.item, time);
      this.#state.releaseWhenEmpty(slot);
    }
    this.#changes.flush();
  }

  #advancePartition(state: MatchState, key: readonly Value[], time: Millis): void {
    for (const row of this.#takeReady(state, key, time)) {
      this.#match(state, key, row);
    }
    if (this.#node.time === 'rowtime') {
      const before = state.matcher.history.length;
      state.matcher.advance(time, this.#rules, (run) => this.#emit(state, key, run));
      this.#rows += state.matcher.history.length - before;
    }
  }

  /** The rows up to `time`, in order; sets the timer of those that stay. */
  #takeReady(state: MatchState, key: readonly Value[], time: Millis): readonly MatchedRow[] {
    if (state.earliest > time) {
      return [];
    }
    const ready = state.waiting.filter((row) => row.time <= time);
    state.waiting = state.waiting.filter((row) => row.time > time);
    state.earliest = state.waiting.reduce((earliest, row) => Math.min(earliest, row.time), Number.POSITIVE_INFINITY);
    if (state.waiting.length > 0) {
      this.#due.push(state.earliest, key);
    }
    this.#rows -= ready.length;
    return ready.sort((a, b) => a.time - b.time || this.#compare(a.values, b.values));
  }

  #scheduleProcessingTime(): void {
    if (this.#node.time === 'rowtime' || this.#due.size === 0 || this.#timer !== null) {
      return;
    }
    const now = this.#context.clock.now();
    this.#timer = this.#context.scheduleAt(now + 1, () => {
      this.#timer = null;
      this.#advance(now);
      this.#scheduleProcessingTime();
    });
  }
}

function schemasOf(context: OperatorContext, node: MatchNode): Schemas {
  const inputTypes = context.inputTypes[0] ?? [];
  const keyed = {
    keyTypes: node.partition.map((column) => inputTypes[column] as LogicalType),
    routing: routingWithin(node.partition, context.routing(0)),
  };
  const time = types.bigint();
  return {
    waiting: { ...keyed, name: 'waiting', valueTypes: [time, ...inputTypes] },
    history: { ...keyed, name: 'rows', valueTypes: [types.bigint(), time, ...inputTypes] },
    runs: {
      ...keyed,
      name: 'runs',
      valueTypes: [types.bigint(), types.boolean(), types.array(types.int())],
    },
  };
}
