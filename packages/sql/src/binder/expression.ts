/** Expressions as written → bound expressions. One function a syntax, all reached from `bindExpression`. */
import { type LogicalType, notNull, types, withNullability } from '@riffle/columns';
import { castProblem } from '@riffle/functions';
import type { Expression, Span } from '@riffle/plan';
import type {
  BetweenPredicate,
  BinaryExpression,
  CaseExpression,
  CastNode,
  ExpressionNode,
  InListPredicate,
  IntervalExpression,
  IsPredicate,
  LikePredicate,
  QuantifiedComparison,
  UnaryExpression,
} from '../ast/expressions.ts';
import type { TimeUnit } from '../ast/type-nodes.ts';
import { call, literal } from '../logical/expressions.ts';
import { bindBuiltIn } from './calls.ts';
import { castTo } from './casts.ts';
import { bindColumnParts, bindField } from './columns.ts';
import { type BindContext, errorExpression, isErrorExpression } from './context.ts';
import type { ExpressionScope } from './expression-scope.ts';
import { bindFunctionCall } from './function-call.ts';
import { bindJson } from './json.ts';
import { bindLiteral, bindNumber } from './literals.ts';
import { bindMatchColumn } from './match-columns.ts';
import { bindAll, bindExpression } from './recursion.ts';
import { bindExists, bindInQuery, bindScalarSubQuery } from './sub-query.ts';
import { bindType, intervalType } from './types.ts';

/** Binds an expression of any kind; reached through `recursion.ts`. */
export function bindExpressionNode(scope: ExpressionScope, node: ExpressionNode): Expression {
  const bound = bindAny(scope, node);
  scope.context.observer?.expression?.(scope, node, bound);
  return scope.context.remember(bound, node.span);
}

function bindAny(scope: ExpressionScope, node: ExpressionNode): Expression {
  const { context } = scope;
  switch (node.kind) {
    case 'number-literal':
    case 'string-literal':
    case 'binary-literal':
    case 'boolean-literal':
    case 'null-literal':
    case 'datetime-literal':
    case 'interval-literal':
      return bindLiteral(context, node);
    case 'column-reference':
      return scope.match === undefined ? bindColumnParts(scope, node.parts) : bindMatchColumn(scope, scope.match, node);
    case 'field':
      return bindField(scope, bindExpression(scope, node.operand), node.field);
    case 'unary':
      return bindUnary(scope, node);
    case 'binary':
      return bindBinary(scope, node);
    case 'is':
      return bindIs(scope, node);
    case 'between':
      return bindBetween(scope, node);
    case 'like':
      return bindLike(scope, node);
    case 'in-list':
      return bindInList(scope, node);
    case 'in-query':
      return bindInQuery(scope, node);
    case 'exists':
      return bindExists(scope, node);
    case 'subquery':
      return bindScalarSubQuery(scope, node);
    case 'quantified':
      return bindQuantified(scope, node);
    case 'case':
      return bindCase(scope, node);
    case 'cast':
      return bindCast(scope, node);
    case 'interval':
      return bindIntervalExpression(scope, node);
    case 'function-call':
      return bindFunctionCall(scope, node);
    case 'json-exists':
    case 'json-value':
    case 'json-query':
    case 'json-object':
    case 'json-array':
    case 'json-objectagg':
    case 'json-arrayagg':
      return bindJson(scope, node);
    case 'array':
      return bindConstructor(scope, 'ARRAY', node.elements, node.span);
    case 'map':
      return bindConstructor(scope, 'MAP', node.elements, node.span);
    case 'row':
      return bindConstructor(scope, 'ROW', node.items, node.span);
    case 'item':
      return bindBuiltIn(context, 'ITEM', bindAll(scope, [node.operand, node.index]), node.span);
    case 'symbol':
      return literal(node.value.toUpperCase(), types.symbol());
    case 'match-semantics':
      return bindExpression(scope, node.operand);
    case 'star':
      context.report(
        'misplaced-star',
        'The star * stands for all columns and cannot be used as a value here.',
        node.span,
      );
      return errorExpression();
    case 'dynamic-parameter':
      context.notSupported('the dynamic parameter ?', node.span);
      return errorExpression();
    case 'multiset':
      context.notSupported('MULTISET[…]', node.span);
      return errorExpression();
    case 'collection-query':
      context.notSupported(`${node.collection} of a query`, node.span);
      return errorExpression();
    case 'unique':
      context.notSupported('UNIQUE', node.span);
      return errorExpression();
    case 'period':
      context.notSupported('PERIOD outside OVERLAPS', node.span);
      return errorExpression();
    case 'named-argument':
      context.notSupported('named arguments outside window functions', node.span);
      return errorExpression();
    case 'default':
    case 'descriptor':
    case 'table-argument':
    case 'model-argument':
      context.report('misplaced-argument', 'This can only be an argument of a table function.', node.span);
      return errorExpression();
  }
}

