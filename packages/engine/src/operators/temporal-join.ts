import type { Millis } from '@riffle/base';
import {
  type Batch,
  kindAt,
  type LogicalType,
  type RowKind,
  rowAt,
  types,
  type Value,
  type Vector,
} from '@riffle/columns';
import type { TemporalJoinNode } from '@riffle/plan';
import { isRetraction } from '../aggregates/aggregate-set.ts';
import { type CompiledRow, compileRow } from '../expressions.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { KeyedState } from '../state/keyed-state.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { readMillis } from '../time/time-column.ts';
import { TimerQueue } from '../time/timer-queue.ts';

interface Probe {
  readonly time: Millis;
  readonly kind: RowKind;
  readonly row: readonly Value[];
}

/** What was true from `time` on; null after a delete. */
interface Version {
  readonly time: Millis;
  row: readonly Value[] | null;
}

interface TemporalState {
  probes: Probe[];
  /** Ascending by time. */
  versions: Version[];
}

/**
 * Joins left rows with the version of the right row that was valid at their time. By event time left rows wait for the
 * watermark of both sides and come out in order of time; older versions go once no waiting row can ask for them. By
 * processing time the latest version counts at once. Keeps the kind of the left row.
 */
export class TemporalJoinOperator implements Operator {
  readonly #context: OperatorContext;
  readonly #node: TemporalJoinNode;
  readonly #state: KeyedState<TemporalState>;
  readonly #changes: ChangeBuilder;
  readonly #condition: CompiledRow | null;
  readonly #padding: readonly Value[];
  readonly #due = new TimerQueue<number>();
  readonly #schemas: { readonly left: StateSchema; readonly right: StateSchema };
  #rows = 0;

