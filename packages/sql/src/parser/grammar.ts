/**
 * The rules that hold each other in a circle (a query has expressions, an expression may be a query), by way of the
 * cursor, so that the files of the grammar need not import each other in a circle too.
 */
import type { ExpressionNode, QueryNode } from '../ast/index.ts';
import type { Cursor } from './cursor.ts';
import { nested, type Rule } from './trampoline.ts';

/** An expression of operators that bind at least as tightly as `level`. */
export function expression(p: Cursor, level = 0): Rule<ExpressionNode> {
  return p.grammar.expression(p, level);
}

/** Expressions with commas between. */
export function* expressions(p: Cursor): Rule<ExpressionNode[]> {
  const items = [yield* nested(expression(p))];
  while (p.accept(',')) {
    items.push(yield* nested(expression(p)));
  }
  return items;
}

/** A whole query: WITH, body, ORDER BY, OFFSET, LIMIT. */
export function query(p: Cursor): Rule<QueryNode> {
  return p.grammar.query(p);
}

/** The rest of a query whose first body, in parentheses, has been read already. */
export function continueQuery(p: Cursor, first: QueryNode): Rule<QueryNode> {
  return p.grammar.continueQuery(p, first);
}

/** Whether a query begins with the next word. A bracket does not count: it may hold anything. */
export function isQueryStart(p: Cursor): boolean {
  switch (p.key()) {
    case 'SELECT':
    case 'WITH':
    case 'VALUES':
      return true;
    case 'TABLE':
      return p.isName(1);
    default:
      return false;
  }
}

/** Whether what comes next goes on with a query that was just read in parentheses. */
export function isQueryContinued(p: Cursor): boolean {
  return p.isAny('UNION', 'EXCEPT', 'INTERSECT', 'MINUS', 'ORDER', 'LIMIT', 'OFFSET', 'FETCH');
}
