import type { Cell, JobStats } from '@riffle/protocol';
import { useStore } from 'zustand';
import { bytes, count } from '../../core/format/number.ts';
import { clockTime, duration, lag, runningTime } from '../../core/format/time.ts';
import { cellTitle } from '../../core/language/cell-title.ts';
import { studio } from '../../page.ts';
import { useNow } from '../ui/use-now.ts';
import { Figure } from './figure.tsx';

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
      <Figure name="Records in / out">
        {count(job.rowsIn)} / {count(job.rowsOut)}
      </Figure>
      {running && <Figure name="Rate in">{count(job.rowsInPerSecond)} rows/s</Figure>}
      {job.watermark !== null && (
        <Figure name="Watermark" title={new Date(job.watermark).toISOString()}>
          {clockTime(job.watermark)}
        </Figure>
      )}
      {running && job.behindMs !== null && <Figure name="Behind the clock">{lag(job.behindMs)}</Figure>}
      <Figure name="State">{bytes(job.stateBytes)}</Figure>
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
    </>
  );
}