function bindConstructor(
  scope: ExpressionScope,
  name: string,
  nodes: readonly ExpressionNode[],
  span: Span,
): Expression {
  return bindBuiltIn(scope.context, name, bindAll(scope, nodes), span);
}

function bindUnary(scope: ExpressionScope, node: UnaryExpression): Expression {
  const { context } = scope;
  if (node.operator === '-' && node.operand.kind === 'number-literal') {
    return bindNumber(context, node.operand, true);
  }
  const operand = bindExpression(scope, node.operand);
  if (node.operator === 'NOT') {
    return negate(context, operand, node.span);
  }
  return node.operator === '+' ? operand : bindBuiltIn(context, '-', [operand], node.span);
}

function negate(context: BindContext, operand: Expression, span: Span): Expression {
  return bindBuiltIn(context, 'NOT', [operand], span);
}

function bindBinary(scope: ExpressionScope, node: BinaryExpression): Expression {
  const { context } = scope;
  switch (node.operator) {
    case 'OVERLAPS':
      return bindOverlaps(scope, node);
    case 'CONTAINS':
    case 'EQUALS':
    case 'PRECEDES':
    case 'SUCCEEDS':
    case 'IMMEDIATELY PRECEDES':
    case 'IMMEDIATELY SUCCEEDS':
    case 'MEMBER OF':
    case 'NOT MEMBER OF':
    case 'SUBMULTISET OF':
    case 'NOT SUBMULTISET OF':
    case 'MULTISET UNION ALL':
    case 'MULTISET UNION DISTINCT':
    case 'MULTISET INTERSECT ALL':
    case 'MULTISET INTERSECT DISTINCT':
    case 'MULTISET EXCEPT ALL':
    case 'MULTISET EXCEPT DISTINCT':
      context.notSupported(`the operator ${node.operator}`, node.span);
      return errorExpression();
    case 'AND':
    case 'OR':
      return balanced(context, node, bindAll(scope, chainOf(node)));
    default:
      return bindBuiltIn(context, node.operator, bindAll(scope, [node.left, node.right]), node.span);
  }
}

/** The operands of `a OR b OR c …`, however long: the tree leans to the left. */
function chainOf(node: BinaryExpression): ExpressionNode[] {
  const operands: ExpressionNode[] = [];
  let at: ExpressionNode = node;
  while (at.kind === 'binary' && at.operator === node.operator) {
    operands.push(at.right);
    at = at.left;
  }
  operands.push(at);
  return operands.reverse();
}

/** The chain as a tree of little depth, for everything after this walks trees by recursion. */
function balanced(context: BindContext, node: BinaryExpression, operands: readonly Expression[]): Expression {
  const [first] = operands;
  if (operands.length === 1 && first !== undefined) {
    return first;
  }
  const middle = operands.length >> 1;
  const halves = [operands.slice(0, middle), operands.slice(middle)].map((half) => balanced(context, node, half));
  return bindBuiltIn(context, node.operator, halves, node.span);
}

function bindOverlaps(scope: ExpressionScope, node: BinaryExpression): Expression {
  const parts = [node.left, node.right].flatMap((side) =>
    side.kind === 'row' || side.kind === 'period' ? side.items : [side],
  );
  return bindBuiltIn(scope.context, 'OVERLAPS', bindAll(scope, parts), node.span);
}

function bindIs(scope: ExpressionScope, node: IsPredicate): Expression {
  const { context } = scope;
  const operand = bindExpression(scope, node.operand);
  switch (node.test) {
    case 'A SET':
    case 'EMPTY':
      context.notSupported(`IS ${node.test}`, node.span);
      return errorExpression();
    case 'JSON VALUE':
    case 'JSON OBJECT':
    case 'JSON ARRAY':
    case 'JSON SCALAR': {
      const test = bindBuiltIn(context, `IS ${node.test}`, [operand], node.span);
      return node.negated ? negate(context, test, node.span) : test;
    }
    default: {
      const test = node.test === 'UNKNOWN' && operand.type.kind !== 'BOOLEAN' ? 'NULL' : node.test;
      return bindBuiltIn(context, `IS ${node.negated ? 'NOT ' : ''}${test}`, [operand], node.span);
    }
  }
}

function bindBetween(scope: ExpressionScope, node: BetweenPredicate): Expression {
  const { context } = scope;
  const [operand, low, high] = bindAll(scope, [node.operand, node.low, node.high]) as [
    Expression,
    Expression,
    Expression,
  ];
  const within = (from: Expression, to: Expression): Expression =>
    bindBuiltIn(
      context,
      'AND',
      [bindBuiltIn(context, '>=', [operand, from], node.span), bindBuiltIn(context, '<=', [operand, to], node.span)],
      node.span,
    );
  const test = node.symmetric
    ? bindBuiltIn(context, 'OR', [within(low, high), within(high, low)], node.span)
    : within(low, high);
  return node.negated ? negate(context, test, node.span) : test;
}

