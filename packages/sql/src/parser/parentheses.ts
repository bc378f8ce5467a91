import type { ExpressionNode, QueryNode } from '../ast/index.ts';
import type { Cursor } from './cursor.ts';
import { continueQuery, expressions, isQueryContinued, isQueryStart, query } from './grammar.ts';
import { nested, type Rule } from './trampoline.ts';

/** What parentheses held: a query, or expressions. */
export interface QueryOrList {
  readonly query?: QueryNode | undefined;
  readonly items: readonly ExpressionNode[];
}

/** `(query)` or `(a, b, …)`. A query in more parentheses than one is still a query. */
export function* queryOrList(p: Cursor): Rule<QueryOrList> {
  p.expect('(');
  const inside = yield* queryOrListInside(p);
  p.expect(')');
  return inside;
}

export function* queryOrListInside(p: Cursor): Rule<QueryOrList> {
  if (isQueryStart(p)) {
    return { query: yield* nested(query(p)), items: [] };
  }
  const [first, ...rest] = yield* expressions(p);
  if (first?.kind !== 'subquery' || rest.length > 0) {
    return { items: first === undefined ? [] : [first, ...rest] };
  }
  return { query: isQueryContinued(p) ? yield* continueQuery(p, first.query) : first.query, items: [] };
}

/** `(…)` where a value stands: a subquery, a row of several values, or the one value inside. */
export function* parenthesizedValue(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  const { query: inner, items } = yield* queryOrList(p);
  const span = p.spanFrom(start);
  if (inner !== undefined) {
    return { kind: 'subquery', query: inner, span };
  }
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { kind: 'row', items, span };
}

/** `(query)`. */
export function* parenthesizedQuery(p: Cursor): Rule<QueryNode> {
  const start = p.at;
  const { query: inner } = yield* queryOrList(p);
  if (inner === undefined) {
    p.failAt('syntax-error', 'A query is needed between these parentheses.', p.spanFrom(start));
  }
  return inner;
}
