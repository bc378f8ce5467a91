import type { RunStatus } from '@riffle/applications';
import { type JobFigures, outlineJob } from '@riffle/cells';
import type { PhysicalPlan } from '@riffle/plan';
import type { ApplicationJob } from '@riffle/protocol';
import { figuresOfJob } from '../jobs/job-stats.ts';

/** The steps of an application's plan with what they do now; all figures are 0 while it does not run. */
export function viewJob(
  plan: PhysicalPlan,
  { name, run, checkpointMs }: { name: string; run: RunStatus | null; checkpointMs: number | null },
): ApplicationJob {
  const parallelism = new Map(run?.operators.map((operator) => [operator.id, operator.parallelism]));
  const nodes = plan.nodes
    .filter(({ kind }) => kind !== 'exchange')
    .map(({ id }) => ({ id, task: 0, parallelism: parallelism.get(id) ?? 1 }));
  const outline = outlineJob(plan, { nodes }, { jobId: name, name, startedAt: run?.runningSince ?? 0, checkpointMs });
  return figuresOfJob(outline, run?.figures ?? noFigures(name));
}

function noFigures(jobId: string): JobFigures {
  return {
    jobId,
    takenAt: 0,
    rowsIn: 0,
    rowsOut: 0,
    rowsInPerSecond: 0,
    rowsOutPerSecond: 0,
    watermark: null,
    behindMs: null,
    stateBytes: 0,
    lateRowsDropped: 0,
    rowsSkipped: 0,
    operators: [],
    checkpoints: { completed: 0, latest: [] },
  };
}
