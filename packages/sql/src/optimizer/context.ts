import type { EvaluationContext } from '@riffle/functions';

/** What the rules may use: the way constants are computed. */
export interface OptimizeContext {
  readonly evaluation: EvaluationContext;
}
