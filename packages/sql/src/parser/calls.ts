import type {
  DescriptorColumn,
  ExpressionNode,
  FunctionCall,
  Identifier,
  OrderItem,
  Path,
  QueryNode,
  WindowSpecification,
} from '../ast/index.ts';
import type { Cursor } from './cursor.ts';
import { expression, isQueryStart, query } from './grammar.ts';
import { isJsonCall, jsonCall } from './json.ts';
import { isKeywordCall, keywordCall } from './keyword-calls.ts';
import { nested, type Rule } from './trampoline.ts';
import { typeNode } from './types.ts';
import { filterClause, groupOrder, orderBy, orderItems, partitionKeys, windowSpecification } from './windows.ts';

export function isSpecialCall(p: Cursor): boolean {
  return p.key(1) === '(' && (isJsonCall(p) || isKeywordCall(p) || p.key() === 'DESCRIPTOR');
}

/** A built-in whose parentheses hold more than arguments and commas. */
export function* specialCall(p: Cursor): Rule<ExpressionNode> {
  if (p.key() === 'DESCRIPTOR') {
    return descriptor(p);
  }
  return isJsonCall(p) ? yield* jsonCall(p) : yield* keywordCall(p);
}

/** `(arguments)` and the clauses an aggregate may have after them. */
export function* call(p: Cursor, name: Path): Rule<FunctionCall> {
  p.expect('(');
  const quantifier = p.key() === ')' ? undefined : p.acceptAny('DISTINCT', 'ALL');
  const args = p.key() === ')' ? [] : yield* argumentList(p);
  const inner = nullTreatment(p);
  const order = p.is('ORDER') ? yield* orderBy(p) : [];
  p.expect(')');
  const outer = inner ?? nullTreatment(p);
  const withinGroup = p.accept('WITHIN', 'GROUP') ? yield* groupOrder(p) : [];
  const filter = p.are('FILTER', '(') ? yield* filterClause(p) : undefined;
  const over = p.accept('OVER') ? yield* overClause(p) : undefined;
  return {
    kind: 'function-call',
    name,
    args,
    bare: false,
    quantifier,
    orderBy: order,
    nullTreatment: outer,
    withinGroup,
    filter,
    over,
    span: { start: name.span.start, end: p.spanFrom(p.at - 1).end },
  };
}

function* argumentList(p: Cursor): Rule<ExpressionNode[]> {
  const args = [yield* argument(p)];
  while (p.accept(',')) {
    args.push(yield* argument(p));
  }
  return args;
}

/** An argument: a value, `*`, `name => value`, a table, a model, a query. */
export function* argument(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  if (p.key() === '*') {
    p.next();
    return { kind: 'star', qualifier: [], span: p.spanFrom(start) };
  }
  if (p.key(1) === '=>') {
    const name = p.name('an argument name');
    p.expect('=>');
    const value = yield* argument(p);
    return { kind: 'named-argument', name, value, span: p.spanFrom(start) };
  }
  if (p.key() === 'MODEL' && p.isName(1)) {
    p.next();
    return { kind: 'model-argument', path: p.path('a model name'), span: p.spanFrom(start) };
  }
  if (p.key() === 'TABLE' && p.isName(1)) {
    p.next();
    return yield* tableArgument(p, start, p.path('a table name'));
  }
  if (isQueryStart(p)) {
    const inner = yield* nested(query(p));
    return { kind: 'subquery', query: inner, span: inner.span };
  }
  const value = yield* nested(expression(p));
  if (value.kind !== 'subquery') {
    return value;
  }
  const table = bareTable(value.query);
  return table !== undefined || p.isAny('PARTITION', 'ORDER') ? yield* tableArgument(p, start, table ?? value) : value;
}

/** The table of `(TABLE t)` with nothing more said. */
function bareTable({ body, with: clause, orderBy: order, offset, limit }: QueryNode): Path | undefined {
  const bare = clause === undefined && order.length === 0 && offset === undefined && limit === undefined;
  return bare && body.kind === 'table-query' ? body.table : undefined;
}

type TableSource = Path | (ExpressionNode & { kind: 'subquery' });

function* tableArgument(p: Cursor, start: number, source: TableSource): Rule<ExpressionNode> {
  const partitionBy = p.accept('PARTITION', 'BY') ? yield* partitionKeys(p) : [];
  const order: readonly OrderItem[] = p.is('ORDER') ? yield* tableOrder(p) : [];
  return {
    kind: 'table-argument',
    table: source.kind === 'path' ? source : undefined,
    query: source.kind === 'subquery' ? source.query : undefined,
    partitionBy,
    orderBy: order,
    span: p.spanFrom(start),
  };
}

/** ORDER BY's keys, of which several stand in parentheses so that the next argument's comma is clear. */
function* tableOrder(p: Cursor): Rule<OrderItem[]> {
  p.expect('ORDER', 'BY');
  if (!p.accept('(')) {
    return [yield* nested(orderItem(p))];
  }
  const items = yield* orderItems(p);
  p.expect(')');
  return items;
}

function* orderItem(p: Cursor): Rule<OrderItem> {
  const [item] = yield* orderItems(p, 1);
  return item as OrderItem;
}

function descriptor(p: Cursor): ExpressionNode {
  const start = p.at;
  p.expect('DESCRIPTOR');
  const columns = p.accept('(', ')')
    ? []
    : p.parenthesized((): DescriptorColumn => {
        const from = p.at;
        const name = p.path('a column name');
        const type = p.isAny(',', ')') ? undefined : p.run(typeNode(p));
        return { kind: 'descriptor-column', name, type, span: p.spanFrom(from) };
      });
  return { kind: 'descriptor', columns, span: p.spanFrom(start) };
}

function nullTreatment(p: Cursor): 'RESPECT' | 'IGNORE' | undefined {
  const word = p.key();
  if ((word === 'RESPECT' || word === 'IGNORE') && p.key(1) === 'NULLS') {
    p.at += 2;
    return word;
  }
  return undefined;
}

function* overClause(p: Cursor): Rule<WindowSpecification | Identifier> {
  return p.is('(') ? yield* windowSpecification(p) : p.name('a window name');
}
