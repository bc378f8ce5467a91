/**
 * While a SELECT is bound, an expression may refer to what is not yet a column: an aggregate's result, an OVER call's,
 * a sub-query's, a column of the query around. Such references are input columns counted from the bases below, and are
 * replaced before the plan leaves the binder.
 */
import type { LogicalType } from '@riffle/columns';
import { childrenOf, type Expression } from '@riffle/plan';
import { type InputExpression, input } from '../logical/expressions.ts';

export const AGGREGATE_BASE = 1_000_000;
export const OVER_BASE = 2_000_000;
export const SUB_QUERY_BASE = 3_000_000;
export const WINDOW_BASE = 4_000_000;
export const GROUPING_BASE = 5_000_000;
/** A column of the query around; another OUTER_STEP for each further level. */
export const OUTER_BASE = 10_000_000;
export const OUTER_STEP = 1_000_000;

export function outerReference(depth: number, index: number, type: LogicalType): InputExpression {
  return input(OUTER_BASE + (depth - 1) * OUTER_STEP + index, type);
}

export function isBetween(index: number, base: number): boolean {
  return index >= base && index < base + 1_000_000;
}

/** Whether the expression reads a placeholder of the range that begins at `base`. */
export function readsPlaceholder(expression: Expression, base: number): boolean {
  if (expression.kind === 'input') {
    return base === OUTER_BASE ? expression.index >= OUTER_BASE : isBetween(expression.index, base);
  }
  return childrenOf(expression).some((child) => readsPlaceholder(child, base));
}
