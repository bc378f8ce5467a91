/** Sub-queries in expressions: bound where they stand, then turned into joins of the query around. */
import { notNull, types, withNullability } from '@riffle/columns';
import { commonType, findFunction } from '@riffle/functions';
import type { AggregateCall, Expression } from '@riffle/plan';
import type { ExistsPredicate, InQueryPredicate, QuantifiedComparison, Subquery } from '../ast/expressions.ts';
import type { QueryNode } from '../ast/queries.ts';
import { nodes } from '../logical/build.ts';
import { call, conjunctionOf, identity, input, literal, nullableBoolean, remapInputs } from '../logical/expressions.ts';
import type { LogicalNode } from '../logical/node.ts';
import { castTo } from './casts.ts';
import { type BindContext, errorExpression, isErrorExpression, isErrorNode } from './context.ts';
import { decorrelate } from './correlation.ts';
import type { ExpressionScope, SubQuery } from './expression-scope.ts';
import { OUTER_BASE, OUTER_STEP, SUB_QUERY_BASE } from './placeholders.ts';
import { bindExpression, bindQuery } from './recursion.ts';

export type SubQueryNode = InQueryPredicate | ExistsPredicate | Subquery | QuantifiedComparison;

function bindInner(scope: ExpressionScope, query: QueryNode): LogicalNode | undefined {
  const { context } = scope;
  if (scope.subQueries === undefined) {
    context.notSupported(`a sub-query in ${scope.clause}`, query.span);
    return undefined;
  }
  const node = bindQuery(context, query, scope.scope);
  return isErrorNode(node) ? undefined : node;
}

export function bindExists(scope: ExpressionScope, node: ExistsPredicate): Expression {
  const inner = bindInner(scope, node.query);
  if (inner === undefined || scope.subQueries === undefined) {
    return errorExpression();
  }
  return scope.subQueries.add((placeholder) => ({
    kind: 'exists',
    node: inner,
    placeholder: placeholder(notNull(types.boolean())),
  }));
}

export function bindScalarSubQuery(scope: ExpressionScope, node: Subquery): Expression {
  const inner = bindInner(scope, node.query);
  const [column, ...rest] = inner?.output ?? [];
  if (inner === undefined || column === undefined || scope.subQueries === undefined) {
    return errorExpression();
  }
  if (rest.length > 0) {
    scope.context.report('sub-query-columns', 'A sub-query used as a value must have one column.', node.query.span);
    return errorExpression();
  }
  return scope.subQueries.add((placeholder) => ({
    kind: 'scalar',
    node: inner,
    placeholder: placeholder(withNullability(column.type, true)),
  }));
}

export function bindInQuery(scope: ExpressionScope, node: InQueryPredicate): Expression {
  const { context } = scope;
  const operandNodes = node.operand.kind === 'row' ? node.operand.items : [node.operand];
  const operands = operandNodes.map((operand) => bindExpression(scope, operand));
  const inner = bindInner(scope, node.query);
  if (inner === undefined || operands.some(isErrorExpression) || scope.subQueries === undefined) {
    return errorExpression();
  }
  if (inner.output.length !== operands.length) {
    context.report(
      'sub-query-columns',
      `The sub-query has ${inner.output.length} columns, but ${operands.length} are compared with it.`,
      node.query.span,
    );
    return errorExpression();
  }
  const wanted = operands.map((operand, i) => commonType([operand.type, inner.output[i]?.type ?? operand.type]));
  if (wanted.some((type) => type === undefined)) {
    context.report(
      'incompatible-types',
      'The values before IN and those of the sub-query have no common type.',
      node.span,
    );
    return errorExpression();
  }
  const right = nodes.project(
    inner,
    identity(inner.output).map((column, i) => castTo(column, wanted[i] ?? column.type)),
    inner.output.map((field) => field.name),
  );
  return scope.subQueries.add((placeholder) => ({
    kind: 'in',
    node: right,
    operands: operands.map((operand, i) => castTo(operand, wanted[i] ?? operand.type)),
    negated: node.negated,
    placeholder: placeholder(nullableBoolean(...operands)),
  }));
}

/** A plan, and what the conditions over it have become. */
export interface Joined {
  readonly node: LogicalNode;
  readonly conditions: readonly Expression[];
}

