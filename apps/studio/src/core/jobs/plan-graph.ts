import type { JobStats, OperatorStats } from '@riffle/protocol';
import { bytes, count } from '../format/number.ts';
import type { Graph } from '../graph/graph.ts';

const HELD_UP = 0.1;

/** The steps of a job's plan with their load; rates while it runs, totals when it has ended. */
export function planGraph(job: Pick<JobStats, 'operators'>, running: boolean): Graph {
  return {
    nodes: job.operators.map((operator) => ({
      id: operator.id,
      title: operator.title,
      detail: operator.detail,
      figures: figuresOf(operator, running),
      load: running ? operator.load : undefined,
      badges:
        running && operator.backPressure > HELD_UP
          ? [{ text: `held up ${Math.round(operator.backPressure * 100)} %`, tone: 'warn' as const }]
          : undefined,
    })),
    edges: job.operators.flatMap((operator) =>
      operator.inputs.map((input) => ({ from: input.id, to: operator.id, label: wayText(input) })),
    ),
  };
}

function figuresOf(operator: OperatorStats, running: boolean): string {
  // What only takes rows has no rate of its own output.
  const takes = operator.rowsOut === 0;
  const rows = running
    ? `${count(takes ? operator.rowsInPerSecond : operator.rowsOutPerSecond)}/s`
    : `${count(takes ? operator.rowsIn : operator.rowsOut)} rows`;
  return operator.stateBytes > 0 ? `${rows} · ${bytes(operator.stateBytes)} state` : rows;
}

function wayText(input: OperatorStats['inputs'][number]): string | undefined {
  switch (input.exchange) {
    case 'hash':
      return `hash(${input.keys.join(', ')})`;
    case 'single':
      return 'to one';
    case 'broadcast':
      return 'to all';
    case 'rebalance':
      return 'rebalance';
    default:
      return undefined;
  }
}
