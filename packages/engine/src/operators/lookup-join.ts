import type { Millis } from '@riffle/base';
import { type Batch, kindAt, rowAt, type Value } from '@riffle/columns';
import type { LookupJoinNode } from '@riffle/plan';
import type { ConnectorRuntime, LookupReader, LookupRows } from '../connector.ts';
import { NotSupportedError } from '../errors.ts';
import { type CompiledRow, compileRow } from '../expressions.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { connectorContext } from './connector-context.ts';

const NO_ROWS: LookupRows = [];

/**
 * Asks a table for the rows that match each left row as it comes. Answers may come later; what follows, watermarks too,
 * waits its turn, so order is kept. No state: `prepareSnapshot` lets open questions be answered first. Keeps the kind
 * of the left row.
 */
export class LookupJoinOperator implements Operator {
  readonly #context: OperatorContext;
  readonly #node: LookupJoinNode;
  readonly #connectors: ConnectorRuntime;
  readonly #keys: readonly CompiledRow[];
  readonly #preFilter: CompiledRow | null;
  readonly #condition: CompiledRow | null;
  readonly #changes: ChangeBuilder;
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
  }

  async open(): Promise<void> {
    if (this.#connectors.openLookup === undefined) {
      throw new NotSupportedError(`looking rows up in a table of the connector ${this.#node.connector}`);
    }
    this.#reader = await this.#connectors.openLookup(this.#node, connectorContext(this.#context));
  }

  processBatch(batch: Batch): void {
    const rows = Array.from({ length: batch.rowCount }, (_, i) => rowAt(batch, i));
    const answers = rows.map((row) => this.#ask(row));
    const emit = (found: readonly LookupRows[]): void => {
      found.forEach((right, i) => {
        this.#append(rows[i] as readonly Value[], right, batch, i);
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

  async close(): Promise<void> {
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

  #append(left: readonly Value[], right: LookupRows, batch: Batch, row: number): void {
    const joined = right.map((each) => [...left, ...each]);
    const condition = this.#condition;
    const kept = condition === null ? joined : joined.filter((each) => condition(each) === true);
    for (const each of kept) {
      this.#changes.append(each, kindAt(batch, row));
    }
    if (kept.length === 0 && this.#node.type === 'left') {
      const padding = new Array<Value>(this.#context.outputTypes.length - left.length).fill(null);
      this.#changes.append([...left, ...padding], kindAt(batch, row));
    }
  }
}
