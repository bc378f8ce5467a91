import { findScalar } from '@riffle/functions';
import type { Expression } from '@riffle/plan';
import { someExpression } from '../logical/expressions.ts';

/** Whether the expression gives the same for the same row whenever and however often it is computed. */
export function isDeterministic(expression: Expression): boolean {
  return !someExpression(
    expression,
    (e) => e.kind === 'parameter' || (e.kind === 'call' && findScalar(e.name)?.deterministic === false),
  );
}
