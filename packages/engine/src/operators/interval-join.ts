import type { CancelTimer, Millis } from '@riffle/base';
import { type Batch, type LogicalType, rowAt, types, type Value, type Vector } from '@riffle/columns';
import type { IntervalJoinNode } from '@riffle/plan';
import { NotSupportedError } from '../errors.ts';
import { type CompiledRow, compileRow } from '../expressions.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { KeyedState } from '../state/keyed-state.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { readMillis } from '../time/time-column.ts';
import { TimerQueue } from '../time/timer-queue.ts';

interface Cached {
  readonly time: Millis;
  readonly row: readonly Value[];
  matched: boolean;
}

interface IntervalState {
  readonly caches: readonly [Set<Cached>, Set<Cached>];
}

type Side = 0 | 1;

/**
 * Joins rows whose times lie within bounds: right + lower ≤ left ≤ right + upper. A row is matched with what is cached
 * of the other side and cached itself as long as partners may still come; an outer row without a match is padded with
 * NULLs when that time is over. A late row still meets cached partners, and is padded at once when it finds none.
 */
export class IntervalJoinOperator implements Operator {
  readonly #context: OperatorContext;
  readonly #node: IntervalJoinNode;
  readonly #condition: CompiledRow | null;
  readonly #state: KeyedState<IntervalState>;
  readonly #changes: ChangeBuilder;
  readonly #schemas: readonly [StateSchema, StateSchema];
  readonly #expiring = new TimerQueue<{ readonly slot: number; readonly side: Side; readonly row: Cached }>();
  #timer: CancelTimer | null = null;

