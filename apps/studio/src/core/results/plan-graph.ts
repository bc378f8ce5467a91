import type { ChangeKind, StatementPlan } from '@riffle/protocol';
import type { Graph, GraphBadge } from '../graph/graph.ts';

type PlanNode = StatementPlan['nodes'][number];

/** A plan as a graph to look at: what keeps state and what takes rows back is marked, in words as well. */
export function planAsGraph(plan: StatementPlan): Graph {
  return {
    nodes: plan.nodes.map((node) => ({
      id: node.id,
      title: node.title,
      detail: node.detail,
      badges: badgesOf(node),
    })),
    edges: plan.edges.map(({ from, to, distribution, changes }) => {
      const takesBack = changes.length > 1;
      const words = [distribution, takesBack ? changes.join(' ') : undefined].filter((word) => word !== undefined);
      return {
        from,
        to,
        ...(words.length === 0 ? {} : { label: words.join(' · ') }),
        ...(takesBack ? { mark: 'accent' as const } : {}),
      };
    }),
  };
}

function badgesOf(node: PlanNode): GraphBadge[] {
  const badges: GraphBadge[] = [];
  if (node.state === 'keyed') {
    badges.push({ text: 'keeps state', tone: 'warn', title: 'Grows with its keys or rows; a state TTL bounds it' });
  }
  if (node.state === 'windows') {
    badges.push({ text: 'state per window', title: 'What a window keeps goes when the watermark has passed its end' });
  }
  if (node.setsWatermark) {
    badges.push({ text: 'watermark', tone: 'good', title: 'Says how far event time has come' });
  }
  if (node.kind === 'collect') {
    badges.push(outcome(node.changes));
  }
  return badges;
}

function outcome(changes: readonly ChangeKind[]): GraphBadge {
  return changes.length > 1
    ? { text: 'rows change', title: `Gives ${changes.join(', ')}` }
    : { text: 'append only', title: 'Rows are only ever added' };
}