function bindLike(scope: ExpressionScope, node: LikePredicate): Expression {
  const { context } = scope;
  const args = bindAll(scope, [node.operand, node.pattern, ...(node.escape === undefined ? [] : [node.escape])]);
  const test = bindBuiltIn(context, node.operator, args, node.span);
  return node.negated ? negate(context, test, node.span) : test;
}

function bindInList(scope: ExpressionScope, node: InListPredicate): Expression {
  const { context } = scope;
  const operand = bindExpression(scope, node.operand);
  const items = bindAll(scope, node.items);
  const test = anyEqual(context, operand, items, node.span);
  return node.negated ? negate(context, test, node.span) : test;
}

function anyEqual(context: BindContext, operand: Expression, items: readonly Expression[], span: Span): Expression {
  const tests = items.map((item) => bindBuiltIn(context, '=', [operand, item], span));
  return tests.length === 0 ? literal(false, notNull(types.boolean())) : disjunction(tests);
}

/** A balanced OR: a list of thousands of items must not nest thousands deep. */
function disjunction(tests: readonly Expression[]): Expression {
  const [first] = tests;
  if (tests.some(isErrorExpression)) {
    return errorExpression(types.boolean());
  }
  if (tests.length === 1 && first !== undefined) {
    return first;
  }
  const middle = tests.length >> 1;
  const [left, right] = [disjunction(tests.slice(0, middle)), disjunction(tests.slice(middle))];
  return call('OR', [left, right], withNullability(types.boolean(), left.type.nullable || right.type.nullable));
}

function bindQuantified(scope: ExpressionScope, node: QuantifiedComparison): Expression {
  const { context } = scope;
  if (node.query !== undefined) {
    const isIn = node.operator === '=' && node.quantifier === 'ANY';
    const isNotIn = node.operator === '<>' && node.quantifier === 'ALL';
    if (isIn || isNotIn) {
      const { operand, query, span } = node;
      return bindInQuery(scope, { kind: 'in-query', span, operand, query, negated: isNotIn });
    }
    context.notSupported(`${node.operator} ${node.quantifier} with a query`, node.span);
    return errorExpression();
  }
  const operand = bindExpression(scope, node.operand);
  const tests = bindAll(scope, node.items).map((item) =>
    bindBuiltIn(context, node.operator, [operand, item], node.span),
  );
  const [first, ...rest] = tests;
  return first === undefined
    ? errorExpression()
    : rest.reduce(
        (left, right) => bindBuiltIn(context, node.quantifier === 'ANY' ? 'OR' : 'AND', [left, right], node.span),
        first,
      );
}

function bindCase(scope: ExpressionScope, node: CaseExpression): Expression {
  const { context } = scope;
  const operand = node.operand === undefined ? undefined : bindExpression(scope, node.operand);
  const args = node.branches.flatMap((branch) => {
    const conditions = bindAll(scope, branch.conditions);
    const [only] = conditions;
    const condition =
      operand === undefined ? (only ?? errorExpression()) : anyEqual(context, operand, conditions, branch.span);
    return [condition, bindExpression(scope, branch.result)];
  });
  const otherwise = node.otherwise === undefined ? literal(null, types.null()) : bindExpression(scope, node.otherwise);
  return bindBuiltIn(context, 'CASE', [...args, otherwise], node.span);
}

function bindCast(scope: ExpressionScope, node: CastNode): Expression {
  const { context } = scope;
  const operand = bindExpression(scope, node.operand);
  const type = bindType(context, node.type);
  if (isErrorExpression(operand)) {
    return errorExpression(type);
  }
  if (node.format !== undefined) {
    context.notSupported('CAST with FORMAT', node.format.span);
  }
  return bindCastTo(context, { operand, type, mode: node.mode, span: node.span });
}

interface CastRequest {
  readonly operand: Expression;
  readonly type: LogicalType;
  readonly mode: 'cast' | 'try';
  readonly span: Span;
}

function bindCastTo(context: BindContext, request: CastRequest): Expression {
  const { operand, type, mode, span } = request;
  const problem = castProblem(operand.type, type);
  if (problem !== undefined) {
    context.report('impossible-cast', problem, span);
    return errorExpression(type);
  }
  return castTo(operand, type, mode);
}

const UNIT_MILLIS: Partial<Record<TimeUnit, number>> = {
  WEEK: 604_800_000,
  DAY: 86_400_000,
  HOUR: 3_600_000,
  MINUTE: 60_000,
  SECOND: 1000,
};

function bindIntervalExpression(scope: ExpressionScope, node: IntervalExpression): Expression {
  const { context } = scope;
  const unitType = notNull(intervalType(node.qualifier));
  const { from } = node.qualifier;
  const unit =
    unitType.kind === 'INTERVAL_YEAR_MONTH' ? ({ YEAR: 12, QUARTER: 3 }[from as 'YEAR'] ?? 1) : UNIT_MILLIS[from];
  const value = bindExpression(scope, node.value);
  const one = literal((unit ?? 1) * (node.negative ? -1 : 1), unitType);
  return bindBuiltIn(context, '*', [one, value], node.span);
}
