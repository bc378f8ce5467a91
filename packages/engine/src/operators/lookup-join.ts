import type { Millis } from '@riffle/base';
import { type Batch, kindAt, rowAt, type Value } from '@riffle/columns';
import type { LookupJoinNode } from '@riffle/plan';
import { isRetraction } from '../aggregates/aggregate-set.ts';
import type { ConnectorRuntime, LookupReader, LookupRows } from '../connector.ts';
import { NotSupportedError } from '../errors.ts';
import { type CompiledRow, compileRow } from '../expressions.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import type { RestoredState, StateTable } from '../state/state-table.ts';
import { connectorContext } from './connector-context.ts';
import { FoundRows } from './found-rows.ts';

const NO_ROWS: LookupRows = [];

/**
 * Asks a table for the rows that match each left row as it comes. Answers may come later; what follows, watermarks too,
 * waits its turn, so order is kept. `prepareSnapshot` lets open questions be answered first, so these are no state; what
 * was found is, where the plan wants it back when its row is taken back. Keeps the kind of the left row.
 */
export class LookupJoinOperator implements Operator {
  readonly #context: OperatorContext;
  readonly #node: LookupJoinNode;
  readonly #connectors: ConnectorRuntime;
  readonly #keys: readonly CompiledRow[];
  readonly #preFilter: CompiledRow | null;
  readonly #condition: CompiledRow | null;
  readonly #changes: ChangeBuilder;
  readonly #kept: FoundRows | null;
  #reader: LookupReader | null = null;
  /** Settles when all earlier answers are out; null when none is open. */
  #open: Promise<void> | null = null;

  constructor(context: OperatorContext, node: LookupJoinNode, connectors: ConnectorRuntime) {
    this.#context = context;
    this.#node = node;
    this.#connectors = connectors;
    this.#keys = node.keys.map((key) => compileRow(key.value, context));
    this.#preFilter = node.preFilter === null ? null : compileRow(node.preFilter, context);
    this.#condition = node.condition === null ? null : compileRow(node.condition, context);
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    const width = context.inputTypes[0]?.length ?? 0;
    const { materialize } = node;
    this.#kept =
      materialize === undefined ? null : new FoundRows(context, materialize, context.outputTypes.slice(width));
  }

  async open(): Promise<void> {
    if (this.#connectors.openLookup === undefined) {
      throw new NotSupportedError(`looking rows up in a table of the connector ${this.#node.connector}`);
    }
    this.#reader = await this.#connectors.openLookup(this.#node, connectorContext(this.#context));
  }

  processBatch(batch: Batch): void {
    const rows = Array.from({ length: batch.rowCount }, (_, i) => rowAt(batch, i));
    const answers = rows.map((row, i) => (this.#isKept(batch, i) ? NO_ROWS : this.#ask(row)));
    const emit = (found: readonly LookupRows[]): void => {
      found.forEach((right, i) => {
        this.#join(rows[i] as readonly Value[], right, batch, i);
      });
      this.#changes.flush();
    };
    if (answers.some((answer) => answer instanceof Promise)) {
      this.#after(async () => emit(await Promise.all(answers)));
    } else {
      this.#after(() => emit(answers as LookupRows[]));
    }
  }

  onWatermark(watermark: Millis): void {
    this.#after(() => this.#context.output.watermark(watermark));
  }

  ready(): Promise<void> | null {
    return this.#open;
  }

  prepareSnapshot(): Promise<void> {
    return this.#open ?? Promise.resolve();
  }

  finished(): Promise<void> {
    return this.#open ?? Promise.resolve();
  }

  snapshot(): readonly StateTable[] {
    return this.#kept === null ? [] : [this.#kept.snapshot()];
  }

  restore(state: RestoredState): void {
    this.#kept?.restore(state);
  }

  stateBytes(): number {
    return this.#kept?.bytes ?? 0;
  }

  async close(): Promise<void> {
    this.#kept?.close();
    await this.#reader?.close();
  }

  #ask(row: readonly Value[]): LookupRows | Promise<LookupRows> {
    const key = this.#keys.map((evaluate) => evaluate(row));
    if (key.includes(null) || (this.#preFilter !== null && this.#preFilter(row) !== true)) {
      return NO_ROWS;
    }
    return (this.#reader as LookupReader).lookup(key);
  }

  /** Runs `act` behind everything that is still open: at once when nothing is. */
  #after(act: () => void | Promise<void>): void {
    const before = this.#open;
    const done = before === null ? act() : before.then(act);
    if (!(done instanceof Promise)) {
      return;
    }
    const open = done.then(() => {
      if (this.#open === open) {
        this.#open = null;
      }
    });
    // A failure stays in `#open`, where whoever asks next finds it; this keeps it from also counting as unhandled.
    open.catch(() => undefined);
    this.#open = open;
  }

  /** The row takes back one whose partners were kept. */
  #isKept(batch: Batch, row: number): boolean {
    return this.#kept !== null && isRetraction(batch, row);
  }

  #join(left: readonly Value[], right: LookupRows, batch: Batch, row: number): void {
    const partners = this.#isKept(batch, row) ? this.#kept?.take(batch, row) : this.#partners(left, right);
    if (partners === undefined) {
      return;
    }
    if (!isRetraction(batch, row)) {
      this.#kept?.keep(batch, row, partners);
    }
    for (const partner of partners) {
      this.#changes.append([...left, ...partner], kindAt(batch, row));
    }
  }

  /** What of the answer goes with the left row: NULLs when an outer join has nothing else. */
  #partners(left: readonly Value[], right: LookupRows): LookupRows {
    const condition = this.#condition;
    const kept = condition === null ? right : right.filter((each) => condition([...left, ...each]) === true);
    const isPadded = kept.length === 0 && this.#node.type === 'left';
    return isPadded ? [new Array<Value>(this.#context.outputTypes.length - left.length).fill(null)] : kept;
  }
}
