import type { Json } from '@riffle/base';
import { type Batch, takeBatchRows, types, type Value } from '@riffle/columns';
import type { SinkNode } from '@riffle/plan';
import type { ConnectorRuntime, SinkWriter } from '../connector.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { connectorContext } from './connector-context.ts';
import { makeConstraints, type RowConstraints } from './sink-constraints.ts';
import { UpsertMaterializer } from './upsert-materializer.ts';

/** The writer's own state and what is still to be committed, as JSON texts. */
const WRITER: StateSchema = { name: 'writer', keyTypes: null, valueTypes: [types.string()], shared: true };
const COMMITTABLES: StateSchema = { name: 'committables', keyTypes: null, valueTypes: [types.string()] };

/**
 * Writes changes through a connector. Rows that break the table's constraints are dropped, mended or fail the job, as
 * the plan says. Takes part in checkpoints as a two-phase commit: `prepareCommit` before the snapshot, `commit` when
 * the checkpoint is durable, and again after a restore, as nobody knows whether the first time got through.
 */
export class SinkOperator implements Operator {
  readonly #context: OperatorContext;
  readonly #node: SinkNode;
  readonly #connectors: ConnectorRuntime;
  readonly #constraints: RowConstraints | null;
  readonly #materializer: UpsertMaterializer | null;
  #writer: SinkWriter | null = null;
  #restoredState: Json | null = null;
  /** Prepared, not yet committed. */
  #committables: { readonly checkpointId: number; readonly committable: Json }[] = [];

  constructor(context: OperatorContext, node: SinkNode, connectors: ConnectorRuntime) {
    this.#context = context;
    this.#node = node;
    this.#connectors = connectors;
    this.#constraints = makeConstraints(node);
    this.#materializer = node.upsertMaterialize
      ? new UpsertMaterializer(context, node, (batch) => this.#open.write(batch))
      : null;
  }

  stateBytes(): number {
    return this.#materializer?.bytes ?? 0;
  }

  restore(state: RestoredState): void {
    this.#materializer?.restore(state);
    const states = state.rows(WRITER).map(([text]) => JSON.parse(text as string) as Json);
    this.#restoredState = states[this.#context.subtask] ?? null;
    if (states.length === 1) {
      this.#restoredState = states[0] ?? null;
    }
    this.#committables = state
      .rows(COMMITTABLES)
      .map(([text]) => ({ checkpointId: 0, committable: JSON.parse(text as string) as Json }));
  }

  async open(): Promise<void> {
    const context = { ...connectorContext(this.#context), restored: this.#restoredState };
    this.#writer = await this.#connectors.openSink(this.#node, context);
    await this.#commitUpTo(0);
  }

  processBatch(batch: Batch): void {
    const checked = this.#constraints === null ? batch : this.#enforce(batch, this.#constraints);
    if (checked.rowCount === 0) {
      return;
    }
    if (this.#materializer === null) {
      this.#open.write(checked);
    } else {
      this.#materializer.process(checked);
    }
  }

  ready(): Promise<void> | null {
    return this.#open.ready();
  }

  async prepareSnapshot(checkpointId: number): Promise<void> {
    const committable = await this.#open.prepareCommit(checkpointId);
    if (committable !== null) {
      this.#committables.push({ checkpointId, committable });
    }
  }

  snapshot(): readonly StateTable[] {
    const texts = this.#committables.map(({ committable }): Value[] => [JSON.stringify(committable)]);
    return [
      { ...WRITER, rows: [[JSON.stringify(this.#open.snapshot())]] },
      { ...COMMITTABLES, rows: texts },
      ...(this.#materializer === null ? [] : [this.#materializer.snapshot()]),
    ];
  }

  checkpointCompleted(checkpointId: number): Promise<void> {
    return this.#commitUpTo(checkpointId);
  }

  /**
   * Flushes at the end of the input. With checkpoints, what this leaves uncommitted becomes visible with the last
   * checkpoint, which the job takes once every subtask has finished.
   */
  async finished(): Promise<void> {
    await this.#open.finish();
    if (!this.#context.checkpointing) {
      await this.prepareSnapshot(1);
      await this.#commitUpTo(1);
    }
  }

  async close(): Promise<void> {
    await this.#writer?.close();
  }

  get #open(): SinkWriter {
    return this.#writer as SinkWriter;
  }

  async #commitUpTo(checkpointId: number): Promise<void> {
    const due = this.#committables.filter((entry) => entry.checkpointId <= checkpointId);
    for (const entry of due) {
      await this.#open.commit(entry.committable);
    }
    this.#committables = this.#committables.filter((entry) => !due.includes(entry));
  }

  #enforce(batch: Batch, constraints: RowConstraints): Batch {
    const mended = constraints.mend(batch);
    const rows = new Int32Array(batch.rowCount);
    let count = 0;
    for (let row = 0; row < batch.rowCount; row++) {
      if (constraints.keeps(mended, row)) {
        rows[count++] = row;
      }
    }
    return count === batch.rowCount ? mended : takeBatchRows(mended, rows, count);
  }
}
