/** SQL text kept in a catalog, parsed again when it is used. */
import type { ExpressionNode } from '../ast/expressions.ts';
import type { QueryNode } from '../ast/queries.ts';
import { parseExpression, parseSql } from '../parser/parse.ts';

/** The expression of a computed column or watermark; undefined when it does not parse. */
export function reparseExpression(text: string): ExpressionNode | undefined {
  const { tree, diagnostics } = parseExpression(text);
  return diagnostics.length > 0 ? undefined : tree;
}

/** The query of a view; undefined when it does not parse. */
export function reparseQuery(text: string): QueryNode | undefined {
  const { statements, diagnostics } = parseSql(text);
  const [statement] = statements;
  return diagnostics.length === 0 && statement?.kind === 'query-statement' ? statement.query : undefined;
}