  constructor(context: OperatorContext, node: IntervalJoinNode) {
    if (node.type === 'semi' || node.type === 'anti') {
      throw new NotSupportedError(`${node.type} joins with time bounds`);
    }
    const left = context.inputTypes[0] ?? [];
    this.#context = context;
    this.#node = node;
    this.#condition = node.condition === null ? null : compileRow(node.condition, context);
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#state = new KeyedState<IntervalState>({
      context,
      keyTypes: node.keys.map((key) => left[key.left] as LogicalType),
      create: () => ({ caches: [new Set(), new Set()] }),
      isEmpty: ({ caches }) => caches[0].size === 0 && caches[1].size === 0,
    });
    this.#schemas = [this.#schemaOf(0), this.#schemaOf(1)];
  }

  open(): void {
    this.#scheduleProcessingTime();
  }

  processBatch(batch: Batch, input: number): void {
    const side: Side = input === 0 ? 0 : 1;
    const slots = this.#state.lookup(batch, this.#keyColumns(side));
    for (let row = 0; row < batch.rowCount; row++) {
      const time = this.#timeOf(batch, row, side);
      if (time !== null) {
        this.#processRow(slots[row] as number, side, { time, row: rowAt(batch, row), matched: false });
      }
    }
    this.#state.sweep(batch.rowCount);
    this.#changes.flush();
    this.#scheduleProcessingTime();
  }

  onWatermark(watermark: Millis): void {
    if (this.#node.time === 'rowtime') {
      this.#expire(watermark);
    }
    this.#context.output.watermark(watermark);
  }

  finish(): void {
    this.#expire(Number.POSITIVE_INFINITY);
  }

  stateBytes(): number {
    return this.#state.bytes + this.#expiring.size * (140 + this.#schemas[0].valueTypes.length * 24);
  }

  snapshot(): readonly StateTable[] {
    return ([0, 1] as const).map((side) => {
      const rows: Value[][] = [];
      this.#state.forEach(({ caches }, key) => {
        rows.push(...Array.from(caches[side], ({ time, matched, row }) => [...key, time, matched, ...row]));
      });
      return { ...this.#schemas[side], rows };
    });
  }

  restore(state: RestoredState): void {
    const width = this.#node.keys.length;
    for (const side of [0, 1] as const) {
      for (const saved of state.rows(this.#schemas[side])) {
        const [time, matched, ...row] = saved.slice(width);
        const slot = this.#state.ofKey(saved.slice(0, width));
        this.#cache(slot, side, { time: time as number, row, matched: matched === true });
      }
    }
  }

  async close(): Promise<void> {
    this.#timer?.();
  }

  #keyColumns(side: Side): readonly number[] {
    return this.#node.keys.map((key) => (side === 0 ? key.left : key.right));
  }

  #schemaOf(side: Side): StateSchema {
    const inputTypes = this.#context.inputTypes[side] ?? [];
    const columns = this.#keyColumns(side);
    return {
      name: side === 0 ? 'left' : 'right',
      keyTypes: columns.map((column) => inputTypes[column] as LogicalType),
      valueTypes: [types.bigint(), types.boolean(), ...inputTypes],
      routing: routingWithin(columns, this.#context.routing(side)),
    };
  }

  #timeOf(batch: Batch, row: number, side: Side): Millis | null {
    if (this.#node.time === 'proctime') {
      return this.#context.clock.now();
    }
    const column = side === 0 ? this.#node.leftTime : this.#node.rightTime;
    return readMillis(batch.columns[column] as Vector, row);
  }

  #processRow(slot: number, side: Side, row: Cached): void {
    const other: Side = side === 0 ? 1 : 0;
    for (const partner of this.#state.at(slot).caches[other]) {
      const [left, right] = side === 0 ? [row, partner] : [partner, row];
      if (this.#matches(left, right)) {
        row.matched = true;
        partner.matched = true;
        this.#changes.append([...left.row, ...right.row]);
      }
    }
    if (this.#lastUse(side, row.time) >= this.#now()) {
      this.#cache(slot, side, row);
    } else if (!row.matched) {
      this.#pad(side, row);
    }
  }

  #matches(left: Cached, right: Cached): boolean {
    const { lower, upper, keys } = this.#node;
    if (left.time < right.time + lower || left.time > right.time + upper) {
      return false;
    }
    if (keys.some((key) => key.filterNulls && left.row[key.left] === null)) {
      return false;
    }
    return this.#condition === null || this.#condition([...left.row, ...right.row]) === true;
  }

  /** The latest time of a partner. */
  #lastUse(side: Side, time: Millis): Millis {
    return side === 0 ? time - this.#node.lower : time + this.#node.upper;
  }

  #now(): Millis {
    return this.#node.time === 'proctime' ? this.#context.clock.now() : this.#context.currentWatermark();
  }

  #cache(slot: number, side: Side, row: Cached): void {
    this.#state.at(slot).caches[side].add(row);
    this.#expiring.push(this.#lastUse(side, row.time) + 1, { slot, side, row });
  }

  #expire(time: Millis): void {
    for (let due = this.#expiring.takeUntil(time); due !== undefined; due = this.#expiring.takeUntil(time)) {
      const { slot, side, row } = due.item;
      this.#state.at(slot).caches[side].delete(row);
      if (!row.matched) {
        this.#pad(side, row);
      }
      this.#state.releaseWhenEmpty(slot);
    }
    this.#changes.flush();
  }

  #pad(side: Side, row: Cached): void {
    const { type } = this.#node;
    const isOuter = type === 'full' || type === (side === 0 ? 'left' : 'right');
    if (isOuter) {
      const nulls = new Array<Value>(this.#context.inputTypes[side === 0 ? 1 : 0]?.length ?? 0).fill(null);
      this.#changes.append(side === 0 ? [...row.row, ...nulls] : [...nulls, ...row.row]);
    }
  }

  #scheduleProcessingTime(): void {
    if (this.#node.time === 'rowtime' || this.#expiring.size === 0 || this.#timer !== null) {
      return;
    }
    this.#timer = this.#context.scheduleAt(this.#expiring.next, () => {
      this.#timer = null;
      this.#expire(this.#context.clock.now());
      this.#scheduleProcessingTime();
    });
  }
}
