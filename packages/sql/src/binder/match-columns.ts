/**
 * Names inside MATCH_RECOGNIZE. A column of a pattern variable is a call: `LAST(variable, column, offset)` and
 * `FIRST(variable, column, offset)`, the variable as a SYMBOL literal (`*` for any row of the match), the offset as an
 * INTEGER literal counted from the end or the beginning of the variable's rows. An aggregate over a variable's rows is
 * `MATCH_AGG(variable, name SYMBOL, argument)`. In DEFINE the row being tested counts as mapped to its variable.
 */
import { notNull, types, withNullability } from '@riffle/columns';
import type { Expression } from '@riffle/plan';
import type { ColumnReference, ExpressionNode, FunctionCall } from '../ast/expressions.ts';
import { call, integerOf, literal } from '../logical/expressions.ts';
import { builtInAggregate } from './aggregate-call.ts';
import { inferCall } from './calls.ts';
import { bindColumnParts } from './columns.ts';
import { errorExpression, isErrorExpression } from './context.ts';
import type { ExpressionScope, MatchScope } from './expression-scope.ts';
import { bindExpression } from './recursion.ts';

const NAVIGATION = ['FIRST', 'LAST', 'PREV', 'NEXT'];
const UNSUPPORTED = ['CLASSIFIER', 'MATCH_NUMBER', 'PREV', 'NEXT'];

export function isMatchFunction(name: string): boolean {
  return (
    NAVIGATION.includes(name) ||
    UNSUPPORTED.includes(name) ||
    name === 'MATCH_ROWTIME' ||
    name === 'MATCH_PROCTIME' ||
    builtInAggregate(name) !== undefined
  );
}

const variableSymbol = (variable: string): Expression => literal(variable, types.symbol());
const ANY_ROW = '*';

/** `A.price`, `price`. */
export function bindMatchColumn(scope: ExpressionScope, match: MatchScope, node: ColumnReference): Expression {
  const { variable, column } = splitVariable(scope, match, node);
  if (isErrorExpression(column)) {
    return column;
  }
  return navigate('LAST', variable, column, 0);
}

function splitVariable(
  scope: ExpressionScope,
  match: MatchScope,
  node: ColumnReference,
): { variable: string; column: Expression } {
  const [first] = node.parts;
  const plain: ExpressionScope = { ...scope, match: undefined };
  if (first !== undefined && node.parts.length > 1 && match.variables.includes(first.name)) {
    return { variable: first.name, column: bindColumnParts(plain, node.parts.slice(1)) };
  }
  return { variable: ANY_ROW, column: bindColumnParts(plain, node.parts) };
}

function navigate(name: 'FIRST' | 'LAST', variable: string, column: Expression, offset: number): Expression {
  return call(
    name,
    [variableSymbol(variable), column, literal(offset, notNull(types.int()))],
    withNullability(column.type, true),
  );
}

export function bindMatchFunction(scope: ExpressionScope, match: MatchScope, node: FunctionCall): Expression {
  const name = (node.name.parts[0]?.name ?? '').toUpperCase();
  if (name === 'MATCH_ROWTIME' || name === 'MATCH_PROCTIME') {
    const attribute = name === 'MATCH_ROWTIME' ? 'rowtime' : 'proctime';
    const type = scope.scope.columns
      .map((column) => column.type)
      .find((t) => 'attribute' in t && t.attribute === attribute);
    return call(name, [], notNull(type ?? types.timestampLtz(3, attribute)));
  }
  if (UNSUPPORTED.includes(name)) {
    scope.context.notSupported(`${name} in MATCH_RECOGNIZE`, node.span);
    return errorExpression();
  }
  return name === 'FIRST' || name === 'LAST'
    ? bindNavigation(scope, match, { name, node })
    : bindMatchAggregate(scope, match, node, name);
}

function bindNavigation(
  scope: ExpressionScope,
  match: MatchScope,
  request: { name: 'FIRST' | 'LAST'; node: FunctionCall },
): Expression {
  const [target, offsetNode] = request.node.args;
  if (target === undefined) {
    scope.context.report('wrong-arguments', `${request.name} needs a column.`, request.node.span);
    return errorExpression();
  }
  const offset = offsetNode === undefined ? 0 : integerOf(bindExpression({ ...scope, match: undefined }, offsetNode));
  if (offset === undefined || offset < 0) {
    scope.context.report(
      'wrong-arguments',
      `${request.name}'s offset must be a whole number, 0 or more.`,
      request.node.span,
    );
    return errorExpression();
  }
  const { variable, expression } = bindOverVariable(scope, match, target);
  return isErrorExpression(expression) ? expression : navigate(request.name, variable, expression, offset);
}

/** An expression over the columns of one variable, with those columns as plain inputs. */
function bindOverVariable(
  scope: ExpressionScope,
  match: MatchScope,
  node: ExpressionNode,
): { variable: string; expression: Expression } {
  const variables = new Set<string>();
  collectVariables(node, match, variables);
  if (variables.size > 1) {
    scope.context.report('mixed-variables', 'One call can only use the columns of one pattern variable.', node.span);
  }
  const [variable = ANY_ROW] = variables;
  const relation = variable === ANY_ROW ? [] : [variable];
  const columns = scope.scope.columns.map((column) => ({ ...column, relation }));
  const plain: ExpressionScope = { ...scope, match: undefined, scope: { ...scope.scope, columns } };
  return { variable, expression: bindExpression(plain, node) };
}

function collectVariables(node: unknown, match: MatchScope, into: Set<string>): void {
  if (Array.isArray(node)) {
    for (const part of node) {
      collectVariables(part, match, into);
    }
    return;
  }
  if (typeof node !== 'object' || node === null) {
    return;
  }
  if (isColumnReference(node)) {
    const first = node.parts[0]?.name;
    if (node.parts.length > 1 && first !== undefined && match.variables.includes(first)) {
      into.add(first);
    }
    return;
  }
  for (const part of Object.values(node)) {
    collectVariables(part, match, into);
  }
}

function isColumnReference(node: object): node is ColumnReference {
  return 'kind' in node && node.kind === 'column-reference';
}

function bindMatchAggregate(scope: ExpressionScope, match: MatchScope, node: FunctionCall, name: string): Expression {
  const { context } = scope;
  const definition = builtInAggregate(name);
  if (definition === undefined || node.quantifier === 'DISTINCT') {
    context.notSupported(`${node.quantifier ?? ''} ${name} in MATCH_RECOGNIZE`.trim(), node.span);
    return errorExpression();
  }
  const [argument] = node.args;
  const star = argument === undefined || argument.kind === 'star';
  const starOf = argument?.kind === 'star' ? argument.qualifier[0]?.name : undefined;
  const bound = star ? undefined : bindOverVariable(scope, match, argument);
  const typed = inferCall(context, definition, bound === undefined ? [] : [bound.expression], node.span);
  if (typed === undefined) {
    return errorExpression();
  }
  const variable = bound?.variable ?? starOf ?? ANY_ROW;
  return call('MATCH_AGG', [variableSymbol(variable), variableSymbol(definition.name), ...typed.args], typed.type);
}