interface JoinRequest {
  readonly context: BindContext;
  readonly node: LogicalNode;
  readonly items: readonly SubQuery[];
  readonly span: QueryNode['span'];
}

/**
 * Joins sub-queries to `node`. A condition that is just EXISTS or IN becomes a semi or anti join and goes away;
 * elsewhere a left join adds a column that takes the place of the sub-query.
 */
export function joinSubQueries(request: JoinRequest, conditions: readonly Expression[]): Joined {
  let { node } = request;
  const width = node.output.length;
  const remaining: Expression[] = [];
  const afterOthers: DirectSubQuery[] = [];
  for (const condition of conditions) {
    const direct = directSubQuery(request.items, condition);
    if (direct === undefined) {
      remaining.push(condition);
    } else if (operandsOf(direct.item).some((operand) => readsAny(operand, request.items))) {
      afterOthers.push(direct);
    } else {
      node = semiJoin({ ...request, node }, direct.item, direct.negated);
    }
  }
  const columns = new Map<number, Expression>();
  const resolve = (expression: Expression) => replacePlaceholders(expression, columns);
  for (const item of itemsRead(request.items, [...remaining, ...afterOthers.flatMap(({ item }) => operandsOf(item))])) {
    const added = valueJoin({ ...request, node }, item, resolve);
    node = added.node;
    columns.set(placeholderIndex(item), added.value);
  }
  for (const { item, negated } of afterOthers) {
    const resolved = item.kind === 'in' ? { ...item, operands: item.operands.map(resolve) } : item;
    node = semiJoin({ ...request, node }, resolved, negated);
  }
  return { node: node.output.length < width ? request.node : node, conditions: remaining.map(resolve) };
}

function operandsOf(item: SubQuery): readonly Expression[] {
  return item.kind === 'in' ? item.operands : [];
}

function readsAny(expression: Expression, items: readonly SubQuery[]): boolean {
  return items.some((item) => readsInput(expression, item));
}

/** The sub-queries that expressions read, and those that the operands of such read, in the order they were bound. */
function itemsRead(items: readonly SubQuery[], expressions: readonly Expression[]): readonly SubQuery[] {
  const read: SubQuery[] = [];
  // An operand is bound before the IN it belongs to.
  for (const item of items.toReversed()) {
    if ([...expressions, ...read.flatMap(operandsOf)].some((expression) => readsInput(expression, item))) {
      read.unshift(item);
    }
  }
  return read;
}

function placeholderIndex(item: SubQuery): number {
  return item.placeholder.kind === 'input' ? item.placeholder.index : SUB_QUERY_BASE;
}

function readsInput(expression: Expression, item: SubQuery): boolean {
  const index = placeholderIndex(item);
  let found = false;
  remapInputs(expression, (i) => {
    found ||= i === index;
    return i;
  });
  return found;
}

function replacePlaceholders(expression: Expression, columns: ReadonlyMap<number, Expression>): Expression {
  switch (expression.kind) {
    case 'input':
      return columns.get(expression.index) ?? expression;
    case 'call':
      return { ...expression, args: expression.args.map((arg) => replacePlaceholders(arg, columns)) };
    case 'cast':
    case 'field':
      return { ...expression, arg: replacePlaceholders(expression.arg, columns) };
    default:
      return expression;
  }
}

interface DirectSubQuery {
  readonly item: Exclude<SubQuery, { kind: 'scalar' }>;
  readonly negated: boolean;
}

function directSubQuery(items: readonly SubQuery[], condition: Expression): DirectSubQuery | undefined {
  if (condition.kind === 'call' && condition.name === 'NOT' && condition.args[0] !== undefined) {
    const inner = directSubQuery(items, condition.args[0]);
    return inner === undefined ? undefined : { item: inner.item, negated: !inner.negated };
  }
  const item = items.find((candidate) => condition.kind === 'input' && placeholderIndex(candidate) === condition.index);
  if (item === undefined || item.kind === 'scalar') {
    return undefined;
  }
  return { item, negated: item.kind === 'in' && item.negated };
}

