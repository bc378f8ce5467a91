/** Calls of aggregate functions: COUNT, SUM … with DISTINCT, FILTER and their own options. */
import { type AggregateFunction, type FunctionDefinition, findFunction } from '@riffle/functions';
import type { AggregateCall, Expression, RegisteredFunction } from '@riffle/plan';
import type { FunctionCall } from '../ast/expressions.ts';
import { castRegisteredArguments, inferCall, requireBoolean } from './calls.ts';
import { withoutAttribute } from './casts.ts';
import { errorExpression, isErrorExpression } from './context.ts';
import type { ExpressionScope } from './expression-scope.ts';
import { bindAll, bindExpression } from './recursion.ts';

export function bindAggregateCall(
  scope: ExpressionScope,
  node: FunctionCall,
  definition: AggregateFunction,
): Expression {
  const collector = allowedCollector(scope, node, definition.name);
  if (collector === undefined) {
    return errorExpression();
  }
  const bound = makeAggregateCall(scope, node, definition);
  return bound === undefined ? errorExpression() : collector.add(bound);
}

function allowedCollector(scope: ExpressionScope, node: FunctionCall, name: string) {
  if (scope.insideAggregate === true) {
    scope.context.report('nested-aggregate', `An aggregate function cannot be an argument of another one.`, node.span, {
      hint: `Compute ${name} in a sub-query first.`,
    });
    return undefined;
  }
  if (scope.aggregates === undefined) {
    const hint = scope.clause === 'WHERE' ? 'Use HAVING to filter groups.' : undefined;
    scope.context.report(
      'misplaced-aggregate',
      `${name} is an aggregate function and cannot be used in ${scope.clause}.`,
      node.span,
      {
        hint,
      },
    );
  }
  return scope.aggregates;
}

/** The call without the place it goes to; also used for OVER. */
export function makeAggregateCall(
  scope: ExpressionScope,
  node: FunctionCall,
  definition: FunctionDefinition,
): AggregateCall | undefined {
  const inner: ExpressionScope = { ...scope, insideAggregate: true };
  const isStar = node.args.length === 1 && node.args[0]?.kind === 'star';
  if (isStar && definition.name !== 'COUNT') {
    scope.context.report('misplaced-star', `Only COUNT takes a star; ${definition.name} needs a column.`, node.span);
    return undefined;
  }
  if (node.orderBy.length > 0 || node.withinGroup.length > 0) {
    scope.context.notSupported('ORDER BY inside an aggregate function', node.span);
    return undefined;
  }
  const args = isStar ? [] : bindAll(inner, node.args);
  const filter = bindFilter(inner, node);
  const typed = inferCall(scope.context, definition, args, node.span);
  if (typed === undefined || (filter !== null && isErrorExpression(filter))) {
    return undefined;
  }
  const options = node.nullTreatment === undefined ? {} : { options: { nulls: node.nullTreatment } };
  return {
    name: definition.name,
    args: typed.args,
    distinct: node.quantifier === 'DISTINCT',
    filter,
    type: withoutAttribute(typed.type),
    ...options,
  };
}

function bindFilter(scope: ExpressionScope, node: FunctionCall): Expression | null {
  if (node.filter === undefined) {
    return null;
  }
  return requireBoolean(scope.context, bindExpression(scope, node.filter), {
    clause: 'FILTER',
    span: node.filter.span,
  });
}

export function bindRegisteredAggregate(
  scope: ExpressionScope,
  node: FunctionCall,
  registered: RegisteredFunction,
): Expression {
  const collector = allowedCollector(scope, node, registered.name);
  if (collector === undefined) {
    return errorExpression();
  }
  const inner: ExpressionScope = { ...scope, insideAggregate: true };
  const args = castRegisteredArguments(scope.context, registered, bindAll(inner, node.args), node.span);
  const filter = bindFilter(inner, node);
  if (args === undefined) {
    return errorExpression();
  }
  return collector.add({
    name: registered.name,
    args,
    distinct: node.quantifier === 'DISTINCT',
    filter,
    type: registered.resultType,
  });
}

/** The built-in aggregate of that name. */
export function builtInAggregate(name: string): AggregateFunction | undefined {
  const found = findFunction(name);
  return found?.kind === 'aggregate' ? found : undefined;
}
