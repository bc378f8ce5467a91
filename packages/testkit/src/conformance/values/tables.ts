/** Tables of the test connector `values`: rows given by a case, and the rows a job wrote. */
import { assert, type Json } from '@riffle/base';
import {
  type Batch,
  batchOf,
  kindAt,
  type LogicalType,
  ROW_KIND_NAMES,
  type RowKind,
  type RowKindName,
  rowAt,
  type Value,
} from '@riffle/columns';
import type { ConnectorRuntime, LookupReader, SinkWriter, SourcePoll, SourceReader } from '@riffle/engine';
import { equalityOf } from '@riffle/functions';
import type { CatalogTable, LookupJoinNode, SinkNode, SourceNode } from '@riffle/plan';
import { type Change, changeOf } from '../change-text.ts';
import { type TurnOrder, Turns } from './turns.ts';

/** A change of a table, over its physical and metadata columns in declared order. */
export interface ValuesRow {
  readonly op: RowKindName;
  readonly row: readonly Value[];
}

/** A physical or metadata column of a table. */
export interface ValuesColumn {
  readonly name: string;
  readonly type: LogicalType;
  /** Set on metadata columns. */
  readonly metadataKey?: string;
  /** Metadata that is never written. */
  readonly virtual: boolean;
}

/** The columns that rows of a table are given over: all but the computed ones. */
function valuesColumns(table: CatalogTable): ValuesColumn[] {
  return table.schema.columns.flatMap(valuesColumn);
}

function valuesColumn(column: CatalogTable['schema']['columns'][number]): ValuesColumn[] {
  switch (column.kind) {
    case 'physical':
      return [{ name: column.name, type: column.type, virtual: false }];
    case 'metadata': {
      const { name, type, virtual, key } = column;
      return [{ name, type, virtual, metadataKey: key ?? name }];
    }
    case 'computed':
      return [];
  }
}

export class ValuesTable {
  readonly columns: readonly ValuesColumn[];
  /** Those a job writes. */
  readonly writtenColumns: readonly ValuesColumn[];
  /** Positions among the written columns. */
  readonly primaryKey: readonly number[];
  /** What a source gives when it is opened. */
  rows: readonly ValuesRow[] = [];
  /** False: after the last row a source waits instead of ending. */
  ends = true;
  readonly written: ValuesRow[] = [];
  readonly changes: Change[] = [];

  constructor(table: CatalogTable) {
    this.columns = valuesColumns(table);
    this.writtenColumns = this.columns.filter(({ virtual }) => !virtual);
    const names = this.writtenColumns.map(({ name }) => name);
    this.primaryKey = (table.schema.primaryKey?.columns ?? []).map((name) => names.indexOf(name));
  }

  indexOf(column: { readonly name?: string; readonly metadataKey?: string }): number {
    const index = this.columns.findIndex(
      ({ name, metadataKey }) =>
        metadataKey === column.metadataKey && (column.name === undefined || name === column.name),
    );
    assert(index !== -1, `the table has no column ${column.name ?? column.metadataKey}`);
    return index;
  }
}

/** The connector's runtime over tables by their names; other connectors are handed to `others`. */
export class ValuesRuntime implements ConnectorRuntime {
  readonly tables = new Map<string, ValuesTable>();
  #turns: Turns<Reader> | null = null;
  readonly #others: ConnectorRuntime | undefined;

  constructor(others?: ConnectorRuntime) {
    this.#others = others;
  }

  openSource(
    ...[node, context]: Parameters<ConnectorRuntime['openSource']>
  ): ReturnType<ConnectorRuntime['openSource']> {
    const table = this.tables.get(node.table.object);
    if (table === undefined) {
      return this.#other(node.connector).openSource(node, context);
    }
    return new Reader(table, node, this.#turns);
  }

  openSink(...[node, context]: Parameters<ConnectorRuntime['openSink']>): ReturnType<ConnectorRuntime['openSink']> {
    const table = this.tables.get(node.table.object);
    return table === undefined ? this.#other(node.connector).openSink(node, context) : new Writer(table, node);
  }

  openLookup(node: LookupJoinNode): LookupReader {
    const table = this.tables.get(node.table.object);
    if (table === undefined) {
      throw new Error(`${node.table.object} cannot be looked up`);
    }
    return lookupReader(table, node);
  }

  /** Sets the order in which the sources of the next job give their rows; null leaves it to the engine. */
  takeTurns(order: TurnOrder | null): void {
    this.#turns = order && new Turns({ ...order });
  }

  #other(connector: string): ConnectorRuntime {
    if (this.#others === undefined) {
      throw new Error(`nothing runs the connector ${connector}`);
    }
    return this.#others;
  }
}

