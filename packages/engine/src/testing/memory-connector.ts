import type { Json } from '@riffle/base';
import {
  type Batch,
  batchOf,
  type LogicalType,
  newArrays,
  ROW_KIND_NAMES,
  type RowKind,
  type RowKindName,
  type Value,
  type VectorArrays,
  type VectorValues,
} from '@riffle/columns';
import type { SinkNode, SourceNode } from '@riffle/plan';
import type {
  ConnectorContext,
  ConnectorRuntime,
  LookupRows,
  SinkWriter,
  SourcePoll,
  SourceReader,
} from '../connector.ts';

/** A row with what it does: `['+U', 'a', 1]`; a row without a kind is an insert. */
export type TestRow = readonly Value[] | readonly [RowKindName, ...Value[]];

export interface MemoryTable {
  /** Rows by split. */
  readonly splits: Readonly<Record<string, readonly TestRow[]>>;
  /** False: after the last row the source waits instead of ending. */
  readonly bounded?: boolean;
}

/** A table of one split. */
export function tableOf(...rows: TestRow[]): MemoryTable {
  return { splits: { only: rows } };
}

const KINDS = new Map<Value, RowKind>(ROW_KIND_NAMES.map((name, i) => [name, i as RowKind]));

/**
 * Tables and sinks in memory. With `stopAfter`, no source gives more than that many rows of a split: it then waits,
 * and `reached` settles, so that a test can take a checkpoint at a known place.
 */
export class MemoryConnectors implements ConnectorRuntime {
  readonly written: string[] = [];
  /** Ids of what has been committed: a commit that is repeated does nothing. */
  readonly committed: Set<string>;
  readonly #tables: Readonly<Record<string, MemoryTable>>;
  readonly #stopAfter: number;
  #waiting = 0;
  #readers = 0;
  #reach: () => void = () => undefined;
  readonly reached: Promise<void>;

  constructor(
    tables: Readonly<Record<string, MemoryTable>>,
    stopAfter = Number.POSITIVE_INFINITY,
    committed = new Set<string>(),
  ) {
    this.#tables = tables;
    this.committed = committed;
    this.#stopAfter = stopAfter;
    this.reached = new Promise((resolve) => {
      this.#reach = resolve;
    });
  }

