/**
 * SELECT: FROM, WHERE, GROUP BY, HAVING, OVER, QUALIFY, the select list, DISTINCT: each a step from plan to plan.
 */
import { type RowField, withNullability } from '@riffle/columns';
import type { Expression, SortKey } from '@riffle/plan';
import type { ExpressionNode } from '../ast/expressions.ts';
import type { Identifier } from '../ast/node.ts';
import type { Select, SelectItem } from '../ast/queries.ts';
import type { OrderItem } from '../ast/windows.ts';
import { nodes } from '../logical/build.ts';
import { conjunctionOf, conjunctsOf, input, sameExpression } from '../logical/expressions.ts';
import type { LogicalNode } from '../logical/node.ts';
import { bindAggregation } from './aggregation.ts';
import { requireBoolean } from './calls.ts';
import { bindColumnParts } from './columns.ts';
import { type BindContext, errorExpression, errorNode, isErrorExpression } from './context.ts';
import { isCorrelated } from './correlation.ts';
import {
  AggregateCollector,
  type ExpressionScope,
  OverCollector,
  type SubQuery,
  SubQueryCollector,
} from './expression-scope.ts';
import { type StateTtlHints, stateTtlHints } from './hints.ts';
import { oneRow } from './one-row.ts';
import { distinct, ordinalKey } from './order.ts';
import { applyOverCalls } from './over-nodes.ts';
import { bindExpression, bindFrom } from './recursion.ts';
import { expandStar, resolveName, type Scope } from './scope.ts';
import { joinSubQueries } from './sub-query.ts';

interface SelectOptions {
  readonly outer: Scope | undefined;
  readonly orderBy: readonly OrderItem[];
}

export interface BoundSelect {
  readonly node: LogicalNode;
  /** How many of the node's columns are the result; the others are only sorted by. */
  readonly visible: number;
  readonly order: readonly SortKey[];
}

interface NamedExpression {
  readonly name: string;
  readonly expression: Expression;
}

export function bindSelect(context: BindContext, select: Select, options: SelectOptions): BoundSelect {
  const ttl = stateTtlHints(context, select.hints);
  const from = bindSource(context, select, options.outer, ttl);
  const scope: Scope = { ...from.scope, outer: options.outer };
  const filtered = bindWhere(context, select, { node: from.node, scope });
  const clauses = bindClauses({ context, select, options, scope, input: filtered, ttl });
  return clauses ?? { node: errorNode(), visible: 0, order: [] };
}

function bindSource(
  context: BindContext,
  select: Select,
  outer: Scope | undefined,
  ttl: StateTtlHints,
): { node: LogicalNode; scope: Scope } {
  if (select.from === undefined) {
    return oneRow();
  }
  return bindFrom(context, select.from, { outer, ttl });
}

function bindWhere(context: BindContext, select: Select, from: { node: LogicalNode; scope: Scope }): LogicalNode {
  if (select.where === undefined) {
    return from.node;
  }
  const subQueries = new SubQueryCollector();
  const bound = bindExpression({ context, scope: from.scope, clause: 'WHERE', subQueries }, select.where);
  const condition = requireBoolean(context, bound, { clause: 'WHERE', span: select.where.span });
  if (isErrorExpression(condition)) {
    return from.node;
  }
  return filterWithSubQueries(context, {
    node: from.node,
    condition,
    items: subQueries.items,
    span: select.where.span,
  });
}

interface FilterRequest {
  readonly node: LogicalNode;
  readonly condition: Expression;
  readonly items: readonly SubQuery[];
  readonly span: Select['span'];
}

/** The rows of `node` for which the condition holds; the columns stay as they are. */
function filterWithSubQueries(context: BindContext, request: FilterRequest): LogicalNode {
  const { node, condition, items, span } = request;
  const joined = joinSubQueries({ context, node, items, span }, conjunctsOf(condition));
  const rest = conjunctionOf(joined.conditions);
  const filtered = rest === null ? joined.node : nodes.filter(joined.node, rest);
  return filtered.output.length === node.output.length ? filtered : keepFirst(filtered, node.output);
}

function keepFirst(node: LogicalNode, fields: readonly RowField[]): LogicalNode {
  const columns = fields.map((field, i) => input(i, node.output[i]?.type ?? field.type));
  return nodes.project(
    node,
    columns,
    fields.map((field) => field.name),
  );
}

interface ClauseRequest {
  readonly context: BindContext;
  readonly select: Select;
  readonly options: SelectOptions;
  readonly scope: Scope;
  readonly input: LogicalNode;
  readonly ttl: StateTtlHints;
}

