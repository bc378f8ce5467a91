/** Compiles a case's query over its tables. */
import { CatalogSession } from '@riffle/catalog';
import { type Diagnostic, definitionLookup } from '@riffle/plan';
import { type CompiledQuery, type CompiledStatement, compileStatement, parseSql, referencedObjects } from '@riffle/sql';
import type { OracleCase } from '../model/model.ts';
import { createTableText, queryText } from '../model/sql-text.ts';
import { oracleDefinition } from './memory-source.ts';

/** The compiler refused a generated statement. */
export class CompileRefusal extends Error {
  override readonly name = 'CompileRefusal';
}

const connectors = definitionLookup({ connectors: [oracleDefinition] });
const SETTINGS = { 'table.local-time-zone': 'UTC' };

/** Throws `CompileRefusal`. */
export async function compileCase({ tables, query }: OracleCase): Promise<CompiledQuery> {
  const session = new CatalogSession({ settings: SETTINGS });
  for (const table of tables) {
    const created = await compile(session, createTableText(table));
    if (created.kind !== 'operation') {
      throw new Error('CREATE TABLE gave no operation');
    }
    await session.execute(created.operation);
  }
  const compiled = await compile(session, queryText(query, tables));
  if (compiled.kind !== 'query') {
    throw new Error('the query gave no plan');
  }
  return compiled;
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
