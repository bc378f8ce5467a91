import { useState } from 'react';
import { jobGraph } from '../../core/jobs/job-graph.ts';
import type { JobPageData } from '../../core/jobs/job-store.ts';
import { GraphView } from '../graph/graph-view.tsx';
import { VertexDetail } from './vertex-detail.tsx';
import { VertexTable } from './vertex-table.tsx';

/** The graph of a job, all its tasks as a table, and the subtasks of the one that is chosen. */
export function OverviewSection({ job }: { job: JobPageData }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const vertex = job.details.vertices.find(({ id }) => id === chosen);
  return (
    <>
      <div className="jobs-card">
        <GraphView
          graph={jobGraph(job)}
          label="Graph of the job"
          direction="right"
          maxHeight={420}
          selected={chosen}
          onSelect={setChosen}
        />
      </div>
      <VertexTable job={job} chosen={chosen} onChoose={setChosen} />
      {vertex === undefined ? (
        <p className="jobs-hint">Choose a box or a line to see its operators and subtasks.</p>
      ) : (
        <VertexDetail job={job} vertex={vertex} />
      )}
    </>
  );
}