function bindClauses(request: ClauseRequest): BoundSelect | undefined {
  const { context, select, scope, options } = request;
  const aggregates = new AggregateCollector();
  const overs = new OverCollector();
  const subQueries = new SubQueryCollector();
  const aggregation = bindAggregation({ ...request, aggregates });
  const base: ExpressionScope = {
    context,
    scope,
    clause: 'SELECT',
    aggregates,
    overs,
    subQueries,
    windows: select.windows,
    groupWindow: aggregation.groupWindow,
    groupingCalls: aggregation.groupingCalls,
  };
  const named = uniqueExpressionNames(select.items.flatMap((item) => bindItem(base, item)));
  const having = bindCondition({ ...base, overs: undefined, clause: 'HAVING' }, select.having, 'HAVING');
  const qualify = bindCondition({ ...base, clause: 'QUALIFY' }, select.qualify, 'QUALIFY');
  const order = options.orderBy.map((item) => bindOrderKey({ ...base, clause: 'ORDER BY' }, named, item));

  const isAggregated = aggregation.present || aggregates.calls.length > 0 || select.having !== undefined;
  const grouped = isAggregated ? aggregation.finish() : undefined;
  const lower = (e: Expression): Expression => (grouped === undefined ? e : grouped.rewrite(e));
  const items = lowerSubQueries(context, subQueries, { lower, isAggregated, span: select.span });
  let node = grouped?.node ?? request.input;
  if (having !== undefined) {
    node = filterWithSubQueries(context, { node, condition: lower(having), items, span: select.span });
  }
  const over = applyOverCalls(node, overs.calls, lower);
  const lowerAll = (e: Expression): Expression => over.rewrite(lower(e));
  return finishSelect({ request, named, order, qualify, lower: lowerAll, items }, over.node);
}

/** The sub-queries with their operands over the grouped row; a correlated one could not find its columns there. */
function lowerSubQueries(
  context: BindContext,
  subQueries: SubQueryCollector,
  options: { lower: (e: Expression) => Expression; isAggregated: boolean; span: Select['span'] },
): readonly SubQuery[] {
  if (options.isAggregated && subQueries.items.some((item) => isCorrelated(item.node))) {
    context.notSupported('a correlated sub-query beside GROUP BY', options.span);
    return [];
  }
  return subQueries.items.map((item) =>
    item.kind === 'in' ? { ...item, operands: item.operands.map(options.lower) } : item,
  );
}

interface FinishRequest {
  readonly request: ClauseRequest;
  readonly named: readonly NamedExpression[];
  readonly order: readonly OrderKey[];
  readonly qualify: Expression | undefined;
  readonly lower: (expression: Expression) => Expression;
  readonly items: readonly SubQuery[];
}

/** QUALIFY, the select list with hidden columns to sort by, DISTINCT. */
function finishSelect(finish: FinishRequest, start: LogicalNode): BoundSelect | undefined {
  const { request, named, lower, items } = finish;
  const { context, select } = request;
  const span = select.span;
  const hidden = finish.order.flatMap((key) => (key.kind === 'hidden' ? [lower(key.expression)] : []));
  const outputs = [...named.map(({ expression }) => lower(expression)), ...hidden];
  if (request.scope.broken === true || (context.failed && outputs.some(isErrorExpression))) {
    return undefined;
  }
  const qualified =
    finish.qualify === undefined
      ? start
      : filterWithSubQueries(context, { node: start, condition: lower(finish.qualify), items, span });
  const joined = joinSubQueries({ context, node: qualified, items, span }, wrapAll(outputs));
  const expressions = unwrapAll(joined.conditions, outputs);
  const names = [...named.map(({ name }) => name), ...hidden.map((_, i) => `$sort${i}`)];
  const projected = nodes.project(joined.node, expressions, names);
  const node = select.distinct ? distinct(projected) : projected;
  return { node, visible: named.length, order: sortKeys(finish.order, named.length) };
}

/** A bare EXISTS in the select list is a value, not a condition: wrapping keeps it from becoming a semi join. */
function wrapAll(expressions: readonly Expression[]): Expression[] {
  return expressions.map((e) => ({ kind: 'cast', mode: 'implicit', arg: e, type: e.type }));
}

function unwrapAll(wrapped: readonly Expression[], fallback: readonly Expression[]): Expression[] {
  return wrapped.map((e, i) => (e.kind === 'cast' ? e.arg : (fallback[i] ?? e)));
}

function bindCondition(
  scope: ExpressionScope,
  node: ExpressionNode | undefined,
  clause: string,
): Expression | undefined {
  if (node === undefined) {
    return undefined;
  }
  const bound = requireBoolean(scope.context, bindExpression(scope, node), { clause, span: node.span });
  return isErrorExpression(bound) ? undefined : bound;
}

