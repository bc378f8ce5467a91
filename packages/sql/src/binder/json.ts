/** The JSON functions with keywords of their own; argument orders as in `@riffle/functions`, `special-syntax.md`. */
import { types } from '@riffle/columns';
import type { AggregateCall, Expression } from '@riffle/plan';
import type {
  ExpressionNode,
  FunctionCall,
  JsonArray,
  JsonArrayAgg,
  JsonBehavior,
  JsonExists,
  JsonObject,
  JsonObjectAgg,
  JsonQuery,
  JsonValue,
} from '../ast/expressions.ts';
import { literal } from '../logical/expressions.ts';
import { builtInAggregate } from './aggregate-call.ts';
import { bindBuiltIn, inferCall, requireBoolean } from './calls.ts';
import { errorExpression } from './context.ts';
import type { ExpressionScope } from './expression-scope.ts';
import { bindAll, bindExpression } from './recursion.ts';
import { bindType } from './types.ts';

export type JsonNode = JsonExists | JsonValue | JsonQuery | JsonObject | JsonArray | JsonObjectAgg | JsonArrayAgg;

const symbol = (value: string): Expression => literal(value, types.symbol());
const NO_DEFAULT: Expression = literal(null, types.null());

export function bindJson(scope: ExpressionScope, node: JsonNode): Expression {
  const { context } = scope;
  switch (node.kind) {
    case 'json-exists': {
      const args = bindAll(scope, [node.input, node.path]);
      return bindBuiltIn(context, 'JSON_EXISTS', [...args, symbol(node.onError?.action ?? 'FALSE')], node.span);
    }
    case 'json-value':
      return bindJsonValue(scope, node);
    case 'json-query': {
      const returning = node.returning === undefined ? types.string() : bindType(context, node.returning);
      const args = [
        ...bindAll(scope, [node.input, node.path]),
        literal(null, returning),
        symbol(node.wrapper ?? 'WITHOUT'),
        symbol(node.onEmpty?.action ?? 'NULL'),
        symbol(node.onError?.action ?? 'NULL'),
      ];
      return bindBuiltIn(context, 'JSON_QUERY', args, node.span);
    }
    case 'json-object': {
      const entries = node.entries.flatMap(({ key, value, formatJson }) => [
        bindExpression(scope, key),
        bindJsonItem(scope, value),
        formOf(value, formatJson),
      ]);
      return bindBuiltIn(context, 'JSON_OBJECT', [symbol(node.onNull ?? 'NULL'), ...entries], node.span);
    }
    case 'json-array': {
      const items = node.elements.flatMap(({ value, formatJson }) => [
        bindJsonItem(scope, value),
        formOf(value, formatJson),
      ]);
      return bindBuiltIn(context, 'JSON_ARRAY', [symbol(node.onNull ?? 'ABSENT'), ...items], node.span);
    }
    case 'json-objectagg': {
      const args = [bindExpression(inner(scope), node.entry.key), bindJsonItem(inner(scope), node.entry.value)];
      return bindJsonAggregate(scope, node, { name: 'JSON_OBJECTAGG', args, onNull: node.onNull ?? 'NULL' });
    }
    case 'json-arrayagg': {
      if (node.orderBy.length > 0) {
        context.notSupported('ORDER BY inside JSON_ARRAYAGG', node.span);
      }
      const args = [bindJsonItem(inner(scope), node.element.value)];
      return bindJsonAggregate(scope, node, { name: 'JSON_ARRAYAGG', args, onNull: node.onNull ?? 'ABSENT' });
    }
  }
}

function inner(scope: ExpressionScope): ExpressionScope {
  return { ...scope, insideAggregate: true };
}

function bindJsonValue(scope: ExpressionScope, node: JsonValue): Expression {
  const { context } = scope;
  const returning = node.returning === undefined ? types.string() : bindType(context, node.returning);
  const fallback = (behavior: JsonBehavior | undefined): Expression =>
    behavior?.value === undefined ? NO_DEFAULT : bindExpression(scope, behavior.value);
  const args = [
    ...bindAll(scope, [node.input, node.path]),
    literal(null, returning),
    symbol(node.onEmpty?.action ?? 'NULL'),
    fallback(node.onEmpty),
    symbol(node.onError?.action ?? 'NULL'),
    fallback(node.onError),
  ];
  return bindBuiltIn(context, 'JSON_VALUE', args, node.span);
}

/** Values that are JSON text themselves are put in as they are. */
function formOf(node: ExpressionNode, formatJson: boolean): Expression {
  return symbol(formatJson || isJsonText(node) ? 'JSON' : 'VALUE');
}

function isJsonText(node: ExpressionNode): boolean {
  return node.kind === 'json-object' || node.kind === 'json-array' || isJsonCall(node);
}

function isJsonCall(node: ExpressionNode): node is FunctionCall {
  return (
    node.kind === 'function-call' && node.name.parts.length === 1 && node.name.parts[0]?.name.toUpperCase() === 'JSON'
  );
}

/** JSON(…) only stands as a value of the two constructors; everywhere else it is refused. */
function bindJsonItem(scope: ExpressionScope, node: ExpressionNode): Expression {
  return isJsonCall(node)
    ? bindBuiltIn(scope.context, 'JSON', bindAll(scope, node.args), node.span)
    : bindExpression(scope, node);
}

interface JsonAggregate {
  readonly name: string;
  readonly args: readonly Expression[];
  readonly onNull: string;
}

function bindJsonAggregate(
  scope: ExpressionScope,
  node: JsonObjectAgg | JsonArrayAgg,
  aggregate: JsonAggregate,
): Expression {
  const { context } = scope;
  const definition = builtInAggregate(aggregate.name);
  if (definition === undefined) {
    context.notSupported(`the function ${aggregate.name}`, node.span);
    return errorExpression();
  }
  if (scope.aggregates === undefined || scope.insideAggregate === true) {
    context.report('misplaced-aggregate', `${aggregate.name} cannot be used in ${scope.clause}.`, node.span);
    return errorExpression();
  }
  const typed = inferCall(context, definition, aggregate.args, node.span);
  const filter =
    node.filter === undefined
      ? null
      : requireBoolean(context, bindExpression(inner(scope), node.filter), {
          clause: 'FILTER',
          span: node.filter.span,
        });
  if (typed === undefined) {
    return errorExpression();
  }
  const bound: AggregateCall = {
    name: definition.name,
    args: typed.args,
    distinct: false,
    filter,
    type: typed.type,
    options: { onNull: aggregate.onNull },
  };
  return scope.aggregates.add(bound);
}
