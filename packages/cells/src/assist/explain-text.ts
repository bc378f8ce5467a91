import { CatalogError } from '@riffle/catalog';
import type { StatementPlan } from '@riffle/protocol';
import { parseSql } from '@riffle/sql';
import { groupStatements, sourceText } from '../session/script.ts';
import type { SqlSession } from '../session/sql-session.ts';
import { statementPlan } from '../session/statement-plan.ts';

/** The plans of a text's queries and INSERTs, up to the first statement that has none and must have one. */
export async function explainText(
  session: SqlSession,
  text: string,
  mode: 'streaming' | 'batch',
): Promise<{ plans: StatementPlan[]; problem?: string }> {
  const { statements, diagnostics } = parseSql(text);
  const unreadable = diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  if (unreadable !== undefined) {
    return { plans: [], problem: unreadable.message };
  }
  const plans: StatementPlan[] = [];
  for (const group of groupStatements(statements, false)) {
    try {
      const { statement, diagnostics: found } = await session.compile(group, text, mode);
      if (statement?.kind === 'query' || statement?.kind === 'insert') {
        plans.push(statementPlan(sourceText(group, text), statement.plan));
      }
      const problem = found.find((diagnostic) => diagnostic.severity === 'error');
      if (problem !== undefined) {
        return { plans, problem: problem.message };
      }
    } catch (error) {
      if (!(error instanceof CatalogError)) {
        throw error;
      }
      return { plans, problem: error.message };
    }
  }
  return { plans };
}
