import type { PhysicalNode, PhysicalPlan } from '@riffle/plan';

/** Operators without state of their own: they may come and go. */
const STATELESS: ReadonlySet<PhysicalNode['kind']> = new Set([
  'calc',
  'collect',
  'correlate',
  'drop-update-before',
  'exchange',
  'expand',
  'union',
  'watermark-assigner',
]);

/** How the state of one plan fits another, by the operators' one-line descriptions. */
export interface PlanDifferences {
  /** Begin empty. */
  readonly added: readonly string[];
  /** Their state has nowhere to go. */
  readonly lost: readonly string[];
  readonly kept: readonly string[];
}

export function planDifferences(from: PhysicalPlan, to: PhysicalPlan): PlanDifferences {
  const before = stateful(from);
  const after = stateful(to);
  const names = (nodes: Iterable<PhysicalNode>): string[] => [...nodes].map(({ description }) => description);
  return {
    added: names([...after.values()].filter(({ id }) => !before.has(id))),
    lost: names([...before.values()].filter(({ id }) => !after.has(id))),
    kept: names([...after.values()].filter(({ id }) => before.has(id))),
  };
}

function stateful({ nodes }: PhysicalPlan): Map<string, PhysicalNode> {
  return new Map(nodes.filter(keepsState).map((node) => [node.id, node]));
}

/** Of the window table functions only session windows remember anything. */
function keepsState(node: PhysicalNode): boolean {
  return node.kind === 'window-table-function' ? node.window.kind === 'session' : !STATELESS.has(node.kind);
}
