import type { Cell, JobStats } from '@riffle/protocol';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { planGraph } from '../../core/jobs/plan-graph.ts';
import { studio } from '../../page.ts';
import { GraphView } from '../graph/graph-view.tsx';

const NO_JOBS: Readonly<Record<string, JobStats>> = {};

/** The steps of each job of a cell, with how busy they are. */
export function JobPlan({ cell }: { cell: Cell }) {
  const jobs = useStore(studio.notes, (state) => state.jobs[cell.id] ?? NO_JOBS);
  const shown = Object.values(jobs).filter((job) => job.operators.length > 0);
  return shown.map((job, i) => (
    <section key={job.jobId} aria-label="Plan" data-testid="job-plan">
      <h2 className="inspector-title">{shown.length > 1 ? `Plan ${i + 1}` : 'Plan'}</h2>
      <Plan job={job} running={cell.status === 'live'} />
    </section>
  ));
}

function Plan({ job, running }: { job: JobStats; running: boolean }) {
  const graph = useMemo(() => planGraph(job, running), [job, running]);
  return <GraphView graph={graph} label="Steps of the job and their load" maxHeight={560} />;
}
