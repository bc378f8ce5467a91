import type { LogicalType, Value } from '@riffle/columns';

/**
 * A bound expression: every name resolved, every type known, every implicit cast spelled out.
 * Plain data; the engine compiles it, EXPLAIN prints it.
 */
export type Expression =
  | LiteralExpression
  | InputExpression
  | CallExpression
  | CastExpression
  | FieldExpression
  | ParameterExpression;

export interface LiteralExpression {
  readonly kind: 'literal';
  readonly type: LogicalType;
  readonly value: Value;
}

/** A column of the operator's input row (for a join: the left columns, then the right ones). */
export interface InputExpression {
  readonly kind: 'input';
  readonly type: LogicalType;
  readonly index: number;
}

/**
 * A call of a built-in or registered function. `name` is the function's canonical name in `@riffle/functions`
 * (`+`, `AND`, `CASE`, `SUBSTRING` …). CASE's arguments are condition, result, condition, result, …, else.
 */
export interface CallExpression {
  readonly kind: 'call';
  readonly type: LogicalType;
  readonly name: string;
  readonly args: readonly Expression[];
}

/** `cast` fails the job on a value that cannot be cast, `try` gives NULL; `implicit` was added by the binder and behaves as `cast`. */
export interface CastExpression {
  readonly kind: 'cast';
  readonly type: LogicalType;
  readonly mode: 'cast' | 'try' | 'implicit';
  readonly arg: Expression;
}

/** A field of a ROW value, by position. */
export interface FieldExpression {
  readonly kind: 'field';
  readonly type: LogicalType;
  readonly arg: Expression;
  readonly index: number;
}

/**
 * A value the runtime knows and the plan does not: `proctime` and `current-timestamp` per record,
 * `query-start` once per query (batch), `current-watermark` of the operator.
 */
export interface ParameterExpression {
  readonly kind: 'parameter';
  readonly type: LogicalType;
  readonly name: 'proctime' | 'row-timestamp' | 'query-start' | 'current-watermark';
}

/** One aggregate call of an aggregation, window or OVER node. */
export interface AggregateCall {
  /** Canonical name in `@riffle/functions`: `COUNT`, `SUM` … */
  readonly name: string;
  readonly args: readonly Expression[];
  readonly distinct: boolean;
  /** A BOOLEAN over the input row; rows where it is not TRUE do not count. */
  readonly filter: Expression | null;
  readonly type: LogicalType;
  /** Constant options such as LISTAGG's separator when it is not an argument, or `ABSENT ON NULL`. */
  readonly options?: Readonly<Record<string, string>> | undefined;
}

/** One key of an ordering. */
export interface SortKey {
  readonly index: number;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** The parts of an expression that are expressions, in order. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return expression.args;
    case 'cast':
    case 'field':
      return [expression.arg];
    default:
      return [];
  }
}

/** The same expression with `change` applied to every node, children first. */
export function rewriteExpression(expression: Expression, change: (expression: Expression) => Expression): Expression {
  switch (expression.kind) {
    case 'call':
      return change({ ...expression, args: expression.args.map((arg) => rewriteExpression(arg, change)) });
    case 'cast':
    case 'field':
      return change({ ...expression, arg: rewriteExpression(expression.arg, change) });
    default:
      return change(expression);
  }
}
