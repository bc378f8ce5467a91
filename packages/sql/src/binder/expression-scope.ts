import { notNull, types, withNullability } from '@riffle/columns';
import type { AggregateCall, Expression, SortKey, WindowProperty, WindowSpec } from '@riffle/plan';
import type { NamedWindow } from '../ast/windows.ts';
import { digestOf, input } from '../logical/expressions.ts';
import type { LogicalNode } from '../logical/node.ts';
import type { BindContext } from './context.ts';
import { AGGREGATE_BASE, GROUPING_BASE, OVER_BASE, SUB_QUERY_BASE, WINDOW_BASE } from './placeholders.ts';
import type { Scope } from './scope.ts';

/** What an expression may contain depends on where it stands; a missing collector means "not here". */
export interface ExpressionScope {
  readonly context: BindContext;
  readonly scope: Scope;
  /** How messages call the place: `WHERE`. */
  readonly clause: string;
  readonly aggregates?: AggregateCollector | undefined;
  readonly overs?: OverCollector | undefined;
  readonly subQueries?: SubQueryCollector | undefined;
  readonly windows?: readonly NamedWindow[] | undefined;
  readonly groupWindow?: GroupWindow | undefined;
  readonly groupingCalls?: GroupingCollector | undefined;
  /** Inside MATCH_RECOGNIZE: binds names that carry a pattern variable. */
  readonly match?: MatchScope | undefined;
  /** Inside the arguments of an aggregate: a further aggregate is an error. */
  readonly insideAggregate?: boolean | undefined;
}

export interface MatchScope {
  readonly variables: readonly string[];
  readonly clause: 'define' | 'measures';
  /** The variable a DEFINE condition is for. */
  readonly current: string | null;
}

/** The aggregate calls of one SELECT, each once. */
export class AggregateCollector {
  readonly calls: AggregateCall[] = [];
  readonly #known = new Map<string, number>();

  add(call: AggregateCall): Expression {
    const digest = digestOf(call);
    let index = this.#known.get(digest);
    if (index === undefined) {
      index = this.calls.length;
      this.calls.push(call);
      this.#known.set(digest, index);
    }
    return input(AGGREGATE_BASE + index, call.type);
  }
}

/** An OVER call before its keys are columns. */
export interface OverCall {
  readonly call: AggregateCall;
  readonly partition: readonly Expression[];
  readonly order: readonly { readonly expression: Expression; readonly key: Omit<SortKey, 'index'> }[];
  readonly frame: 'rows' | 'range';
  readonly preceding: number | null;
}

export class OverCollector {
  readonly calls: OverCall[] = [];

  add(call: OverCall): Expression {
    const digest = digestOf(call);
    const known = this.calls.findIndex((other) => digestOf(other) === digest);
    const index = known === -1 ? this.calls.push(call) - 1 : known;
    return input(OVER_BASE + index, call.call.type);
  }
}

/** A sub-query inside an expression, bound, not yet joined to the query around. */
export type SubQuery = {
  readonly node: LogicalNode;
  readonly placeholder: Expression;
} & (
  | { readonly kind: 'scalar' | 'exists' }
  | { readonly kind: 'in'; readonly operands: readonly Expression[]; readonly negated: boolean }
);

export class SubQueryCollector {
  readonly items: SubQuery[] = [];

  add(make: (placeholder: (type: Expression['type']) => Expression) => SubQuery): Expression {
    const index = this.items.length;
    const item = make((type) => input(SUB_QUERY_BASE + index, type));
    this.items.push(item);
    return item.placeholder;
  }
}

/** The window function of a GROUP BY (TUMBLE, HOP, SESSION), and which of its properties the query asks for. */
export class GroupWindow {
  readonly name: 'TUMBLE' | 'HOP' | 'SESSION';
  readonly window: WindowSpec;
  readonly time: Expression;
  readonly properties: WindowProperty[] = [];

  constructor(name: GroupWindow['name'], window: WindowSpec, time: Expression) {
    this.name = name;
    this.window = window;
    this.time = time;
  }

  property(property: WindowProperty): Expression {
    const known = this.properties.indexOf(property);
    const index = known === -1 ? this.properties.push(property) - 1 : known;
    return input(WINDOW_BASE + index, this.typeOf(property));
  }

  typeOf(property: WindowProperty): Expression['type'] {
    switch (property) {
      case 'window-start':
      case 'window-end':
        return notNull(types.timestamp(3));
      case 'window-rowtime':
        return withNullability(this.time.type, true);
      case 'window-proctime':
        return notNull(types.timestampLtz(3, 'proctime'));
    }
  }
}

/** GROUPING, GROUPING_ID and GROUP_ID calls of one SELECT. */
export class GroupingCollector {
  readonly calls: (readonly Expression[])[] = [];

  add(args: readonly Expression[]): Expression {
    const index = this.calls.push(args) - 1;
    return input(GROUPING_BASE + index, notNull(types.bigint()));
  }
}
