import { CatalogError } from '@riffle/catalog';
import type { RowField, Value } from '@riffle/columns';
import type { Diagnostic } from '@riffle/plan';
import { type CompiledStatement, parseSql, type Statement } from '@riffle/sql';
import type { SqlSession } from './sql-session.ts';

export type CompiledQuery = Extract<CompiledStatement, { kind: 'query' }>;
export type CompiledInsert = Extract<CompiledStatement, { kind: 'insert' }>;

/** Where a script's results go, and who runs its jobs. */
export interface ScriptHost {
  /** What a statement that only does something says. */
  text(text: string): void;
  /** A plan that was asked for. */
  explain(text: string): void;
  table(columns: readonly RowField[], rows: readonly (readonly Value[])[]): void;
  /** Starts the query; `statements` are those it was made of. Settles when the next statement may start; rejects when the job failed. */
  query(query: CompiledQuery, statements: readonly Statement[]): Promise<void>;
  insert(insert: CompiledInsert, statements: readonly Statement[]): Promise<void>;
  /** A catalog, database or table has changed. */
  catalogChanged(): void;
  cancelled(): boolean;
}

export interface ScriptOptions {
  readonly mode: 'streaming' | 'batch';
  /** All INSERTs of the script as one job. */
  readonly runAsOne: boolean;
}

/** What came of a script: why it stopped, or warnings; none when all is well. */
export interface ScriptOutcome {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs the statements of a text in order. A text that does not parse runs nothing; each statement is bound when its
 * turn comes, since the one before it may have made the table it reads.
 */
export async function runScript(
  session: SqlSession,
  text: string,
  host: ScriptHost,
  options: ScriptOptions,
): Promise<ScriptOutcome> {
  const { statements, diagnostics } = parseSql(text);
  if (hasErrors(diagnostics)) {
    return { ok: false, diagnostics };
  }
  for (const group of groupStatements(statements, options.runAsOne)) {
    if (host.cancelled()) {
      break;
    }
    const compiled = await session.compile(group, text, options.mode);
    if (compiled.statement === undefined || hasErrors(compiled.diagnostics)) {
      return { ok: false, diagnostics: compiled.diagnostics };
    }
    try {
      await carryOut(session, compiled.statement, { host, group });
    } catch (error) {
      if (!(error instanceof CatalogError)) {
        throw error;
      }
      return { ok: false, diagnostics: [catalogDiagnostic(error, group)] };
    }
  }
  return { ok: true, diagnostics };
}

/** What a catalog said, at the statement that asked. */
function catalogDiagnostic(error: CatalogError, group: readonly Statement[]): Diagnostic {
  const span = { start: group[0]?.span.start ?? 0, end: group.at(-1)?.span.end ?? 0 };
  return { code: 'catalog', severity: 'error', message: error.message, span };
}

/** The text that statements were read from. */
export function sourceText(statements: readonly Statement[], text: string): string {
  return text.slice(statements[0]?.span.start ?? 0, statements.at(-1)?.span.end ?? 0);
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/**
 * Statements that become one job stand in one group: the INSERTs between BEGIN STATEMENT SET and END, and with
 * `runAsOne` all INSERTs of the script, at the place of the last one.
 */
export function groupStatements(statements: readonly Statement[], runAsOne: boolean): (readonly Statement[])[] {
  const groups: Statement[][] = [];
  let open: Statement[] | null = null;
  for (const statement of statements) {
    if (statement.kind === 'begin-statement-set') {
      open = [];
    } else if (statement.kind === 'end-statement-set' && open !== null) {
      groups.push(open);
      open = null;
    } else if (open === null) {
      groups.push([statement]);
    } else {
      open.push(statement);
    }
  }
  if (open !== null) {
    groups.push(open);
  }
  return runAsOne ? joinInserts(groups) : groups;
}

function joinInserts(groups: readonly Statement[][]): Statement[][] {
  const isInsert = (group: readonly Statement[]): boolean => group.every((statement) => statement.kind === 'insert');
  const inserts = groups.filter(isInsert);
  const last = inserts.at(-1);
  return groups.flatMap((group) => (isInsert(group) ? (group === last ? [inserts.flat()] : []) : [group]));
}

async function carryOut(
  session: SqlSession,
  statement: CompiledStatement,
  { host, group }: { readonly host: ScriptHost; readonly group: readonly Statement[] },
): Promise<void> {
  switch (statement.kind) {
    case 'query':
      return host.query(statement, group);
    case 'insert':
      if (statement.createTable !== undefined) {
        await session.execute(statement.createTable);
        host.catalogChanged();
      }
      return host.insert(statement, group);
    case 'explain':
      return host.explain(statement.text);
    case 'operation': {
      const result = await session.execute(statement.operation);
      if (result.changed) {
        host.catalogChanged();
      }
      if (result.columns.length > 0) {
        host.table(result.columns, result.rows);
      } else if (result.message !== undefined) {
        host.text(result.message);
      }
    }
  }
}
