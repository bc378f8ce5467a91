import type { Cell, JobStats } from '@riffle/protocol';
import { useStore } from 'zustand';
import { bytes, count } from '../../core/format/number.ts';
import { clockTime, duration, lag, runningTime } from '../../core/format/time.ts';
import { cellTitle } from '../../core/language/cell-title.ts';
import { hashOfJobs } from '../../core/pages/page-route.ts';
import { studio } from '../../page.ts';
import { useNow } from '../ui/use-now.ts';
import { Figure } from './figure.tsx';
import { Sparkline } from './sparkline.tsx';

const NO_JOBS: Readonly<Record<string, JobStats>> = {};

export function JobFigures({ cell }: { cell: Cell }) {
  const jobs = useStore(studio.notes, (state) => state.jobs[cell.id] ?? NO_JOBS);
  const title = cellTitle(cell);
  return (
    <section aria-label="Job">
      <h2 className="inspector-title">{title === '' ? 'Job' : `Job · ${title}`}</h2>
      <dl className="figures">
        <Figure name="Status">
          <StatusWord cell={cell} />
        </Figure>
        {Object.values(jobs).map((job) => (
          <Job key={job.jobId} job={job} running={cell.status === 'live'} />
        ))}
      </dl>
      {cell.run === null && <p className="inspector-hint">Run the cell to see its figures here.</p>}
    </section>
  );
}

function StatusWord({ cell }: { cell: Cell }) {
  const { run, status } = cell;
  const started = run?.startedAt;
  if (status === 'live' && started !== undefined) {
    return (
      <span className="live-word">
        running <RunningFor since={started} />
      </span>
    );
  }
  if (started !== undefined && run?.finishedAt !== undefined) {
    return `${status}, took ${duration(run.finishedAt - started)}`;
  }
  return status === 'idle' ? 'not run yet' : status;
}

function RunningFor({ since }: { since: number }) {
  return runningTime(useNow() - since);
}

function Job({ job, running }: { job: JobStats; running: boolean }) {
  return (
    <>
      <Figure name="Rows in / out">
        {count(job.rowsIn)} / {count(job.rowsOut)}
      </Figure>
      {running && <JobRates job={job} />}
      {job.watermark !== null && (
        <Figure name="Watermark" title={new Date(job.watermark).toISOString()}>
          {clockTime(job.watermark)}
          {running && job.behindMs !== null && <span className="quiet"> · {lag(job.behindMs)} behind</span>}
        </Figure>
      )}
      <Figure name="State">{bytes(job.stateBytes)}</Figure>
      <LastCheckpoint job={job} />
      {job.lateRowsDropped > 0 && (
        <Figure name="Late rows dropped" title="Their window had closed when they came">
          {count(job.lateRowsDropped)}
        </Figure>
      )}
      {job.rowsSkipped > 0 && (
        <Figure name="Rows skipped" title="They could not be decoded">
          {count(job.rowsSkipped)}
        </Figure>
      )}
      <div className="figure">
        <dt className="visually-hidden">More</dt>
        <dd>
          <a className="link" href={hashOfJobs(job.jobId)} data-testid="job-link">
            Open the job
          </a>
        </dd>
      </div>
    </>
  );
}

function JobRates({ job }: { job: JobStats }) {
  const rates = useStore(studio.rates.store, (state) => state[job.jobId]);
  return (
    <>
      <Figure name="Rate in">
        <Sparkline values={rates?.in ?? []} label="Rows in a second, the last minute" /> {count(job.rowsInPerSecond)}{' '}
        rows/s
      </Figure>
      <Figure name="Rate out">
        <Sparkline values={rates?.out ?? []} label="Rows out a second, the last minute" /> {count(job.rowsOutPerSecond)}{' '}
        rows/s
      </Figure>
    </>
  );
}

function LastCheckpoint({ job }: { job: JobStats }) {
  const now = useNow();
  const { checkpointMs, lastCheckpoint: last } = job;
  if (last !== null) {
    const age = Math.max(0, now - last.triggeredAt);
    return (
      <Figure
        name="Last checkpoint"
        title={`Checkpoint ${last.id}, ${new Date(last.triggeredAt).toISOString()}, took ${duration(last.durationMs)}`}
      >
        {age > 3_600_000 ? clockTime(last.triggeredAt) : `${lag(age)} ago`} · {bytes(last.bytes)} ·{' '}
        {duration(last.durationMs)}
      </Figure>
    );
  }
  return <Figure name="Last checkpoint">{checkpointMs === null ? 'off' : 'none yet'}</Figure>;
}