/** The conditions a decorrelated plan leaves, over the joined row. */
function joinConditions(conditions: readonly Expression[], leftWidth: number): Expression[] {
  return conditions.map((condition) =>
    remapInputs(condition, (index) => {
      if (index < OUTER_BASE) {
        return leftWidth + index;
      }
      const outer = index - OUTER_BASE;
      return outer < OUTER_STEP ? outer : index - OUTER_STEP;
    }),
  );
}

function semiJoin(request: JoinRequest, item: Exclude<SubQuery, { kind: 'scalar' }>, negated: boolean): LogicalNode {
  const { node, context, span } = request;
  const inner = decorrelate(item.node);
  if (inner === undefined) {
    context.notSupported('this kind of correlated sub-query', span);
    return node;
  }
  const width = node.output.length;
  const correlated = joinConditions(inner.conditions, width);
  const equal =
    item.kind === 'in'
      ? item.operands.map((operand, i) => inEquality(operand, columnOf(inner.node, i, width), negated))
      : [];
  const condition = conjunctionOf([...equal, ...correlated]);
  return nodes.join({ left: node, right: inner.node, type: negated ? 'anti' : 'semi', condition });
}

function columnOf(node: LogicalNode, index: number, leftWidth: number): Expression {
  return input(leftWidth + index, node.output[index]?.type ?? types.null());
}

/** For NOT IN a comparison with NULL must not count as "different": it excludes the row. */
function inEquality(left: Expression, right: Expression, negated: boolean): Expression {
  const equal = call('=', [left, right], nullableBoolean(left, right));
  if (!negated) {
    return equal;
  }
  const nullable = [left, right].filter((side) => side.type.nullable);
  return nullable.reduce(
    (condition: Expression, side) =>
      call('OR', [condition, call('IS NULL', [side], notNull(types.boolean()))], nullableBoolean(left, right)),
    equal,
  );
}

/** Left join that adds the sub-query's value (or whether it holds) as a column. */
function valueJoin(
  request: JoinRequest,
  item: SubQuery,
  resolve: (expression: Expression) => Expression,
): { node: LogicalNode; value: Expression } {
  const { node, context, span } = request;
  const inner = decorrelate(item.node);
  if (inner === undefined) {
    context.notSupported('this kind of correlated sub-query', span);
    return { node, value: errorExpression(item.placeholder.type) };
  }
  const width = node.output.length;
  if (item.kind === 'scalar') {
    const single = atMostOneRow(item.node, inner.node);
    if (single === undefined) {
      context.notSupported(
        'a sub-query as a value that may give more than one row',
        span,
        'Use an aggregate such as MAX.',
      );
      return { node, value: errorExpression(item.placeholder.type) };
    }
    const condition = conjunctionOf(joinConditions(inner.conditions, width));
    const joined = nodes.join({ left: node, right: single, type: 'left', condition });
    return { node: joined, value: scalarValue(item.node, joined, width) };
  }
  const operands = operandsOf(item).map(resolve);
  const compared = [...operands.map((operand) => operand.type), ...inner.node.output.map((field) => field.type)];
  const counts =
    item.kind === 'in' && inner.conditions.length === 0 && compared.some((type) => type.nullable)
      ? rowCounts(inner.node, operands.length)
      : undefined;
  const left = counts === undefined ? node : nodes.join({ left: node, right: counts, type: 'inner', condition: null });
  const leftWidth = left.output.length;
  const keys = markedKeys(inner.node, inner.conditions.length > 0 || item.kind === 'in');
  const equal = operands.map((operand, i) => inEquality(operand, columnOf(inner.node, i, leftWidth), false));
  const condition = conjunctionOf([...equal, ...joinConditions(inner.conditions, leftWidth)]);
  const joined = nodes.join({ left, right: keys, type: 'left', condition });
  const marker = input(joined.output.length - 1, types.boolean());
  const found = call('IS NOT NULL', [marker], notNull(types.boolean()));
  const value = counts === undefined ? nullWhenOperandIs(operands, found) : isIn({ operands, found, countsAt: width });
  const isNegated = item.kind === 'in' && item.negated;
  return { node: joined, value: isNegated ? call('NOT', [value], value.type) : value };
}

