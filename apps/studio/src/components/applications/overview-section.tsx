import type { ApplicationJob, ApplicationView, OperationView } from '@riffle/protocol';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { rateKey } from '../../core/applications/application-store.ts';
import { bytes, count } from '../../core/format/number.ts';
import { clockTime, duration, lag } from '../../core/format/time.ts';
import { planGraph } from '../../core/jobs/plan-graph.ts';
import { studio } from '../../page.ts';
import { GraphView } from '../graph/graph-view.tsx';
import { Sparkline } from '../inspector/sparkline.tsx';
import { Setting, Settings } from '../jobs/settings-list.tsx';
import { Moment } from '../ui/moment.tsx';
import { Ago, RunningFor } from './running-for.tsx';

/** How it is doing: figures, the graph of its job, and what was done to it. */
export function OverviewSection({ application }: { application: ApplicationView }) {
  const { mode, job, operations } = application;
  return (
    <>
      {mode === 'STREAMING' ? <Figures application={application} /> : <NotebookFigures application={application} />}
      {mode === 'STREAMING' && <JobGraph application={application} job={job} />}
      <Operations operations={operations} />
    </>
  );
}

function Figures({ application }: { application: ApplicationView }) {
  const { name, runningSince, job, checkpoints, lastCheckpoint, restarts, restoredFrom, settings } = application;
  const rates = useStore(studio.rates.store, (state) => state[rateKey(name)]);
  const runs = runningSince !== null;
  return (
    <Settings>
      <Setting name="Running for">{runs ? <RunningFor since={runningSince} /> : '—'}</Setting>
      <Setting name="Rows in">
        {runs && job !== null ? (
          <>
            {count(job.rowsInPerSecond)}/s{' '}
            <Sparkline values={rates?.in ?? []} label="Rows in a second, the last minute" />
          </>
        ) : (
          '—'
        )}
      </Setting>
      <Setting name="Rows out">
        {runs && job !== null ? (
          <>
            {count(job.rowsOutPerSecond)}/s{' '}
            <Sparkline values={rates?.out ?? []} label="Rows out a second, the last minute" />
          </>
        ) : (
          '—'
        )}
      </Setting>
      <Setting name="Rows since it runs">
        {runs && job !== null ? `${count(job.rowsIn)} in, ${count(job.rowsOut)} out` : '—'}
      </Setting>
      <Setting name="Watermark">{runs ? <Watermark job={job} /> : '—'}</Setting>
      <Setting name="Last checkpoint">
        {lastCheckpoint === null ? (
          settings.checkpointing ? (
            'none yet'
          ) : (
            'off'
          )
        ) : (
          <span title={`Checkpoint ${lastCheckpoint.id}, took ${duration(lastCheckpoint.durationMs)}`}>
            <Ago at={lastCheckpoint.triggeredAt} /> · {bytes(lastCheckpoint.bytes)}
          </span>
        )}
      </Setting>
      <Setting name="Checkpoints">
        {checkpoints.failed === 0
          ? count(checkpoints.completed)
          : `${count(checkpoints.completed)}, ${count(checkpoints.failed)} failed`}
      </Setting>
      <Setting name="Restarts">{count(restarts)}</Setting>
      <Setting name="State">{job === null || !runs ? '—' : bytes(job.stateBytes)}</Setting>
      <Setting name="Went on from">
        <span className="clipped" title={restoredFrom ?? undefined}>
          {runs ? (restoredFrom ?? 'nothing: it began empty') : '—'}
        </span>
      </Setting>
      <Setting name="Parallelism">{count(settings.parallelism)}</Setting>
      <Setting name="Created">
        <Moment at={application.created} />
      </Setting>
    </Settings>
  );
}

function Watermark({ job }: { job: ApplicationJob | null }) {
  if (job === null || job.watermark === null) {
    return 'none';
  }
  return (
    <span title={new Date(job.watermark).toISOString()}>
      {clockTime(job.watermark)}
      {job.behindMs !== null && <span className="quiet"> · {lag(job.behindMs)} behind</span>}
    </span>
  );
}

function NotebookFigures({ application }: { application: ApplicationView }) {
  const { runningSince, runtime, created, name, status } = application;
  return (
    <>
      <Settings>
        <Setting name="Running for">{runningSince === null ? '—' : <RunningFor since={runningSince} />}</Setting>
        <Setting name="Runtime">{runtime}</Setting>
        <Setting name="Created">
          <Moment at={created} />
        </Setting>
      </Settings>
      {status === 'RUNNING' && (
        <p>
          <a className="button" href={`/n/${name}/`}>
            Open the notebook
          </a>
        </p>
      )}
    </>
  );
}

function JobGraph({ application, job }: { application: ApplicationView; job: ApplicationJob | null }) {
  const runs = application.runningSince !== null;
  const graph = useMemo(() => (job === null ? null : planGraph(job, runs)), [job, runs]);
  return graph === null ? (
    <p className="jobs-hint">Its graph is shown once it was started.</p>
  ) : (
    <div className="jobs-card" data-testid="application-graph">
      <GraphView graph={graph} label={`Graph of ${application.name}`} direction="right" maxHeight={340} />
    </div>
  );
}

const KINDS: Readonly<Record<string, string>> = {
  StartApplication: 'Start',
  StopApplication: 'Stop',
  UpdateApplication: 'Update',
  RollbackApplication: 'Roll back',
  DeleteApplication: 'Delete',
};

const ENDS: Readonly<Record<OperationView['status'], string>> = {
  IN_PROGRESS: 'under way',
  SUCCESSFUL: 'done',
  CANCELLED: 'given up for another one',
  FAILED: 'failed',
};

function Operations({ operations }: { operations: readonly OperationView[] }) {
  if (operations.length === 0) {
    return null;
  }
  return (
    <>
      <h2 className="jobs-section-title">What was done</h2>
      <div className="jobs-card">
        <table className="jobs-table" data-testid="operation-table">
          <thead>
            <tr>
              <th>When</th>
              <th>What</th>
              <th>How it ended</th>
              <th className="num">Took</th>
            </tr>
          </thead>
          <tbody>
            {operations.map(({ id, kind, status, started, ended, error }) => (
              <tr key={id}>
                <td className="narrow">
                  <Moment at={started} />
                </td>
                <td>{KINDS[kind] ?? kind}</td>
                <td className={status === 'FAILED' ? 'bad long-text' : 'long-text'}>
                  {ENDS[status]}
                  {error === null ? '' : `: ${error}`}
                </td>
                <td className="num">{ended === null ? '' : duration(ended - started)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
