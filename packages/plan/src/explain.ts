import { formatChangelogMode } from './changelog.ts';
import type { PhysicalNode, PhysicalPlan } from './physical.ts';

/**
 * The plan as an indented tree, sinks first, in Flink's manner:
 * `Sink(…)` then `+- GroupAggregate(…)`. Shared parts are printed each time they are used.
 */
export function explainPhysicalPlan(plan: PhysicalPlan, options: { changelog?: boolean } = {}): string {
  const byId = new Map(plan.nodes.map((node) => [node.id, node]));
  const used = new Set(plan.nodes.flatMap((node) => node.inputs));
  const lines: string[] = [];
  const print = (node: PhysicalNode, prefix: string, childPrefix: string): void => {
    const mode = options.changelog === true ? `, changelogMode=${formatChangelogMode(node.changelog)}` : '';
    lines.push(`${prefix}${node.description}${mode}`);
    node.inputs.forEach((id, i) => {
      const child = byId.get(id);
      if (child !== undefined) {
        const last = i === node.inputs.length - 1;
        print(child, `${childPrefix}${last ? '+- ' : ':- '}`, `${childPrefix}${last ? '   ' : ':  '}`);
      }
    });
  };
  for (const node of plan.nodes) {
    if (!used.has(node.id)) {
      print(node, '', '');
    }
  }
  return lines.join('\n');
}
