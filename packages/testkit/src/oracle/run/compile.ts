/** Compiles a case's query over its tables. */
import { CatalogSession } from '@riffle/catalog';
import { type Diagnostic, definitionLookup, type PhysicalPlan, retract } from '@riffle/plan';
import { type CompiledQuery, type CompiledStatement, compileStatement, parseSql, referencedObjects } from '@riffle/sql';
import type { ColumnType, OracleCase } from '../model/model.ts';
import { schemaOf } from '../model/schema.ts';
import { CONNECTOR, createTableText, queryText } from '../model/sql-text.ts';
import type { Promised } from './changelog.ts';
import { oracleDefinition } from './memory-source.ts';

/** The compiler refused a generated statement. */
export class CompileRefusal extends Error {
  override readonly name = 'CompileRefusal';
}

const connectors = definitionLookup({ connectors: [oracleDefinition] });
const SETTINGS = { 'table.local-time-zone': 'UTC' };

/** A plan, and what it promises of the changes it gives. */
export interface Runnable extends Promised {
  readonly plan: PhysicalPlan;
}

export interface CompiledCase {
  readonly query: Runnable;
  /** The same query, written into a table by its key, which needs no -U; null where it has no key that is never NULL. */
  readonly keyedInsert: Runnable | null;
}

/** Throws `CompileRefusal`. */
export async function compileCase({ tables, query }: OracleCase): Promise<CompiledCase> {
  const session = new CatalogSession({ settings: SETTINGS });
  for (const table of tables) {
    await execute(session, createTableText(table));
  }
  const text = queryText(query, tables);
  const types = schemaOf(query, tables).map(({ type }) => type);
  const compiled = await compile(session, text);
  if (compiled.kind !== 'query') {
    throw new Error('the query gave no plan');
  }
  return { query: compiled, keyedInsert: await compileKeyedInsert(session, compiled, { text, types }) };
}

async function compileKeyedInsert(
  session: CatalogSession,
  query: CompiledQuery,
  { text, types }: { readonly text: string; readonly types: readonly ColumnType[] },
): Promise<Runnable | null> {
  const key = query.upsertKeys.find(
    (columns) => columns.length > 0 && columns.every((column) => query.columns[column]?.type.nullable === false),
  );
  if (key === undefined) {
    return null;
  }
  const columns = types.map((type, i) => `r${i} ${type}`);
  const primaryKey = `PRIMARY KEY (${key.map((column) => `r${column}`).join(', ')}) NOT ENFORCED`;
  const options = `WITH ('connector' = '${CONNECTOR}', 'changes' = 'upsert')`;
  await execute(session, `CREATE TABLE result_table (${[...columns, primaryKey].join(', ')}) ${options}`);
  const insert = await compile(session, `INSERT INTO result_table ${text}`);
  if (insert.kind !== 'insert') {
    throw new Error('INSERT gave no plan');
  }
  return { plan: insert.plan, changelog: retract, upsertKeys: [key], appliedBy: key };
}

async function execute(session: CatalogSession, text: string): Promise<void> {
  const compiled = await compile(session, text);
  if (compiled.kind !== 'operation') {
    throw new Error('CREATE TABLE gave no operation');
  }
  await session.execute(compiled.operation);
}

async function compile(session: CatalogSession, text: string): Promise<CompiledStatement> {
  const parsed = parseSql(text);
  refuse(parsed.diagnostics, text);
  const [statement] = parsed.statements;
  if (statement === undefined) {
    throw new CompileRefusal(`nothing was parsed: ${text}`);
  }
  const paths = referencedObjects(statement).tables.map(({ parts }) => parts.map(({ name }) => name));
  const catalog = await session.loadSnapshot(paths);
  const result = compileStatement(statement, text, { catalog, config: session.config, mode: 'streaming', connectors });
  refuse(result.diagnostics, text);
  if (result.statement === undefined) {
    throw new CompileRefusal(`the compiler gave neither a statement nor an error: ${text}`);
  }
  return result.statement;
}

function refuse(diagnostics: readonly Diagnostic[], text: string): void {
  const problem = diagnostics.find(({ severity }) => severity === 'error');
  if (problem !== undefined) {
    const { start, end } = problem.span;
    throw new CompileRefusal(`${problem.message} At "${text.slice(start, Math.min(end, start + 60))}".`);
  }
}
