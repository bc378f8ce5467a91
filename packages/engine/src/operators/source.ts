import type { Json } from '@riffle/base';
import { types } from '@riffle/columns';
import type { SourceNode } from '@riffle/plan';
import type { ConnectorRuntime, SourceReader } from '../connector.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import type { SourceHead } from '../runtime/subtask.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { connectorContext } from './connector-context.ts';

/** One row per subtask: the reader's position as JSON text. */
const POSITION: StateSchema = { name: 'position', keyTypes: null, valueTypes: [types.string()], shared: true };

export interface SourceEnvironment {
  readonly connectors: ConnectorRuntime;
  readonly batchSize: number;
}

/**
 * Reads a table through its connector. Rows of a split stay in order. The state is what the reader gives as its
 * position.
 */
export class SourceOperator implements Operator, SourceHead {
  readonly #context: OperatorContext;
  readonly #node: SourceNode;
  readonly #environment: SourceEnvironment;
  readonly #split: { current: string | null };
  readonly #opened = new Set<string>();
  #restored: Json | null = null;
  #reader: SourceReader | null = null;

  constructor(
    context: OperatorContext,
    node: SourceNode,
    environment: SourceEnvironment,
    split: { current: string | null },
  ) {
    this.#context = context;
    this.#node = node;
    this.#environment = environment;
    this.#split = split;
  }

  restore(state: RestoredState): void {
    const positions = state.rows(POSITION).map(([text]) => JSON.parse(text as string) as Json);
    this.#restored = mergePositions(positions);
  }

  async open(): Promise<void> {
    const context = { ...connectorContext(this.#context), restored: this.#restored };
    this.#reader = await this.#environment.connectors.openSource(this.#node, context);
  }

  poll(): 'emitted' | 'pending' | 'finished' {
    const reader = this.#reader as SourceReader;
    this.#announceSplits(reader);
    const polled = reader.poll(this.#environment.batchSize);
    switch (polled.kind) {
      case 'batch':
        this.#announce(polled.split);
        this.#split.current = polled.split;
        this.#context.output.emit(polled.batch);
        return 'emitted';
      case 'split-finished':
        this.#announce(polled.split);
        this.#context.output.split({ kind: 'finished', split: polled.split });
        return 'emitted';
      case 'pending':
        return 'pending';
      case 'finished':
        return 'finished';
    }
  }

  available(): Promise<void> {
    return (this.#reader as SourceReader).available();
  }

  processBatch(): void {
    throw new Error('a source takes no rows');
  }

  snapshot(): readonly StateTable[] {
    return [{ ...POSITION, rows: [[JSON.stringify(this.#reader?.snapshot() ?? null)]] }];
  }

  async close(): Promise<void> {
    await this.#reader?.close();
  }

  #announceSplits(reader: SourceReader): void {
    for (const split of reader.splits()) {
      this.#announce(split);
    }
  }

  #announce(split: string): void {
    if (!this.#opened.has(split)) {
      this.#opened.add(split);
      this.#context.output.split({ kind: 'opened', split });
    }
  }
}

/**
 * The positions of several readers as one, for a reader at another parallelism: objects are merged key by key, two
 * levels deep (`{ "splits": { "shard-1": … } }`). Readers leave out splits that are not theirs.
 */
export function mergePositions(positions: readonly Json[]): Json | null {
  if (positions.length <= 1) {
    return positions[0] ?? null;
  }
  const merged: Record<string, Json> = {};
  for (const position of positions) {
    for (const [key, value] of Object.entries(isObject(position) ? position : {})) {
      const before = merged[key];
      merged[key] = before !== undefined && isObject(before) && isObject(value) ? { ...before, ...value } : value;
    }
  }
  return merged;
}

function isObject(json: Json): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
