import { useState } from 'react';
import { useStore } from 'zustand';
import { count, plural } from '../../core/format/number.ts';
import { duration } from '../../core/format/time.ts';
import type { JobOverview } from '../../core/jobs/flink-types.ts';
import { hashOfJobs } from '../../core/pages/page-route.ts';
import { studio } from '../../page.ts';
import { Moment } from '../ui/moment.tsx';
import { JobOriginLink } from './job-origin.tsx';
import { JobStatePill } from './job-state.tsx';
import { StopJob } from './stop-job.tsx';
import { useJobWatch } from './use-jobs.ts';

const FILTERS = [
  { id: 'all', title: 'All', fits: () => true },
  { id: 'running', title: 'Running', fits: (job: JobOverview) => job['end-time'] === -1 },
  { id: 'finished', title: 'Finished', fits: (job: JobOverview) => ['FINISHED', 'CANCELED'].includes(job.state) },
  { id: 'failed', title: 'Failed', fits: (job: JobOverview) => job.state === 'FAILED' },
] as const;

export function JobList() {
  useJobWatch(null);
  const jobs = useStore(studio.jobs.store, (state) => state.jobs);
  const [filter, setFilter] = useState<(typeof FILTERS)[number]['id']>('all');
  if (jobs === null) {
    return <p className="jobs-hint">Asking for the jobs…</p>;
  }
  const shown = jobs.filter(FILTERS.find(({ id }) => id === filter)?.fits ?? (() => true));
  return (
    <div className="jobs-column">
      <header className="jobs-head">
        <h1>Jobs</h1>
        <div role="tablist" aria-label="Which jobs" className="tabs">
          {FILTERS.map(({ id, title, fits }) => (
            <button
              key={id}
              type="button"
              role="tab"
              aria-selected={filter === id}
              className={filter === id ? 'on' : ''}
              onClick={() => setFilter(id)}
            >
              {title} <span className="quiet">{count(jobs.filter(fits).length)}</span>
            </button>
          ))}
        </div>
      </header>
      {shown.length === 0 ? <NoJobs any={jobs.length > 0} /> : <JobTable jobs={shown} />}
      {jobs.length > 0 && (
        <p className="jobs-hint">
          {plural(jobs.length, 'job')}. The last fifty that ended are kept, also when the server starts anew.
        </p>
      )}
    </div>
  );
}

function NoJobs({ any }: { any: boolean }) {
  return (
    <p className="jobs-empty">
      {any ? 'No job is like that now.' : 'Nothing has run yet. Run a query in a note, and its job is listed here.'}
    </p>
  );
}

function JobTable({ jobs }: { jobs: readonly JobOverview[] }) {
  return (
    <div className="jobs-card">
      <table className="jobs-table" data-testid="job-table">
        <thead>
          <tr>
            <th>Name</th>
            <th>Note</th>
            <th>State</th>
            <th className="num">Rows/s</th>
            <th className="num">Started</th>
            <th className="num">Duration</th>
            <th>
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <JobRow key={job.jid} job={job} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function JobRow({ job }: { job: JobOverview }) {
  const rate = useStore(studio.jobs.store, (state) => state.rates[job.jid]);
  const origin = useStore(studio.jobs.store, (state) => state.origins[job.jid]);
  return (
    <tr data-testid="job-row">
      <td>
        <a href={hashOfJobs(job.jid)} className="job-name" title={job.jid}>
          {job.name}
        </a>
      </td>
      <td>{origin !== undefined && <JobOriginLink origin={origin} />}</td>
      <td>
        <JobStatePill state={job.state} />
      </td>
      <td className="num">{rate === undefined || rate === null ? '' : count(rate)}</td>
      <td className="num">
        <Moment at={job['start-time']} />
      </td>
      <td className="num">{duration(job.duration)}</td>
      <td className="num">
        <StopJob jobId={job.jid} name={job.name} state={job.state} />
      </td>
    </tr>
  );
}
