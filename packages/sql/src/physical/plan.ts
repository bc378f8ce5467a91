import type { PhysicalPlan, SessionConfig } from '@riffle/plan';
import type { LogicalNode } from '../logical/node.ts';
import { inferChangelog } from './changelog.ts';
import { convert } from './convert.ts';
import { finishPlan } from './finish.ts';
import { pushIntoNormalize } from './push-into-normalize.ts';
import { plannerSettings, runSettings } from './settings.ts';

export interface PlanOptions {
  readonly config: SessionConfig;
  readonly mode: 'streaming' | 'batch';
  /** What whoever collects a query's rows asks for. */
  readonly collect: 'after' | 'both';
}

/** The engine's plan for optimised logical plans that run as one job. Throws `PlanningError`. */
export function planPhysical(roots: readonly LogicalNode[], options: PlanOptions): PhysicalPlan {
  const settings = plannerSettings(options.config, options.mode);
  const drafts = roots.map((root) => pushIntoNormalize(convert(root, settings)));
  const resolved = drafts.map((draft) => inferChangelog(draft, { settings, collect: options.collect }));
  return finishPlan(resolved, { mode: options.mode, settings: runSettings(options.config) });
}