const SPLIT = 'rows';

/** Gives the table's rows as they were when it was opened. A restored reader begins anew: the rows differ by phase. */
class Reader implements SourceReader {
  readonly #rows: readonly ValuesRow[];
  readonly #ends: boolean;
  readonly #turns: Turns<Reader> | null;
  readonly #types: readonly LogicalType[];
  readonly #columns: readonly number[];
  #next = 0;
  #splitEnded = false;

  constructor(table: ValuesTable, node: SourceNode, turns: Turns<Reader> | null) {
    this.#rows = table.rows;
    this.#ends = table.ends;
    this.#turns = turns;
    turns?.join(this, node.table.object);
    this.#types = node.output.map(({ type }) => type);
    this.#columns = [
      ...node.projection.map((index) => table.indexOf({ name: node.physicalColumns[index]?.name ?? '' })),
      ...node.metadata.map(({ key }) => table.indexOf({ metadataKey: key })),
    ];
  }

  splits(): readonly string[] {
    return this.#splitEnded ? [] : [SPLIT];
  }

  poll(maxRows: number): SourcePoll {
    if (this.#turns !== null && this.#next < this.#rows.length) {
      return this.#turns.isTurnOf(this) ? this.#pollTurn(this.#turns, maxRows) : { kind: 'pending' };
    }
    return this.#pollRows(maxRows);
  }

  #pollTurn(turns: Turns<Reader>, maxRows: number): SourcePoll {
    const polled = this.#pollRows(turns.rowByRow ? 1 : maxRows);
    turns.pass();
    if (this.#next === this.#rows.length) {
      turns.leave(this);
    }
    return polled;
  }

  #pollRows(maxRows: number): SourcePoll {
    const rows = this.#rows.slice(this.#next, this.#next + maxRows);
    this.#next += rows.length;
    if (rows.length > 0) {
      return { kind: 'batch', split: SPLIT, batch: this.#batch(rows) };
    }
    this.#turns?.leave(this);
    if (!this.#ends) {
      return { kind: 'pending' };
    }
    if (this.#splitEnded) {
      return { kind: 'finished' };
    }
    this.#splitEnded = true;
    return { kind: 'split-finished', split: SPLIT };
  }

  available(): Promise<void> {
    return this.#turns?.turnOf(this) ?? new Promise(() => undefined);
  }

  snapshot(): Json {
    return null;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #batch(rows: readonly ValuesRow[]): Batch {
    return batchOf(
      this.#types,
      rows.map(({ row }) => this.#columns.map((index) => row[index] ?? null)),
      rows.map(({ op }) => ROW_KIND_NAMES.indexOf(op) as RowKind),
    );
  }
}

/** Notes every change at once, as Flink's test sink does: a row counts when it arrives. */
class Writer implements SinkWriter {
  readonly #table: ValuesTable;
  readonly #types: readonly LogicalType[];

  constructor(table: ValuesTable, node: SinkNode) {
    this.#table = table;
    this.#types = [...node.physicalColumns.map(({ type }) => type), ...node.metadata.map(({ type }) => type)];
  }

  write(batch: Batch): void {
    for (let i = 0; i < batch.rowCount; i++) {
      const op = ROW_KIND_NAMES[kindAt(batch, i)];
      const row = rowAt(batch, i);
      this.#table.written.push({ op, row });
      this.#table.changes.push(changeOf(op, row, this.#types));
    }
  }

  ready(): null {
    return null;
  }

  prepareCommit(): Promise<Json> {
    return Promise.resolve(null);
  }

  commit(): Promise<void> {
    return Promise.resolve();
  }

  snapshot(): Json {
    return null;
  }

  finish(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function lookupReader(table: ValuesTable, node: LookupJoinNode): LookupReader {
  const columns = node.physicalColumns.map(({ name }) => table.indexOf({ name }));
  const rows = table.rows.map(({ row }) => columns.map((index) => row[index] ?? null));
  const equalities = node.keys.map(({ right }) =>
    equalityOf(node.physicalColumns[right]?.type ?? { kind: 'NULL', nullable: true }),
  );
  const matches = (row: readonly Value[], key: readonly Value[]): boolean =>
    node.keys.every(({ right }, i) => {
      const value = row[right] ?? null;
      return value !== null && equalities[i]?.(value, key[i] ?? null) === true;
    });
  return {
    lookup: (key) => rows.filter((row) => matches(row, key)),
    close: () => Promise.resolve(),
  };
}
