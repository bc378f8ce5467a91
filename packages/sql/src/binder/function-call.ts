/** Function calls: special names first, then built-ins, then registered functions. */
import { notNull, types, withNullability } from '@riffle/columns';
import { type FunctionDefinition, findFunction } from '@riffle/functions';
import type { Expression, RegisteredFunction } from '@riffle/plan';
import type { FunctionCall } from '../ast/expressions.ts';
import { call, literal } from '../logical/expressions.ts';
import { bindAggregateCall, bindRegisteredAggregate } from './aggregate-call.ts';
import { bindBuiltIn, bindRegisteredCall, bindScalarCall, functionNames } from './calls.ts';
import { timeAttributeOf } from './casts.ts';
import { bindColumnParts } from './columns.ts';
import { errorExpression, isErrorExpression } from './context.ts';
import type { ExpressionScope } from './expression-scope.ts';
import { bindGroupWindowAuxiliary, isGroupWindowAuxiliary } from './group-window.ts';
import { bindMatchFunction, isMatchFunction } from './match-columns.ts';
import { bindOverCall, isRankingFunction } from './over.ts';
import { bindAll } from './recursion.ts';

export function bindFunctionCall(scope: ExpressionScope, node: FunctionCall): Expression {
  const parts = node.name.parts.map((part) => part.name);
  const simple = parts.length === 1 ? (parts[0] ?? '').toUpperCase() : '';
  if (scope.match !== undefined && isMatchFunction(simple)) {
    return bindMatchFunction(scope, scope.match, node);
  }
  if (node.over !== undefined) {
    return bindOverCall(scope, node, node.over);
  }
  const special = simple === '' ? undefined : SPECIAL[simple];
  if (special !== undefined) {
    return special(scope, node);
  }
  if (isGroupWindowAuxiliary(simple)) {
    return bindGroupWindowAuxiliary(scope, node, simple);
  }
  const definition = parts.length === 1 ? findFunction(parts[0] ?? '') : undefined;
  if (definition !== undefined) {
    return bindDefined(scope, node, definition);
  }
  const registered = scope.context.env.catalog.findFunction(parts);
  if (registered !== undefined) {
    return bindRegistered(scope, node, registered);
  }
  if (node.bare) {
    // A word such as USER that is no function here is a column's name after all.
    return bindColumnParts(scope, node.name.parts);
  }
  if (isRankingFunction(simple)) {
    return reportMissingOver(scope, node, simple);
  }
  bindAll(
    scope,
    node.args.filter((arg) => arg.kind !== 'star'),
  );
  scope.context.reportUnknown({
    code: 'unknown-function',
    message: `There is no function "${parts.join('.')}"`,
    span: node.name.span,
    name: parts.join('.'),
    candidates: functionNames(scope.context),
  });
  return errorExpression();
}

function bindDefined(scope: ExpressionScope, node: FunctionCall, definition: FunctionDefinition): Expression {
  switch (definition.kind) {
    case 'scalar':
      rejectAggregateParts(scope, node);
      return bindScalarCall(scope.context, definition, bindAll(scope, node.args), node.span);
    case 'aggregate':
      return NEEDS_OVER.includes(definition.name)
        ? reportMissingOver(scope, node, definition.name)
        : bindAggregateCall(scope, node, definition);
    case 'table':
      return reportTableFunction(scope, node);
  }
}

const NEEDS_OVER = ['ROW_NUMBER', 'RANK', 'DENSE_RANK', 'PERCENT_RANK', 'CUME_DIST', 'NTILE', 'LAG', 'LEAD'];

function reportMissingOver(scope: ExpressionScope, node: FunctionCall, name: string): Expression {
  scope.context.report('missing-over', `${name} needs an OVER clause.`, node.span, {
    hint: `Write ${name}(…) OVER (PARTITION BY … ORDER BY …).`,
  });
  return errorExpression();
}

function bindRegistered(scope: ExpressionScope, node: FunctionCall, registered: RegisteredFunction): Expression {
  switch (registered.kind) {
    case 'scalar':
      return bindRegisteredCall(scope.context, registered, bindAll(scope, node.args), node.span);
    case 'aggregate':
      return bindRegisteredAggregate(scope, node, registered);
    case 'table':
      return reportTableFunction(scope, node);
  }
}

function reportTableFunction(scope: ExpressionScope, node: FunctionCall): Expression {
  const name = node.name.parts.map((part) => part.name).join('.');
  scope.context.report('misplaced-table-function', `${name} gives rows and can only be used in FROM.`, node.span, {
    hint: `Write CROSS JOIN LATERAL TABLE(${name}(…)) after the table in FROM.`,
  });
  return errorExpression();
}