/** One row: how many rows a sub-query has, and how many of them without NULL among the first `width` columns. */
function rowCounts(node: LogicalNode, width: number): LogicalNode {
  const type = notNull(types.bigint());
  const columns = identity(node.output).slice(0, width);
  const present = columns.map((column) => call('IS NOT NULL', [column], notNull(types.boolean())));
  const all: AggregateCall = { name: 'COUNT', args: [], distinct: false, filter: null, type };
  const known: AggregateCall = width === 1 ? { ...all, args: columns } : { ...all, filter: conjunctionOf(present) };
  return nodes.aggregate(node, [], [all, known]);
}

/** IN by SQL's three truth values: unknown when nothing equal was found, but a NULL was among what was compared. */
function isIn(request: {
  readonly operands: readonly Expression[];
  readonly found: Expression;
  /** Where the columns of `rowCounts` stand. */
  readonly countsAt: number;
}): Expression {
  const { operands, found, countsAt } = request;
  const boolean = notNull(types.boolean());
  const bigint = notNull(types.bigint());
  const [all, known] = [input(countsAt, bigint), input(countsAt + 1, bigint)];
  const truth = (value: boolean | null) => literal(value, value === null ? types.boolean() : boolean);
  const nullOperands = operands
    .filter((operand) => operand.type.nullable)
    .flatMap((operand) => [call('IS NULL', [operand], boolean), truth(null)]);
  return call(
    'CASE',
    [
      call('=', [all, literal(0, bigint)], boolean),
      truth(false),
      ...nullOperands,
      found,
      truth(true),
      call('<', [known, all], boolean),
      truth(null),
      truth(false),
    ],
    types.boolean(),
  );
}

function nullWhenOperandIs(operands: readonly Expression[], truth: Expression): Expression {
  const nullable = operands.filter((operand) => operand.type.nullable);
  return nullable.reduce((value: Expression, operand) => {
    const isNull = call('IS NULL', [operand], notNull(types.boolean()));
    return call('CASE', [isNull, literal(null, types.boolean()), value], types.boolean());
  }, truth);
}

/** The distinct rows with a TRUE beside them; without keys, one row when there is any. */
function markedKeys(node: LogicalNode, keyed: boolean): LogicalNode {
  const marker = literal(true, notNull(types.boolean()));
  const columns = keyed ? identity(node.output) : [];
  const names = keyed ? node.output.map((field) => field.name) : [];
  const projected = nodes.project(node, [...columns, marker], [...names, '$marker']);
  return nodes.aggregate(
    projected,
    projected.output.map((_, i) => i),
    [],
  );
}

function isGlobalAggregate(node: LogicalNode): boolean {
  switch (node.kind) {
    case 'aggregate':
      return node.grouping.length === 0;
    case 'project':
      return isGlobalAggregate(node.input);
    case 'values':
      return node.rows.length <= 1;
    case 'sort':
      return node.fetch === 1 || isGlobalAggregate(node.input);
    default:
      return false;
  }
}

function atMostOneRow(original: LogicalNode, inner: LogicalNode): LogicalNode | undefined {
  if (isGlobalAggregate(original)) {
    return inner;
  }
  const definition = findFunction('SINGLE_VALUE');
  const [column] = inner.output;
  if (definition?.kind !== 'aggregate' || column === undefined || inner.output.length > 1) {
    return undefined;
  }
  const type = withNullability(column.type, true);
  return nodes.aggregate(
    inner,
    [],
    [{ name: 'SINGLE_VALUE', args: [input(0, column.type)], distinct: false, filter: null, type }],
  );
}

/** COUNT over no row is 0, which the left join has made NULL. */
function scalarValue(original: LogicalNode, joined: LogicalNode, index: number): Expression {
  const value = input(index, withNullability(joined.output[index]?.type ?? types.null(), true));
  const isCount = original.kind === 'project' && countColumn(original);
  return isCount ? call('COALESCE', [value, literal(0, notNull(types.bigint()))], notNull(types.bigint())) : value;
}

function countColumn(node: Extract<LogicalNode, { kind: 'project' }>): boolean {
  const [first] = node.expressions;
  const { input: inner } = node;
  if (first?.kind !== 'input' || inner.kind !== 'aggregate') {
    return false;
  }
  return inner.calls[first.index - inner.grouping.length]?.name === 'COUNT';
}
