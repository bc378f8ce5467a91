import type { CancelTimer, Millis } from '@riffle/base';
import { type Batch, type LogicalType, RowKind, types, type Value, type VectorBuilder, valueAt } from '@riffle/columns';
import { durationMillis, type GroupAggregateNode } from '@riffle/plan';
import { AggregateSet, isRetraction } from '../aggregates/aggregate-set.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { sameValue } from '../rows/row-key.ts';
import { KeyIndex } from '../state/key-index.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { TimeToLive } from '../state/ttl.ts';

/** After every row; net changes per mini-batch of so many rows, or so many milliseconds after its first; one row per group. */
type Emission =
  | { readonly kind: 'row' }
  | { readonly kind: 'mini-batch'; readonly size: number; readonly latency: Millis }
  | { readonly kind: 'end' };

/**
 * GROUP BY without windows. A group's first row gives +I; later rows give -U/+U when a value changed, or always when
 * state may expire (the consumer must be kept alive too); when the last row of a group is taken back, -D and the state
 * goes. A global aggregate (no grouping columns) keeps its group after full retraction. Retractions for unknown groups
 * are ignored.
 */
export class GroupAggregateOperator implements Operator {
  readonly #context: OperatorContext;
  readonly #node: GroupAggregateNode;
  readonly #aggregates: AggregateSet;
  readonly #keys: KeyIndex;
  readonly #ttl: TimeToLive;
  readonly #changes: ChangeBuilder;
  readonly #schema: StateSchema;
  readonly #emission: Emission;
  /** Rows in each group; only their being above 0 matters where nothing is taken back. */
  readonly #rowCounts: number[] = [];
  /** Whether the group has been emitted, and the values it was emitted with, by call and slot. */
  readonly #isEmitted: boolean[] = [];
  readonly #emitted: Value[][];
  #slots = new Int32Array(0);
  /** Groups the mini-batch has changed, and the rows it holds. */
  readonly #touched = new Set<number>();
  #bundled = 0;
  #bundleTimer: CancelTimer | null = null;

  constructor(context: OperatorContext, node: GroupAggregateNode) {
    const inputTypes = context.inputTypes[0] ?? [];
    const keyTypes = node.grouping.map((column) => inputTypes[column] as LogicalType);
    this.#context = context;
    this.#node = node;
    this.#aggregates = new AggregateSet({ calls: node.calls, inputTypes, retracting: node.retracting, context });
    this.#keys = new KeyIndex(keyTypes);
    this.#ttl = new TimeToLive(context.mode === 'batch' ? 0 : node.stateTtl, () => context.clock.now());
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#emitted = node.calls.map(() => []);
    this.#emission = emissionOf(context);
    this.#schema = {
      name: 'groups',
      keyTypes,
      valueTypes: [types.bigint(), types.boolean(), types.bigint(), ...this.#aggregates.stateTypes],
      routing: routingWithin(node.grouping, context.routing(0)),
    };
  }

  processBatch(batch: Batch): void {
    if (this.#slots.length < batch.rowCount) {
      this.#slots = new Int32Array(batch.rowCount);
    }
    if (this.#emission.kind === 'end' && batch.kinds === null) {
      this.#keys.lookup(batch, this.#node.grouping, this.#slots, (slot) => this.#createGroup(slot));
      this.#aggregates.countBatch(batch, this.#slots, false);
      for (let row = 0; row < batch.rowCount; row++) {
        const slot = this.#slots[row] as number;
        this.#rowCounts[slot] = (this.#rowCounts[slot] as number) + 1;
      }
      return;
    }
    this.#aggregates.prepare(batch);
    this.#processRows(batch);
    this.#changes.flush();
  }

  onWatermark(watermark: Millis): void {
    this.#endBundle();
    this.#context.output.watermark(watermark);
  }

  async close(): Promise<void> {
    this.#bundleTimer?.();
  }

