/** The connector of a case's tables: rows in memory, with their kinds, in splits. A written table only notes changes. */
import type { Json } from '@riffle/base';
import { type Batch, batchOf, ROW_KIND_NAMES, type RowKind, type Value } from '@riffle/columns';
import type { ConnectorContext, ConnectorRuntime, SinkWriter, SourcePoll, SourceReader } from '@riffle/engine';
import { type ConnectorDefinition, insertOnly, retract, type SourceNode, upsert } from '@riffle/plan';
import type { TableModel } from '../model/model.ts';
import { CONNECTOR } from '../model/sql-text.ts';

const MODES = { append: insertOnly, retract, upsert };

export const oracleDefinition: ConnectorDefinition = {
  identifier: CONNECTOR,
  description: 'Rows of a generated case.',
  options: [{ key: 'changes', type: 'string', required: true, description: 'append, retract or upsert' }],
  usesFormat: false,
  metadata: [],
  source: ({ options }) => ({
    changelog: MODES[options['changes'] as keyof typeof MODES],
    bounded: false,
    watermarkPerSplit: true,
  }),
  sink: () => ({ changelog: upsert }),
};

/** How many rows each split of each table gives before it waits; null when all of them and then the end. */
export type StopPoints = ReadonlyMap<string, readonly number[]> | null;

type Opening = ConnectorContext & { readonly restored: Json | null };

/** Tables in memory. With stop points, `allStopped` settles when every reader has given what it may. */
export class OracleRuntime implements ConnectorRuntime {
  readonly allStopped: Promise<void>;
  readonly #tables: readonly TableModel[];
  readonly #stops: StopPoints;
  readonly #onWritten: (batch: Batch) => void;
  #opened = 0;
  #stopped = 0;
  #announce: () => void = () => undefined;

  constructor(tables: readonly TableModel[], stops: StopPoints, onWritten: (batch: Batch) => void) {
    this.#onWritten = onWritten;
    this.#tables = tables;
    this.#stops = stops;
    this.allStopped = new Promise((resolve) => {
      this.#announce = resolve;
    });
  }

  openSource(node: SourceNode, context: Opening): SourceReader {
    const table = this.#tables.find(({ name }) => name === node.table.object);
    if (table === undefined) {
      throw new Error(`the plan reads ${node.table.object}, which is no table of the case`);
    }
    this.#opened++;
    const stops = this.#stops === null ? null : (this.#stops.get(table.name) ?? []);
    return new Reader({ table, node, context, stops, onStopped: () => this.#oneStopped() });
  }

  /** Notes every change at once: a result is not written over a restore. */
  openSink(): SinkWriter {
    return {
      write: this.#onWritten,
      ready: () => null,
      prepareCommit: () => Promise.resolve(null),
      commit: () => Promise.resolve(),
      snapshot: () => null,
      finish: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
  }

  #oneStopped(): void {
    this.#stopped++;
    if (this.#stopped === this.#opened) {
      this.#announce();
    }
  }
}

interface ReaderParts {
  readonly table: TableModel;
  readonly node: SourceNode;
  readonly context: Opening;
  readonly stops: readonly number[] | null;
  readonly onStopped: () => void;
}

class Reader implements SourceReader {
  readonly #parts: ReaderParts;
  /** Numbers of the splits this subtask reads, with the position in each. */
  readonly #positions = new Map<number, number>();
  readonly #finished = new Set<number>();
  #hasStopped = false;
  #turn = 0;

  constructor(parts: ReaderParts) {
    const { subtask, parallelism, restored } = parts.context;
    const saved = (restored as { splits?: Record<string, number> } | null)?.splits ?? {};
    this.#parts = parts;
    parts.table.splits.forEach((_, i) => {
      if (i % parallelism === subtask) {
        this.#positions.set(i, saved[String(i)] ?? 0);
      }
    });
  }

  splits(): readonly string[] {
    return this.#open().map(String);
  }

  poll(maxRows: number): SourcePoll {
    const { table, stops } = this.#parts;
    const open = this.#open();
    for (let i = 0; i < open.length; i++) {
      const split = open[this.#turn++ % open.length] as number;
      const rows = table.splits[split] ?? [];
      const from = this.#positions.get(split) ?? 0;
      const to = Math.min(from + maxRows, stops === null ? rows.length : (stops[split] ?? rows.length));
      if (to > from) {
        this.#positions.set(split, to);
        return { kind: 'batch', split: String(split), batch: this.#batch(rows.slice(from, to)) };
      }
      if (stops === null) {
        this.#finished.add(split);
        return { kind: 'split-finished', split: String(split) };
      }
    }
    return stops === null ? { kind: 'finished' } : { kind: 'pending' };
  }

  available(): Promise<void> {
    if (!this.#hasStopped) {
      this.#hasStopped = true;
      this.#parts.onStopped();
    }
    return new Promise(() => undefined);
  }

  snapshot(): Json {
    return { splits: Object.fromEntries(this.#positions) };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #open(): number[] {
    return [...this.#positions.keys()].filter((split) => !this.#finished.has(split));
  }

  #batch(changes: TableModel['splits'][number]): Batch {
    const { node, table } = this.#parts;
    const columns = node.projection.map((position) => {
      const name = node.physicalColumns[position]?.name;
      return table.columns.findIndex((column) => column.name === name);
    });
    return batchOf(
      node.output.map(({ type }) => type),
      changes.map(({ row }) => columns.map((column) => (row[column] ?? null) as Value)),
      changes.map(({ op }) => ROW_KIND_NAMES.indexOf(op) as RowKind),
    );
  }
}