  openSource(node: SourceNode, context: ConnectorContext & { readonly restored: Json | null }): SourceReader {
    this.#readers++;
    const table = this.#tables[node.table.object] as MemoryTable;
    const types = node.output.map((field) => field.type);
    return new MemoryReader({ table, types, context, stopAfter: this.#stopAfter, waits: () => this.#oneWaits() });
  }

  openSink(_node: SinkNode, context: ConnectorContext): SinkWriter {
    return new MemoryWriter(this.written, this.committed, context);
  }

  openLookup(node: {
    readonly table: { readonly object: string };
    readonly keys: readonly { readonly right: number }[];
  }): {
    lookup(key: readonly Value[]): LookupRows;
    close(): Promise<void>;
  } {
    const rows = Object.values((this.#tables[node.table.object] as MemoryTable).splits).flat() as (readonly Value[])[];
    return {
      lookup: (key) => rows.filter((row) => node.keys.every(({ right }, i) => row[right] === key[i])),
      close: () => Promise.resolve(),
    };
  }

  #oneWaits(): void {
    this.#waiting++;
    if (this.#waiting === this.#readers) {
      this.#reach();
    }
  }
}

/** The batch in arrays that serve again: whoever keeps them too long finds the rows of another batch there. */
function inLentArrays(batch: Batch, arrays: VectorArrays): Batch {
  const lent = (values: VectorValues): VectorValues => {
    if (values instanceof Int32Array) {
      const ints = arrays.ints(values.length);
      ints.set(values);
      return ints;
    }
    if (values instanceof Float64Array) {
      const doubles = arrays.doubles(values.length);
      doubles.set(values);
      return doubles;
    }
    return values;
  };
  return { ...batch, columns: batch.columns.map((column) => ({ ...column, values: lent(column.values) })) };
}

interface ReaderParts {
  readonly table: MemoryTable;
  readonly types: readonly LogicalType[];
  readonly context: ConnectorContext & { readonly restored: Json | null };
  readonly stopAfter: number;
  readonly waits: () => void;
}

class MemoryReader implements SourceReader {
  readonly #parts: ReaderParts;
  readonly #names: string[];
  readonly #positions: Record<string, number>;
  readonly #finished = new Set<string>();
  #turn = 0;
  #waits = false;

  constructor(parts: ReaderParts) {
    const { subtask, parallelism, restored } = parts.context;
    this.#parts = parts;
    this.#names = Object.keys(parts.table.splits).filter((_, i) => i % parallelism === subtask);
    const saved = (restored as { splits?: Record<string, number> } | null)?.splits ?? {};
    this.#positions = Object.fromEntries(this.#names.map((name) => [name, saved[name] ?? 0]));
  }

  splits(): readonly string[] {
    return this.#names.filter((name) => !this.#finished.has(name));
  }

  poll(maxRows: number): SourcePoll {
    const open = this.splits();
    const bounded = this.#parts.table.bounded ?? true;
    for (let i = 0; i < open.length; i++) {
      const name = open[this.#turn++ % open.length] as string;
      const rows = this.#parts.table.splits[name] as readonly TestRow[];
      const from = this.#positions[name] as number;
      const to = Math.min(rows.length, from + maxRows, this.#parts.stopAfter);
      if (to > from) {
        this.#positions[name] = to;
        const batch = testBatch(this.#parts.types, rows.slice(from, to));
        return { kind: 'batch', split: name, batch: inLentArrays(batch, this.#parts.context.arrays ?? newArrays) };
      }
      if (from === rows.length && bounded && this.#parts.stopAfter === Number.POSITIVE_INFINITY) {
        this.#finished.add(name);
        return { kind: 'split-finished', split: name };
      }
    }
    if (open.length === 0 && bounded) {
      this.#noteWaiting();
      return { kind: 'finished' };
    }
    return { kind: 'pending' };
  }

  available(): Promise<void> {
    this.#noteWaiting();
    return new Promise(() => undefined);
  }

  #noteWaiting(): void {
    if (!this.#waits) {
      this.#waits = true;
      this.#parts.waits();
    }
  }

  snapshot(): Json {
    return { splits: { ...this.#positions } };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Rows become visible when they are committed; without checkpoints, at once. */
class MemoryWriter implements SinkWriter {
  readonly #written: string[];
  readonly #committed: Set<string>;
  readonly #checkpointing: boolean;
  readonly #subtask: number;
  #buffer: string[] = [];

  constructor(written: string[], committed: Set<string>, context: ConnectorContext) {
    this.#written = written;
    this.#committed = committed;
    this.#checkpointing = context.checkpointing ?? false;
    this.#subtask = context.subtask;
  }

  write(batch: Batch): void {
    this.#buffer.push(...rowTexts(batch));
  }

  ready(): null {
    return null;
  }

  prepareCommit(checkpointId: number): Promise<Json> {
    const prepared = this.#checkpointing ? this.#buffer : [];
    this.#buffer = this.#checkpointing ? [] : this.#buffer;
    return Promise.resolve(prepared.length === 0 ? null : { id: `${checkpointId}/${this.#subtask}`, rows: prepared });
  }

  commit(committable: Json): Promise<void> {
    const { id, rows } = committable as { id: string; rows: string[] };
    if (!this.#committed.has(id)) {
      this.#committed.add(id);
      this.#written.push(...rows);
    }
    return Promise.resolve();
  }

  snapshot(): Json {
    return null;
  }

  finish(): Promise<void> {
    if (!this.#checkpointing) {
      this.#written.push(...this.#buffer);
      this.#buffer = [];
    }
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** A batch of test rows with their kinds. */
export function testBatch(types: readonly LogicalType[], rows: readonly TestRow[]): Batch {
  const split = rows.map((row) => {
    const kind = KINDS.get(row[0] as Value);
    return kind === undefined ? { kind: 0 as RowKind, values: row } : { kind, values: row.slice(1) };
  });
  return batchOf(
    types,
    split.map(({ values }) => values as readonly Value[]),
    split.map(({ kind }) => kind),
  );
}

/** Each change as `+U[a, 1, NULL]`. */
export function rowTexts(batch: Batch): string[] {
  return Array.from({ length: batch.rowCount }, (_, row) => {
    const kind = ROW_KIND_NAMES[batch.kinds?.[row] ?? 0];
    const values = batch.columns.map(({ type, values: column, nulls }) => {
      if (nulls !== null && nulls[row] === 1) {
        return 'NULL';
      }
      const value = column[row];
      return type.kind === 'BOOLEAN' ? String(Boolean(value)) : valueText(value as Value);
    });
    return `${kind}[${values.join(', ')}]`;
  });
}

function valueText(value: Value): string {
  if (value === null) {
    return 'NULL';
  }
  return Array.isArray(value) ? `[${value.map(valueText).join(', ')}]` : String(value);
}