  finish(): void {
    if (this.#emission.kind !== 'end') {
      this.#endBundle();
      return;
    }
    if (this.#node.grouping.length === 0) {
      this.#keys.findOrAdd([], (slot) => this.#createGroup(slot));
    }
    this.#keys.forEach((slot) => {
      if (this.#rowCounts[slot] !== 0 || this.#node.grouping.length === 0) {
        this.#appendInsert(slot);
      }
    });
    this.#changes.flush();
  }

  stateBytes(): number {
    return this.#keys.bytes + this.#aggregates.bytes(this.#keys.size) + this.#keys.size * 24;
  }

  snapshot(): readonly StateTable[] {
    this.#endBundle();
    const rows: Value[][] = [];
    this.#keys.forEach((slot, key) => {
      if (!this.#ttl.isExpired(slot)) {
        const { emitted, count, writtenAt } = {
          emitted: this.#isEmitted[slot] ?? false,
          count: this.#rowCounts[slot] as number,
          writtenAt: this.#ttl.writtenAt(slot),
        };
        rows.push([...key, count, emitted, writtenAt, ...this.#aggregates.save(slot)]);
      }
    });
    return [{ ...this.#schema, rows }];
  }

  restore(state: RestoredState): void {
    const width = this.#node.grouping.length;
    for (const row of state.rows(this.#schema)) {
      const slot = this.#keys.findOrAdd(row.slice(0, width), (created) => this.#createGroup(created));
      this.#rowCounts[slot] = row[width] as number;
      this.#aggregates.load(slot, row.slice(width + 3));
      this.#ttl.set(slot, row[width + 2] as number);
      if (row[width + 1] === true) {
        this.#rememberEmitted(slot);
      }
    }
  }

  #endBundle(): void {
    if (this.#emission.kind === 'mini-batch') {
      this.#emitBundle();
      this.#changes.flush();
    }
  }

  /** Group by group in row order: a slot may be released by one row and taken by the next. */
  #processRows(batch: Batch): void {
    const plain = batch.kinds === null && !this.#ttl.enabled;
    if (plain) {
      this.#keys.lookup(batch, this.#node.grouping, this.#slots, (slot) => this.#createGroup(slot));
      for (let row = 0; row < batch.rowCount; row++) {
        this.#processRow(this.#slots[row] as number, row, false);
      }
      return;
    }
    for (let row = 0; row < batch.rowCount; row++) {
      const retract = isRetraction(batch, row);
      const slot = this.#groupOfRow(batch, row, retract);
      if (slot !== -1) {
        this.#processRow(slot, row, retract);
      }
    }
  }

  /** The row's group; -1 for a retraction of a group that is not known. */
  #groupOfRow(batch: Batch, row: number, retract: boolean): number {
    const key = this.#keyOfRow(batch, row);
    const known = this.#keys.find(key);
    if (known !== -1 && this.#ttl.isExpired(known)) {
      this.#forget(known);
    } else if (known !== -1) {
      return known;
    }
    if (retract) {
      return -1;
    }
    return this.#keys.findOrAdd(key, (slot) => this.#createGroup(slot));
  }

  #keyOfRow(batch: Batch, row: number): Value[] {
    return this.#node.grouping.map((column) => {
      const vector = batch.columns[column];
      return vector === undefined ? null : valueAt(vector, row);
    });
  }

  #processRow(slot: number, row: number, retract: boolean): void {
    this.#aggregates.countRow(slot, row, retract);
    this.#rowCounts[slot] = (this.#rowCounts[slot] as number) + (retract ? -1 : 1);
    this.#ttl.touch(slot);
    if (this.#emission.kind === 'row') {
      this.#emitGroup(slot);
    } else {
      this.#touched.add(slot);
      this.#countTowardsBundle();
    }
  }

  /** The mini-batch ends with its last row, with its time, with a watermark, or with a checkpoint. */
  #countTowardsBundle(): void {
    if (this.#emission.kind !== 'mini-batch') {
      return;
    }
    this.#bundled++;
    if (this.#bundled >= this.#emission.size) {
      this.#emitBundle();
    } else if (this.#bundleTimer === null) {
      const due = this.#context.clock.now() + this.#emission.latency;
      this.#bundleTimer = this.#context.scheduleAt(due, () => {
        this.#emitBundle();
        this.#changes.flush();
      });
    }
  }

  #emitBundle(): void {
    this.#bundleTimer?.();
    this.#bundleTimer = null;
    this.#bundled = 0;
    for (const slot of [...this.#touched]) {
      this.#emitGroup(slot);
    }
    this.#touched.clear();
  }

  /** Brings what was emitted of a group up to date. */
  #emitGroup(slot: number): void {
    const isGone = this.#node.retracting && this.#rowCounts[slot] === 0 && this.#node.grouping.length > 0;
    if (isGone) {
      if (this.#isEmitted[slot]) {
        this.#appendEmitted(slot, RowKind.delete);
      }
      this.#forget(slot);
    } else if (!this.#isEmitted[slot]) {
      this.#appendInsert(slot);
    } else if (this.#ttl.enabled || this.#hasChanged(slot)) {
      if (this.#node.generateUpdateBefore) {
        this.#appendEmitted(slot, RowKind.updateBefore);
      }
      this.#rememberEmitted(slot);
      this.#appendEmitted(slot, RowKind.updateAfter);
    }
  }

  #appendInsert(slot: number): void {
    this.#rememberEmitted(slot);
    this.#appendEmitted(slot, RowKind.insert);
  }

  #hasChanged(slot: number): boolean {
    for (let call = 0; call < this.#emitted.length; call++) {
      const before = (this.#emitted[call] as Value[])[slot] as Value;
      if (!sameValue(before, this.#aggregates.result(slot, call))) {
        return true;
      }
    }
    return false;
  }

  #rememberEmitted(slot: number): void {
    this.#isEmitted[slot] = true;
    for (let call = 0; call < this.#emitted.length; call++) {
      (this.#emitted[call] as Value[])[slot] = this.#aggregates.result(slot, call);
    }
  }

  #appendEmitted(slot: number, kind: RowKind): void {
    const { columns } = this.#changes.builder;
    const keyWidth = this.#node.grouping.length;
    for (let i = 0; i < keyWidth; i++) {
      (columns[i] as VectorBuilder).append(this.#keys.keyColumn(i)[slot] as Value);
    }
    for (let call = 0; call < this.#emitted.length; call++) {
      (columns[keyWidth + call] as VectorBuilder).append((this.#emitted[call] as Value[])[slot] as Value);
    }
    this.#changes.endRow(kind);
  }

  #createGroup(slot: number): void {
    this.#aggregates.reset(slot);
    this.#rowCounts[slot] = 0;
    this.#isEmitted[slot] = false;
    this.#ttl.touch(slot);
  }

  #forget(slot: number): void {
    this.#aggregates.reset(slot);
    this.#touched.delete(slot);
    this.#keys.release(slot);
  }
}

function emissionOf(context: OperatorContext): Emission {
  if (context.mode === 'batch') {
    return { kind: 'end' };
  }
  const size = Number(context.settings['table.exec.mini-batch.size'] ?? -1);
  const latency = durationMillis(context.settings['table.exec.mini-batch.allow-latency'] ?? '') ?? 0;
  const isOn = context.settings['table.exec.mini-batch.enabled'] === 'true' && size > 0 && latency > 0;
  return isOn ? { kind: 'mini-batch', size, latency } : { kind: 'row' };
}
