/** A query with one thing left out, for each thing that can be. Some results are not queries any more. */
import { inputsOf, withInputs } from '../model/inputs.ts';
import type { AggregateItem, Expression, Query } from '../model/model.ts';

export function smallerQueries(query: Query): Query[] {
  const inputs = inputsOf(query);
  const deeper = inputs.flatMap((input, i) =>
    smallerQueries(input).map((smaller) => withInputs(query, inputs.with(i, smaller))),
  );
  return [...inputs, ...withoutOneClause(query), ...deeper];
}

function withoutOneClause(query: Query): Query[] {
  switch (query.kind) {
    case 'select':
      return [
        ...smallerConditions(query.where).map((where) => ({ ...query, where })),
        ...(query.distinct ? [{ ...query, distinct: false }] : []),
        ...withoutOne(query.items).map((items) => ({ ...query, items })),
        ...query.items.flatMap((item, i) =>
          smallerExpressions(item.expression).map((expression) => ({
            ...query,
            items: query.items.with(i, { ...item, expression }),
          })),
        ),
      ];
    case 'aggregate':
      return [
        ...smallerConditions(query.having).map((having) => ({ ...query, having })),
        ...withoutOne(query.keys, 0).map((keys) => ({ ...query, keys })),
        ...smallerAggregates(query.aggregates).map((aggregates) => ({ ...query, aggregates })),
      ];
    case 'window-aggregate':
      return [
        ...withoutOne(query.keys, 0).map((keys) => ({ ...query, keys })),
        ...smallerAggregates(query.aggregates).map((aggregates) => ({ ...query, aggregates })),
        ...(['start', 'end', 'time'] as const)
          .filter((name) => query.names[name] !== null)
          .map((name) => ({ ...query, names: { ...query.names, [name]: null } })),
        ...withoutOffset(query.window).map((window) => ({ ...query, window })),
      ];
    case 'window-rows':
      return [
        ...withoutOne(query.columns, 0).map((columns) => ({ ...query, columns })),
        ...withoutOffset(query.window).map((window) => ({ ...query, window })),
      ];
    case 'join':
      return [
        ...smallerConditions(query.extra).map((extra) => ({ ...query, extra })),
        ...withoutOne(query.on).map((on) => ({ ...query, on })),
        ...withoutOne(query.items).map((items) => ({ ...query, items })),
      ];
    case 'semi':
      return [
        ...smallerConditions(query.extra).map((extra) => ({ ...query, extra })),
        ...withoutOne(query.on).map((on) => ({ ...query, on })),
      ];
    case 'unnest':
      return withoutOne(query.columns, 0).map((columns) => ({ ...query, columns }));
    case 'top-n':
      return [
        ...(query.rank === null ? [] : [{ ...query, rank: null }]),
        ...(query.from > 1 ? [{ ...query, from: 1 }] : []),
      ];
    default:
      return [];
  }
}

function withoutOffset<W extends { readonly kind: string; readonly offset?: number }>(window: W): W[] {
  return window.offset === undefined || window.offset === 0 ? [] : [{ ...window, offset: 0 }];
}

function withoutOne<T>(items: readonly T[], least = 1): (readonly T[])[] {
  return items.length <= least ? [] : items.map((_, i) => items.toSpliced(i, 1));
}

function smallerAggregates(aggregates: readonly AggregateItem[]): (readonly AggregateItem[])[] {
  const plainer = aggregates.flatMap((item, i) =>
    [
      ...(item.distinct ? [{ ...item, distinct: false }] : []),
      ...smallerConditions(item.filter).map((filter) => ({ ...item, filter })),
    ].map((smaller) => aggregates.with(i, smaller)),
  );
  return [...withoutOne(aggregates), ...plainer];
}

function smallerConditions(condition: Expression | null): (Expression | null)[] {
  return condition === null ? [] : [null, ...smallerExpressions(condition)];
}

/** An argument of the same type for the whole, at any depth. */
function smallerExpressions(expression: Expression): Expression[] {
  if (expression.kind !== 'call') {
    return [];
  }
  const { args } = expression;
  const deeper = args.flatMap((arg, i) =>
    smallerExpressions(arg).map((smaller) => ({ ...expression, args: args.with(i, smaller) })),
  );
  return [...args.filter(({ type }) => type === expression.type), ...deeper];
}
