import type {
  CommonTable,
  ExpressionNode,
  QueryBody,
  QueryNode,
  RowConstructor,
  SetOperation,
  Values,
  WithClause,
} from '../ast/index.ts';
import { argument } from './calls.ts';
import type { Cursor } from './cursor.ts';
import { expression } from './grammar.ts';
import { select } from './select.ts';
import { nested, type Rule } from './trampoline.ts';
import { orderBy } from './windows.ts';

/** A whole query: WITH, body, ORDER BY, OFFSET, LIMIT. */
export function* query(p: Cursor): Rule<QueryNode> {
  const start = p.at;
  const clause = p.is('WITH') ? yield* withClause(p) : undefined;
  const body = yield* setOperations(p, yield* leaf(p));
  return yield* tail(p, start, body, clause);
}

/** The rest of a query whose first body, in parentheses, has been read already. */
export function* continueQuery(p: Cursor, first: QueryNode): Rule<QueryNode> {
  const body = yield* setOperations(p, bodyOf(first));
  const rest = yield* tail(p, p.at, body, undefined);
  return { ...rest, span: { start: first.span.start, end: rest.span.end } };
}

/** A query as part of another: bare when it is no more than its body. */
function bodyOf(inner: QueryNode): QueryBody {
  const bare =
    inner.with === undefined && inner.orderBy.length === 0 && inner.offset === undefined && inner.limit === undefined;
  return bare ? inner.body : inner;
}

function* tail(p: Cursor, start: number, body: QueryBody, clause: WithClause | undefined): Rule<QueryNode> {
  const order = p.is('ORDER') ? yield* orderBy(p) : [];
  const bounds = yield* rowBounds(p);
  if (body.kind === 'query' && clause === undefined && order.length === 0 && !bounds.limited) {
    return body;
  }
  const { offset, limit } = bounds;
  return { kind: 'query', with: clause, body, orderBy: order, offset, limit, span: p.spanFrom(start) };
}

interface RowBounds {
  readonly limited: boolean;
  readonly offset?: ExpressionNode | undefined;
  readonly limit?: ExpressionNode | undefined;
}

/** `LIMIT n [OFFSET m]`, `OFFSET m ROWS [FETCH NEXT n ROWS ONLY]`, in the orders Calcite takes. */
function* rowBounds(p: Cursor): Rule<RowBounds> {
  let offset: ExpressionNode | undefined;
  let limit: ExpressionNode | undefined;
  let limited = true;
  if (p.accept('LIMIT')) {
    limit = p.accept('ALL') ? undefined : yield* rowCount(p);
    offset = p.accept('OFFSET') ? yield* offsetCount(p) : undefined;
  } else if (p.accept('OFFSET')) {
    offset = yield* offsetCount(p);
    if (p.accept('LIMIT')) {
      limit = p.accept('ALL') ? undefined : yield* rowCount(p);
    } else if (p.is('FETCH')) {
      limit = yield* fetch(p);
    }
  } else if (p.is('FETCH')) {
    limit = yield* fetch(p);
  } else {
    limited = false;
  }
  return { limited: limited && (offset !== undefined || limit !== undefined), offset, limit };
}

function* offsetCount(p: Cursor): Rule<ExpressionNode> {
  const count = yield* rowCount(p);
  p.acceptAny('ROW', 'ROWS');
  return count;
}

function* fetch(p: Cursor): Rule<ExpressionNode> {
  p.expect('FETCH');
  p.expectAny('FIRST', 'NEXT');
  const count = yield* rowCount(p);
  p.expectAny('ROW', 'ROWS');
  p.expect('ONLY');
  return count;
}

function* rowCount(p: Cursor): Rule<ExpressionNode> {
  if (!p.isNumber() && p.key() !== '?') {
    p.expecting('a number of rows');
    p.fail();
  }
  return p.isNumber() ? p.number() : yield* nested(expression(p));
}

function* withClause(p: Cursor): Rule<WithClause> {
  const start = p.at;
  p.expect('WITH');
  const recursive = p.accept('RECURSIVE');
  const tables: CommonTable[] = [];
  do {
    tables.push(yield* commonTable(p));
  } while (p.accept(','));
  return { kind: 'with', recursive, tables, span: p.spanFrom(start) };
}

function* commonTable(p: Cursor): Rule<CommonTable> {
  const start = p.at;
  const name = p.name('a name for the query');
  const columns = p.is('(') ? p.names() : [];
  p.expect('AS', '(');
  const inner = yield* nested(query(p));
  p.expect(')');
  return { kind: 'common-table', name, columns, query: inner, span: p.spanFrom(start) };
}

interface PendingSet {
  readonly operator: SetOperation['operator'];
  readonly all: boolean;
}

/** Joins bodies by set operators from left to right, INTERSECT before the others. */
function* setOperations(p: Cursor, first: QueryBody): Rule<QueryBody> {
  const bodies = [first];
  const pending: PendingSet[] = [];
  for (let next = setOperator(p); next !== undefined; next = setOperator(p)) {
    reduceSets(bodies, pending, next.operator === 'INTERSECT');
    pending.push(next);
    bodies.push(yield* leaf(p));
  }
  reduceSets(bodies, pending, false);
  return bodies[0] as QueryBody;
}

function reduceSets(bodies: QueryBody[], pending: PendingSet[], onlyIntersect: boolean): void {
  for (let top = pending.at(-1); top !== undefined; top = pending.at(-1)) {
    if (onlyIntersect && top.operator !== 'INTERSECT') {
      return;
    }
    pending.pop();
    const right = bodies.pop() as QueryBody;
    const left = bodies.pop() as QueryBody;
    const span = { start: left.span.start, end: right.span.end };
    bodies.push({ kind: 'set-operation', operator: top.operator, all: top.all, left, right, span });
  }
}

function setOperator(p: Cursor): PendingSet | undefined {
  const word = p.acceptAny('UNION', 'INTERSECT', 'EXCEPT', 'MINUS');
  if (word === undefined) {
    return undefined;
  }
  const all = p.acceptAny('ALL', 'DISTINCT') === 'ALL';
  return { operator: word === 'MINUS' ? 'EXCEPT' : word, all };
}

function* leaf(p: Cursor): Rule<QueryBody> {
  const start = p.at;
  if (p.accept('(')) {
    const inner = yield* nested(query(p));
    p.expect(')');
    return bodyOf(inner);
  }
  if (p.is('SELECT')) {
    return yield* select(p);
  }
  if (p.is('VALUES')) {
    return yield* values(p);
  }
  if (p.accept('TABLE')) {
    const table = p.path('a table name');
    return { kind: 'table-query', table, span: p.spanFrom(start) };
  }
  p.expecting('a query');
  return p.fail();
}

/** `VALUES (1, 'a'), (2, 'b')`. */
function* values(p: Cursor): Rule<Values> {
  const start = p.at;
  p.expect('VALUES');
  const rows: RowConstructor[] = [];
  do {
    const value = yield* argument(p);
    rows.push(value.kind === 'row' ? value : { kind: 'row', items: [value], span: value.span });
  } while (p.accept(','));
  return { kind: 'values', rows, span: p.spanFrom(start) };
}
