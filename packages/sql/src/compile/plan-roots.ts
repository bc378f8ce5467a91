import type { PhysicalPlan, Span } from '@riffle/plan';
import type { BindContext } from '../binder/context.ts';
import type { LogicalNode } from '../logical/node.ts';
import { optimize } from '../optimizer/optimize.ts';
import { planPhysical } from '../physical/plan.ts';
import { PlanningError } from '../physical/planning-error.ts';
import { evaluationContext } from './evaluation.ts';

/** Optimises and plans; what no plan exists for becomes a diagnostic. */
export function planRoots(
  context: BindContext,
  roots: readonly LogicalNode[],
  span: Span,
  collect: 'after' | 'both' = 'both',
): PhysicalPlan | undefined {
  const { config, mode } = context.env;
  const evaluation = evaluationContext(config);
  try {
    const optimized = roots.map((root) => optimize(root, { evaluation }));
    return planPhysical(optimized, { config, mode, collect });
  } catch (error) {
    if (error instanceof PlanningError) {
      context.report(error.code, error.message, span);
      return undefined;
    }
    throw error;
  }
}
