import { useState } from 'react';
import { useStore } from 'zustand';
import { count } from '../../core/format/number.ts';
import { duration, runningTime } from '../../core/format/time.ts';
import { type JobPageData, originOf } from '../../core/jobs/job-store.ts';
import { rowsPerSecond } from '../../core/jobs/rates.ts';
import { hashOfJobs } from '../../core/pages/page-route.ts';
import { studio } from '../../page.ts';
import { Moment } from '../ui/moment.tsx';
import { CheckpointSection } from './checkpoint-section.tsx';
import { ConfigSection } from './config-section.tsx';
import { ExceptionSection } from './exception-section.tsx';
import { JobOriginLink } from './job-origin.tsx';
import { JobStatePill } from './job-state.tsx';
import { OverviewSection } from './overview-section.tsx';
import { StopJob } from './stop-job.tsx';
import { useJobWatch } from './use-jobs.ts';

type Section = 'graph' | 'checkpoints' | 'exceptions' | 'config';

/** One job: how it stands, its graph, checkpoints, exceptions and settings. */
export function JobView({ jobId }: { jobId: string }) {
  useJobWatch(jobId);
  const job = useStore(studio.jobs.store, (state) => (state.job?.details.jid === jobId ? state.job : null));
  const missing = useStore(studio.jobs.store, (state) => state.missing);
  if (missing) {
    return (
      <div className="jobs-column">
        <BackLink />
        <p className="jobs-empty">This job is not kept any more. The last fifty that ended are.</p>
      </div>
    );
  }
  return job === null ? <p className="jobs-hint">Asking for the job…</p> : <LoadedJob job={job} />;
}

function BackLink() {
  return (
    <a className="link jobs-back" href={hashOfJobs()}>
      ‹ All jobs
    </a>
  );
}

function LoadedJob({ job }: { job: JobPageData }) {
  const [section, setSection] = useState<Section>(job.details.state === 'FAILED' ? 'exceptions' : 'graph');
  const sections: readonly { id: Section; title: string; number?: number }[] = [
    { id: 'graph', title: 'Graph' },
    { id: 'checkpoints', title: 'Checkpoints', number: job.checkpoints.counts.completed },
    { id: 'exceptions', title: 'Exceptions', number: job.exceptions.exceptionHistory.entries.length },
    { id: 'config', title: 'Configuration' },
  ];
  return (
    <div className="jobs-column" data-testid="job-view">
      <BackLink />
      <JobHead job={job} />
      <div role="tablist" aria-label="Of this job" className="tabs job-tabs">
        {sections.map(({ id, title, number }) => (
          <button
            key={id}
            type="button"
            role="tab"
            aria-selected={section === id}
            className={section === id ? 'on' : ''}
            onClick={() => setSection(id)}
          >
            {title} {number !== undefined && <span className="quiet">{count(number)}</span>}
          </button>
        ))}
      </div>
      {section === 'graph' && <OverviewSection job={job} />}
      {section === 'checkpoints' && <CheckpointSection job={job} />}
      {section === 'exceptions' && <ExceptionSection job={job} />}
      {section === 'config' && <ConfigSection job={job} />}
    </div>
  );
}

function JobHead({ job: { details, rates, config } }: { job: JobPageData }) {
  const running = details['end-time'] === -1;
  const rate = rowsPerSecond(details, rates);
  const origin = originOf(config);
  return (
    <header className="job-head">
      <h1>{details.name}</h1>
      <JobStatePill state={details.state} />
      <StopJob jobId={details.jid} name={details.name} state={details.state} />
      <dl className="job-facts">
        <Fact name="Note">{origin === undefined ? '' : <JobOriginLink origin={origin} />}</Fact>
        <Fact name="Started">
          <Moment at={details['start-time']} />
        </Fact>
        <Fact name={running ? 'Running' : 'Took'}>
          {running ? runningTime(details.duration) : duration(details.duration)}
        </Fact>
        <Fact name="Rows in">{running ? (rate === null ? '…' : `${count(rate)} /s`) : ''}</Fact>
        <Fact name="Kind">{details['job-type'].toLowerCase()}</Fact>
        <Fact name="Id">
          <code>{details.jid}</code>
        </Fact>
      </dl>
    </header>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return children === '' ? null : (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
