/** Carries out statements one after the other, as a SQL client does, and gives what it would print. */
import { seededRandom, type VirtualClock } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import { CatalogError, type OperationResult } from '@riffle/catalog';
import { formatValue, kindAt, ROW_KIND_NAMES, type RowField, rowAt, type Value } from '@riffle/columns';
import { type ConnectorEnvironment, createConnectorRuntime } from '@riffle/connectors';
import { type ConnectorRuntime, JobError } from '@riffle/engine';
import type { CompiledInsert, CompiledQuery } from '@riffle/sql';
import { type Change, remainingRows } from './change-text.ts';
import { runToEnd } from './job-run.ts';
import { CompileFailure, type SqlSession } from './sql-session.ts';

/** What a statement answers: a table of texts. */
export interface Answer {
  readonly kind: 'operation' | 'query' | 'insert' | 'explain';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The changes of a query. */
  readonly changes?: readonly Change[];
}

/** Milliseconds a job may wait for files. */
const FILE_WAIT = 2_000;

export class StatementRunner {
  readonly #session: SqlSession;
  readonly #connectors: ConnectorRuntime;
  readonly #clock: VirtualClock;

  constructor(session: SqlSession, connectors: ConnectorRuntime, clock: VirtualClock) {
    this.#session = session;
    this.#connectors = connectors;
    this.#clock = clock;
  }

  /** Compiles and carries out one statement; a job runs to its end. */
  async run(text: string): Promise<Answer> {
    const statement = await this.#session.compile(text);
    switch (statement.kind) {
      case 'operation':
        return this.#operationAnswer(await this.#session.execute(statement.operation));
      case 'explain':
        return { kind: 'explain', columns: ['result'], rows: [[statement.text]] };
      case 'insert':
        return this.#insert(statement);
      case 'query':
        return this.#query(statement);
    }
  }

  #operationAnswer({ columns, rows }: OperationResult): Answer {
    return {
      kind: 'operation',
      columns: columns.map(({ name }) => name),
      rows: rows.map((row) => this.#texts(row, columns)),
    };
  }

  async #insert({ plan, createTable }: CompiledInsert): Promise<Answer> {
    if (createTable !== undefined) {
      await this.#session.execute(createTable);
    }
    await runToEnd({ plan, connectors: this.#connectors, clock: this.#clock, realWait: FILE_WAIT });
    return { kind: 'insert', columns: [], rows: [] };
  }

  /** In streaming mode the changes, each after its kind; in batch mode the rows. */
  async #query({ plan, columns }: CompiledQuery): Promise<Answer> {
    const changes: Change[] = [];
    await runToEnd({
      plan,
      connectors: this.#connectors,
      clock: this.#clock,
      realWait: FILE_WAIT,
      onRows: (batch) => {
        for (let i = 0; i < batch.rowCount; i++) {
          changes.push({ op: ROW_KIND_NAMES[kindAt(batch, i)], cells: this.#texts(rowAt(batch, i), columns) });
        }
      },
    });
    const names = columns.map(({ name }) => name);
    return this.#session.mode === 'batch'
      ? { kind: 'query', columns: names, rows: remainingRows(changes), changes }
      : { kind: 'query', columns: ['op', ...names], rows: changes.map(({ op, cells }) => [op, ...cells]), changes };
  }

  #texts(row: readonly Value[], columns: readonly RowField[]): string[] {
    const zone = this.#session.zone;
    return columns.map(({ type }, i) => formatValue(row[i] ?? null, type, { zone }));
  }
}

/** The rows that are left at the end of the input. */
export function finalRowsOf({ rows, changes }: Answer): readonly (readonly string[])[] {
  return changes === undefined ? rows : remainingRows(changes);
}

/** A refusal meant for the user, as against a defect of ours. */
export function isRefusal(error: unknown): boolean {
  return error instanceof CompileFailure || error instanceof CatalogError || error instanceof JobError;
}

/** The connectors of the product over real files; what `print` writes goes nowhere. */
export function productConnectors(): ConnectorRuntime {
  const environment: ConnectorEnvironment = {
    files: nodeFiles,
    output: { write: () => undefined },
    random: seededRandom(1),
  };
  return createConnectorRuntime(environment);
}
