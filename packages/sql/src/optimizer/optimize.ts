import type { LogicalNode } from '../logical/node.ts';
import type { OptimizeContext } from './context.ts';
import { foldConstants } from './fold-constants.ts';
import { mergeNodes } from './merge-nodes.ts';
import { pruneColumns } from './prune-columns.ts';
import { pushFilters } from './push-filters.ts';
import { recognizeRank } from './rank.ts';

/** The rules, in the order they are applied. Each takes a plan and gives an equivalent one. */
const STEPS: readonly { readonly name: string; apply(plan: LogicalNode, context: OptimizeContext): LogicalNode }[] = [
  { name: 'fold constants', apply: foldConstants },
  { name: 'merge projects and filters', apply: mergeNodes },
  { name: 'push filters down', apply: pushFilters },
  { name: 'turn bounded row numbers into Top-N', apply: recognizeRank },
  { name: 'read only the columns that are used', apply: pruneColumns },
  { name: 'merge projects and filters again', apply: mergeNodes },
  { name: 'fold constants that pushing has made', apply: foldConstants },
];

/** An equivalent plan that reads and computes less. */
export function optimize(plan: LogicalNode, context: OptimizeContext): LogicalNode {
  return STEPS.reduce((current, step) => step.apply(current, context), plan);
}
