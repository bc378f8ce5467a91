import { explainPhysicalPlan, type PhysicalPlan, planGraph } from '@riffle/plan';
import type { StatementPlan } from '@riffle/protocol';

const SHOWN_LETTERS = 120;

/** A statement in one line, cut where it gets long. */
export function statementWords(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= SHOWN_LETTERS ? line : `${line.slice(0, SHOWN_LETTERS - 1)}…`;
}

/** A plan as clients show it: as a graph, and as the text of EXPLAIN with the kinds of change. */
export function statementPlan(statement: string, plan: PhysicalPlan): StatementPlan {
  const { nodes, edges } = planGraph(plan);
  return {
    statement: statementWords(statement),
    nodes: nodes.map((node) => ({ ...node, changes: [...node.changes] })),
    edges: edges.map(({ distribution, ...edge }) => ({
      ...edge,
      changes: [...edge.changes],
      ...(distribution === undefined ? {} : { distribution }),
    })),
    text: explainPhysicalPlan(plan, { changelog: true }),
  };
}
