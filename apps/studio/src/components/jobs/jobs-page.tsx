import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { JobList } from './job-list.tsx';
import { JobView } from './job-view.tsx';

/** What runs and what ran: the list, or one job. */
export function JobsPage({ jobId }: { jobId: string | null }) {
  const problem = useStore(studio.jobs.store, (state) => state.problem);
  return (
    <main className="note jobs-page" id="note" aria-label="Jobs" data-testid="jobs-page">
      {problem !== null && (
        <p className="jobs-problem" role="status">
          {problem} What is shown is from before; the page tries again.
        </p>
      )}
      <ErrorBoundary what={jobId === null ? 'The list of jobs' : 'This job'} of={jobId}>
        {jobId === null ? <JobList /> : <JobView key={jobId} jobId={jobId} />}
      </ErrorBoundary>
    </main>
  );
}