function bindItem(scope: ExpressionScope, item: SelectItem): NamedExpression[] {
  const { expression } = item;
  if (expression.kind === 'star') {
    return bindStar(scope, expression.qualifier, item);
  }
  const bound = bindExpression(scope, expression);
  return [{ name: item.alias?.name ?? derivedName(expression) ?? '', expression: bound }];
}

function bindStar(scope: ExpressionScope, qualifier: readonly Identifier[], item: SelectItem): NamedExpression[] {
  const names = qualifier.map((part) => part.name);
  const indices = expandStar(scope.scope, names);
  if (indices !== undefined) {
    return indices.map((index) => {
      const column = scope.scope.columns[index];
      return { name: column?.name ?? '', expression: starColumn(scope, index, item) };
    });
  }
  const isColumn = resolveName(scope.scope, names).kind === 'column';
  const fields = isColumn ? fieldsOf(bindColumnParts(scope, qualifier)) : undefined;
  if (fields !== undefined) {
    return fields;
  }
  const last = names.at(-1) ?? '';
  if (scope.scope.broken !== true) {
    scope.context.reportUnknown({
      code: 'unknown-table-alias',
      message: `There is no table "${last}" in the FROM clause`,
      span: item.span,
      name: last,
      candidates: scope.scope.columns.map((column) => column.relation.at(-1) ?? ''),
    });
  }
  return [{ name: '', expression: errorExpression() }];
}

/** The fields of a row value, each by its name; undefined when the value has none. */
function fieldsOf(value: Expression): NamedExpression[] | undefined {
  const { type } = value;
  if (type.kind !== 'ROW' && type.kind !== 'STRUCTURED') {
    return undefined;
  }
  return type.fields.map((field, index) => ({
    name: field.name,
    expression: {
      kind: 'field',
      arg: value,
      index,
      type: withNullability(field.type, field.type.nullable || type.nullable),
    },
  }));
}

function starColumn(scope: ExpressionScope, index: number, item: SelectItem): Expression {
  const column = scope.scope.columns[index];
  return column === undefined ? errorExpression() : scope.context.remember(input(index, column.type), item.span);
}

/** The name an unaliased column has by itself: its last part. */
function derivedName(node: ExpressionNode): string | undefined {
  if (node.kind === 'column-reference') {
    return node.parts.at(-1)?.name;
  }
  return node.kind === 'field' ? node.field.name : undefined;
}

/** Unnamed columns become EXPR$0, EXPR$1 by position; a name used again gets a number, as in Flink. */
function uniqueExpressionNames(items: readonly NamedExpression[]): NamedExpression[] {
  const used = new Set<string>();
  return items.map(({ name, expression }, i) => {
    const wanted = name === '' ? `EXPR$${i}` : name;
    let unique = wanted;
    for (let n = 0; used.has(unique); n++) {
      unique = `${wanted}${n}`;
    }
    used.add(unique);
    return { name: unique, expression };
  });
}

type OrderKey =
  | { readonly kind: 'column'; readonly key: SortKey }
  | { readonly kind: 'hidden'; readonly expression: Expression; readonly key: Omit<SortKey, 'index'> };

/** What ORDER BY names: an ordinal, an alias, an expression of the list, else a column that is not shown. */
function bindOrderKey(scope: ExpressionScope, named: readonly NamedExpression[], item: OrderItem): OrderKey {
  const nullsFirst = item.nulls === undefined ? !item.descending : item.nulls === 'FIRST';
  const direction = { descending: item.descending, nullsFirst };
  const { expression } = item;
  if (expression.kind === 'number-literal') {
    const [key] = ordinalKey(scope.context, item, named.length);
    return { kind: 'column', key: key ?? { index: 0, ...direction } };
  }
  if (expression.kind === 'column-reference' && expression.parts.length === 1) {
    const alias = named.findIndex(({ name }) => name === expression.parts[0]?.name);
    if (alias !== -1) {
      return { kind: 'column', key: { index: alias, ...direction } };
    }
  }
  const bound = bindExpression(scope, expression);
  const same = named.findIndex((candidate) => sameExpression(candidate.expression, bound));
  return same === -1
    ? { kind: 'hidden', expression: bound, key: direction }
    : { kind: 'column', key: { index: same, ...direction } };
}

function sortKeys(order: readonly OrderKey[], visible: number): SortKey[] {
  let hidden = visible;
  return order.map((key) => (key.kind === 'column' ? key.key : { index: hidden++, ...key.key }));
}
