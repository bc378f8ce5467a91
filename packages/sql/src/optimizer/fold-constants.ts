/** Computes at planning time what does not depend on a row. */
import { evaluateConstant, findScalar } from '@riffle/functions';
import { type Expression, rewriteExpression } from '@riffle/plan';
import { call, conjunctionOf, conjunctsOf, FALSE, literal, TRUE } from '../logical/expressions.ts';
import { type LogicalNode, rewritePlan } from '../logical/node.ts';
import { PlanningError } from '../physical/planning-error.ts';
import type { OptimizeContext } from './context.ts';

export function foldConstants(plan: LogicalNode, context: OptimizeContext): LogicalNode {
  return rewritePlan(plan, (node) => foldNode(node, (e) => foldExpression(e, context)));
}

function foldNode(node: LogicalNode, fold: (expression: Expression) => Expression): LogicalNode {
  switch (node.kind) {
    case 'project':
      return { ...node, expressions: node.expressions.map(fold) };
    case 'filter':
      return foldFilter({ ...node, condition: fold(node.condition) });
    case 'join':
      return node.condition === null ? node : { ...node, condition: dropTrue(fold(node.condition)) };
    case 'values':
      return { ...node, rows: node.rows.map((row) => row.map(fold)) };
    case 'watermark':
      return { ...node, watermark: fold(node.watermark) };
    default:
      return node;
  }
}

function isLiteral(expression: Expression, value: boolean): boolean {
  return expression.kind === 'literal' && expression.value === value;
}

function dropTrue(condition: Expression): Expression | null {
  return conjunctionOf(conjunctsOf(condition).filter((part) => !isLiteral(part, true)));
}

/** A filter that is always true goes; one that never is leaves no row. */
function foldFilter(node: Extract<LogicalNode, { kind: 'filter' }>): LogicalNode {
  const condition = dropTrue(node.condition);
  if (condition === null) {
    return node.input;
  }
  const never = conjunctsOf(condition).some(
    (part) => part.kind === 'literal' && (part.value === false || part.value === null),
  );
  return never ? { kind: 'values', rows: [], output: node.output } : { ...node, condition };
}

export function foldExpression(expression: Expression, context: OptimizeContext): Expression {
  return rewriteExpression(expression, (e) => simplify(foldOne(e, context)));
}

function foldOne(expression: Expression, context: OptimizeContext): Expression {
  refuseDivisionByZero(expression);
  if (!isFoldable(expression)) {
    return expression;
  }
  try {
    return literal(evaluateConstant(expression, context.evaluation), expression.type);
  } catch {
    // A constant that fails (1 / 0, CAST('x' AS INT)) must fail when the job runs and reaches it, not here.
    return expression;
  }
}

/** Flink refuses a constant zero as divisor while planning, also one of a floating type. */
function refuseDivisionByZero(expression: Expression): void {
  if (expression.kind !== 'call' || expression.name !== '/') {
    return;
  }
  const divisor = expression.args[1];
  const isZero = divisor?.kind === 'literal' && divisor.value !== null && Number(divisor.value) === 0;
  if (isZero && typeof divisor.value !== 'boolean') {
    throw new PlanningError('division-by-zero', 'Division by zero.');
  }
}

/** Functions whose result depends on the session or the moment. */
const VOLATILE = ['CURRENT_DATABASE', 'CURRENT_CATALOG', 'UNIX_TIMESTAMP', 'TYPEOF'];

function isFoldable(expression: Expression): boolean {
  switch (expression.kind) {
    case 'call': {
      const definition = findScalar(expression.name);
      const pure = definition?.deterministic === true && !VOLATILE.includes(expression.name);
      return pure && expression.type.kind !== 'RAW' && expression.args.length > 0 && expression.args.every(isConstant);
    }
    case 'cast':
      return isConstant(expression.arg);
    default:
      return false;
  }
}

function isConstant(expression: Expression): boolean {
  return expression.kind === 'literal';
}

/** AND and OR with a constant side. */
function simplify(expression: Expression): Expression {
  if (expression.kind !== 'call' || (expression.name !== 'AND' && expression.name !== 'OR')) {
    return expression;
  }
  const isAnd = expression.name === 'AND';
  if (expression.args.some((arg) => isLiteral(arg, !isAnd))) {
    return isAnd ? FALSE : TRUE;
  }
  const rest = expression.args.filter((arg) => !isLiteral(arg, isAnd));
  const [first, ...others] = rest;
  if (first === undefined) {
    return isAnd ? TRUE : FALSE;
  }
  return rest.length === expression.args.length
    ? expression
    : others.reduce((left, right) => call(expression.name, [left, right], expression.type), first);
}