  constructor(context: OperatorContext, node: TemporalJoinNode) {
    const [left = [], right = []] = context.inputTypes;
    this.#context = context;
    this.#node = node;
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#condition = node.condition === null ? null : compileRow(node.condition, context);
    this.#padding = new Array<Value>(right.length).fill(null);
    this.#state = new KeyedState<TemporalState>({
      context,
      keyTypes: node.keys.map((key) => left[key.left] as LogicalType),
      create: () => ({ probes: [], versions: [] }),
      isEmpty: ({ probes, versions }) => probes.length === 0 && versions.length === 0,
    });
    const schema = (
      name: string,
      rowTypes: readonly LogicalType[],
      keys: readonly number[],
      input: number,
    ): StateSchema => ({
      name,
      keyTypes: keys.map((column) => rowTypes[column] as LogicalType),
      valueTypes: [types.bigint(), types.int(), ...rowTypes],
      routing: routingWithin(keys, context.routing(input)),
    });
    this.#schemas = {
      left: schema(
        'left',
        left,
        node.keys.map((key) => key.left),
        0,
      ),
      right: schema(
        'right',
        right,
        node.keys.map((key) => key.right),
        1,
      ),
    };
  }

  processBatch(batch: Batch, input: number): void {
    const keys = this.#node.keys.map((key) => (input === 0 ? key.left : key.right));
    const slots = this.#state.lookup(batch, keys);
    for (let row = 0; row < batch.rowCount; row++) {
      const slot = slots[row] as number;
      if (input === 1) {
        this.#addVersion(this.#state.at(slot), batch, row);
      } else {
        this.#addProbe(slot, batch, row);
      }
    }
    this.#state.sweep(batch.rowCount);
    this.#changes.flush();
  }

  onWatermark(watermark: Millis): void {
    for (let due = this.#due.takeUntil(watermark); due !== undefined; due = this.#due.takeUntil(watermark)) {
      if (this.#state.isLive(due.item)) {
        this.#emitUpTo(due.item, watermark);
      }
    }
    this.#changes.flush();
    this.#context.output.watermark(watermark);
  }

  stateBytes(): number {
    return this.#state.bytes + this.#rows * (72 + this.#schemas.left.valueTypes.length * 24);
  }

  snapshot(): readonly StateTable[] {
    const left: Value[][] = [];
    const right: Value[][] = [];
    this.#state.forEach(({ probes, versions }, key) => {
      left.push(...probes.map(({ time, kind, row }) => [...key, time, kind, ...row]));
      right.push(...versions.map(({ time, row }) => [...key, time, row === null ? 1 : 0, ...(row ?? this.#padding)]));
    });
    return [
      { ...this.#schemas.left, rows: left },
      { ...this.#schemas.right, rows: right },
    ];
  }

  restore(state: RestoredState): void {
    const width = this.#node.keys.length;
    for (const saved of state.rows(this.#schemas.left)) {
      const [time, kind, ...row] = saved.slice(width);
      const slot = this.#state.ofKey(saved.slice(0, width));
      this.#wait(slot, { time: time as number, kind: kind as RowKind, row });
    }
    for (const saved of state.rows(this.#schemas.right)) {
      const [time, isDeleted, ...row] = saved.slice(width);
      const { versions } = this.#state.at(this.#state.ofKey(saved.slice(0, width)));
      versions.push({ time: time as number, row: isDeleted === 1 ? null : row });
      this.#rows++;
    }
  }

  #addProbe(slot: number, batch: Batch, row: number): void {
    const probe = { time: 0, kind: kindAt(batch, row), row: rowAt(batch, row) };
    if (this.#node.time === 'proctime') {
      this.#emitJoined(probe, this.#state.at(slot).versions.at(-1)?.row ?? null);
      return;
    }
    const time = readMillis(batch.columns[this.#node.leftTime] as Vector, row);
    if (time !== null) {
      this.#wait(slot, { ...probe, time });
    }
  }

  #wait(slot: number, probe: Probe): void {
    this.#state.at(slot).probes.push(probe);
    this.#due.push(probe.time, slot);
    this.#rows++;
  }

  #addVersion(state: TemporalState, batch: Batch, row: number): void {
    const isEventTime = this.#node.time === 'rowtime';
    const time = isEventTime ? readMillis(batch.columns[this.#node.rightTime] as Vector, row) : 0;
    if (time === null) {
      return;
    }
    const content = isRetraction(batch, row) ? null : rowAt(batch, row);
    const at = state.versions.findLastIndex((version) => version.time <= time);
    const known = state.versions[at];
    if (known !== undefined && known.time === time) {
      known.row = content;
    } else {
      state.versions.splice(at + 1, 0, { time, row: content });
      this.#rows++;
    }
    if (!isEventTime && content === null) {
      state.versions = [];
    }
  }

  #emitUpTo(slot: number, watermark: Millis): void {
    const state = this.#state.at(slot);
    const due = state.probes.filter((probe) => probe.time <= watermark).sort((a, b) => a.time - b.time);
    if (due.length === 0) {
      return;
    }
    for (const probe of due) {
      const version = state.versions.findLast((each) => each.time <= probe.time);
      this.#emitJoined(probe, version?.row ?? null);
    }
    state.probes = state.probes.filter((probe) => probe.time > watermark);
    const valid = state.versions.findLastIndex((version) => version.time <= watermark);
    this.#rows -= due.length + Math.max(0, valid);
    state.versions = valid > 0 ? state.versions.slice(valid) : state.versions;
  }

  #emitJoined(probe: Probe, version: readonly Value[] | null): void {
    const hasNullKey = this.#node.keys.some((key) => key.filterNulls && probe.row[key.left] === null);
    const joined = version === null || hasNullKey ? null : [...probe.row, ...version];
    if (joined !== null && (this.#condition === null || this.#condition(joined) === true)) {
      this.#changes.append(joined, probe.kind);
    } else if (this.#node.type === 'left') {
      this.#changes.append([...probe.row, ...this.#padding], probe.kind);
    }
  }
}