function rejectAggregateParts(scope: ExpressionScope, node: FunctionCall): void {
  if (node.quantifier === 'DISTINCT' || node.filter !== undefined) {
    const what = node.filter === undefined ? 'DISTINCT' : 'FILTER';
    scope.context.report('not-an-aggregate', `${what} can only be used with an aggregate function.`, node.span);
  }
}

const INSTANT_FUNCTIONS = [
  'CURRENT_TIMESTAMP',
  'NOW',
  'CURRENT_ROW_TIMESTAMP',
  'CURRENT_DATE',
  'CURRENT_TIME',
  'LOCALTIME',
  'LOCALTIMESTAMP',
];

const SPECIAL: Readonly<Record<string, (scope: ExpressionScope, node: FunctionCall) => Expression>> = {
  PROCTIME: () => ({
    kind: 'parameter',
    name: 'proctime',
    type: notNull(types.timestampLtz(3, 'proctime')),
  }),
  CURRENT_WATERMARK: bindCurrentWatermark,
  CURRENT_DATABASE: (scope) => catalogName('CURRENT_DATABASE', scope.context.env.catalog.currentDatabase),
  CURRENT_CATALOG: (scope) => catalogName('CURRENT_CATALOG', scope.context.env.catalog.currentCatalog),
  JSON: (scope, node) => {
    scope.context.report('misplaced-json', 'JSON(…) can only be a value inside JSON_OBJECT or JSON_ARRAY.', node.span);
    return errorExpression();
  },
  GROUPING: bindGrouping,
  GROUPING_ID: bindGrouping,
  GROUP_ID: bindGrouping,
  ...Object.fromEntries(INSTANT_FUNCTIONS.map((name) => [name, bindInstant])),
  UNIX_TIMESTAMP: (scope, node) =>
    node.args.length === 0
      ? bindInstant(scope, node)
      : bindBuiltIn(scope.context, 'UNIX_TIMESTAMP', bindAll(scope, node.args), node.span),
  FLOOR: (scope, node) => bindRounding(scope, node, 'FLOOR'),
  CEIL: (scope, node) => bindRounding(scope, node, 'CEIL'),
  CEILING: (scope, node) => bindRounding(scope, node, 'CEIL'),
};

function catalogName(name: string, value: string): Expression {
  const type = notNull(types.string());
  return call(name, [literal(value, type)], type);
}

/** The current time: the instant comes in as an argument, so that all calls in a record agree. */
function bindInstant(scope: ExpressionScope, node: FunctionCall): Expression {
  const name = (node.name.parts[0]?.name ?? '').toUpperCase();
  const precision = node.args.length === 0 ? [] : bindAll(scope, node.args);
  const perQuery = scope.context.env.mode === 'batch' && name !== 'CURRENT_ROW_TIMESTAMP';
  const instant: Expression = {
    kind: 'parameter',
    name: perQuery ? 'query-start' : 'row-timestamp',
    type: notNull(types.timestampLtz(3)),
  };
  return bindBuiltIn(scope.context, name, [instant, ...precision], node.span);
}

function bindCurrentWatermark(scope: ExpressionScope, node: FunctionCall): Expression {
  const [argument] = bindAll(scope, node.args);
  if (argument === undefined || isErrorExpression(argument)) {
    return errorExpression();
  }
  if (timeAttributeOf(argument.type) !== 'rowtime') {
    scope.context.report('not-a-rowtime', 'CURRENT_WATERMARK needs a rowtime column, one with a WATERMARK.', node.span);
    return errorExpression();
  }
  const watermark: Expression = {
    kind: 'parameter',
    name: 'current-watermark',
    type: withNullability(types.timestampLtz(3), true),
  };
  return bindBuiltIn(scope.context, 'CURRENT_WATERMARK', [argument, watermark], node.span);
}

/** `FLOOR(x TO DAY)` is another function than `FLOOR(x)`. */
function bindRounding(scope: ExpressionScope, node: FunctionCall, name: 'FLOOR' | 'CEIL'): Expression {
  const toUnit = node.args.length === 2 && node.args[1]?.kind === 'symbol';
  return bindBuiltIn(scope.context, toUnit ? `${name} TO` : name, bindAll(scope, node.args), node.span);
}

function bindGrouping(scope: ExpressionScope, node: FunctionCall): Expression {
  if (scope.groupingCalls === undefined) {
    const name = node.name.parts.at(-1)?.name ?? '';
    scope.context.report('misplaced-grouping', `${name} can only be used in a query with GROUP BY.`, node.span);
    return errorExpression();
  }
  return scope.groupingCalls.add(bindAll({ ...scope, aggregates: undefined }, node.args));
}
