/** OVER calls: partition, order and frame, checked against what Flink runs. */
import { notNull, types } from '@riffle/columns';
import { findFunction } from '@riffle/functions';
import type { AggregateCall, Expression } from '@riffle/plan';
import type { FunctionCall } from '../ast/expressions.ts';
import type { Identifier } from '../ast/node.ts';
import type { FrameBound, OrderItem, WindowSpecification } from '../ast/windows.ts';
import { integerOf } from '../logical/expressions.ts';
import { builtInAggregate, makeAggregateCall } from './aggregate-call.ts';
import { errorExpression, isErrorExpression } from './context.ts';
import type { ExpressionScope, OverCall } from './expression-scope.ts';
import { bindAll, bindExpression } from './recursion.ts';

const RANKING = ['ROW_NUMBER', 'RANK', 'DENSE_RANK', 'PERCENT_RANK', 'CUME_DIST', 'NTILE'];

export function isRankingFunction(name: string): boolean {
  return RANKING.includes(name);
}

export function bindOverCall(
  scope: ExpressionScope,
  node: FunctionCall,
  over: WindowSpecification | Identifier,
): Expression {
  const { context } = scope;
  if (scope.overs === undefined) {
    context.report('misplaced-over', `OVER cannot be used in ${scope.clause}.`, node.span, {
      hint: 'Compute it in a sub-query and use its column here.',
    });
    return errorExpression();
  }
  const window = resolveWindow(scope, over);
  const inner: ExpressionScope = { ...scope, overs: undefined };
  const call = window === undefined ? undefined : overFunction(inner, node);
  const bound = window === undefined || call === undefined ? undefined : bindWindow(inner, window, call);
  return bound === undefined ? errorExpression() : scope.overs.add(bound);
}

/** A named window, or one that refines a named one, as a whole specification. */
function resolveWindow(
  scope: ExpressionScope,
  over: WindowSpecification | Identifier,
): WindowSpecification | undefined {
  if (over.kind === 'window-specification') {
    const base = over.base === undefined ? undefined : resolveWindow(scope, over.base);
    if (over.base !== undefined && base === undefined) {
      return undefined;
    }
    return base === undefined
      ? over
      : {
          ...over,
          base: undefined,
          partitionBy: over.partitionBy.length > 0 ? over.partitionBy : base.partitionBy,
          orderBy: over.orderBy.length > 0 ? over.orderBy : base.orderBy,
          frame: over.frame ?? base.frame,
        };
  }
  const named = scope.windows?.find((candidate) => candidate.name.name === over.name);
  if (named === undefined) {
    scope.context.reportUnknown({
      code: 'unknown-window',
      message: `There is no window "${over.name}"`,
      span: over.span,
      name: over.name,
      candidates: (scope.windows ?? []).map((candidate) => candidate.name.name),
    });
    return undefined;
  }
  return resolveWindow(scope, named.window);
}

function overFunction(scope: ExpressionScope, node: FunctionCall): AggregateCall | undefined {
  const name = (node.name.parts.at(-1)?.name ?? '').toUpperCase();
  if (name === 'ROW_NUMBER' || name === 'RANK' || name === 'DENSE_RANK') {
    if (node.args.length > 0) {
      scope.context.report('wrong-arguments', `${name} takes no argument.`, node.span);
    }
    return { name, args: [], distinct: false, filter: null, type: notNull(types.bigint()) };
  }
  const definition = builtInAggregate(name);
  if (definition !== undefined) {
    return makeAggregateCall({ ...scope, clause: 'OVER' }, node, definition);
  }
  const known = findFunction(name) !== undefined || RANKING.includes(name);
  if (known && RANKING.includes(name)) {
    scope.context.notSupported(`the function ${name}`, node.span);
  } else {
    scope.context.report('not-an-aggregate', `${name} is no aggregate function, so it cannot have OVER.`, node.span);
  }
  return undefined;
}

function bindWindow(scope: ExpressionScope, window: WindowSpecification, call: AggregateCall): OverCall | undefined {
  const partition = bindAll(scope, window.partitionBy);
  const order = window.orderBy.map((item) => bindOrderItem(scope, item));
  const frame = bindFrame(scope, window, call);
  const broken = [...partition, ...order.map((item) => item.expression)].some(isErrorExpression);
  if (frame === undefined || broken) {
    return undefined;
  }
  return { call, partition, order, ...frame };
}

export function bindOrderItem(scope: ExpressionScope, item: OrderItem): OverCall['order'][number] {
  const nullsFirst = item.nulls === undefined ? !item.descending : item.nulls === 'FIRST';
  return { expression: bindExpression(scope, item.expression), key: { descending: item.descending, nullsFirst } };
}

function bindFrame(
  scope: ExpressionScope,
  window: WindowSpecification,
  call: AggregateCall,
): Pick<OverCall, 'frame' | 'preceding'> | undefined {
  const { frame } = window;
  if (isRankingFunction(call.name) || call.name === 'LAG' || call.name === 'LEAD') {
    return { frame: 'rows', preceding: null };
  }
  if (frame === undefined) {
    return { frame: 'range', preceding: null };
  }
  const isRows = frame.unit === 'ROWS';
  if (frame.end !== undefined && frame.end.position !== 'CURRENT ROW') {
    scope.context.notSupported('OVER windows that do not end at CURRENT ROW', frame.end.span);
    return undefined;
  }
  const preceding = precedingOf(scope, frame.start, isRows);
  return preceding === undefined ? undefined : { frame: isRows ? 'rows' : 'range', preceding };
}

function precedingOf(scope: ExpressionScope, bound: FrameBound, isRows: boolean): number | null | undefined {
  if (bound.position === 'CURRENT ROW') {
    return 0;
  }
  if (bound.position === 'FOLLOWING') {
    scope.context.notSupported('OVER windows that start after the current row', bound.span);
    return undefined;
  }
  if (bound.offset === undefined) {
    return null;
  }
  const offset = bindExpression(scope, bound.offset);
  const isInterval = offset.type.kind === 'INTERVAL_DAY_TIME';
  const value = integerOf(offset);
  if (value === undefined || isInterval === isRows) {
    scope.context.report(
      'wrong-frame',
      isRows ? 'ROWS needs a whole number of rows.' : "RANGE needs an interval of time, as INTERVAL '1' MINUTE.",
      bound.span,
    );
    return undefined;
  }
  return value;
}
