import type { ApplicationSummary } from '@riffle/protocol';
import { useStore } from 'zustand';
import { isPassing } from '../../core/applications/status-words.ts';
import { count } from '../../core/format/number.ts';
import { hashOfApplications } from '../../core/pages/page-route.ts';
import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';
import { ProblemLine } from './problem-line.tsx';
import { Ago, RunningFor } from './running-for.tsx';
import { StatusPill } from './status-pill.tsx';
import { useApplicationList } from './use-applications.ts';

export function ApplicationList() {
  useApplicationList();
  const list = useStore(studio.applications.store, (state) => state.list);
  if (list === null) {
    return <p className="jobs-hint">Asking for the applications…</p>;
  }
  const streaming = list.filter(({ mode }) => mode === 'STREAMING');
  const notebooks = list.filter(({ mode }) => mode === 'INTERACTIVE');
  return (
    <div className="jobs-column">
      <header className="jobs-head">
        <h1>Applications</h1>
      </header>
      {streaming.length === 0 ? <NoApplications /> : <StreamingTable applications={streaming} />}
      {notebooks.length > 0 && (
        <>
          <h2 className="jobs-section-title">Notebooks</h2>
          <NotebookTable notebooks={notebooks} />
        </>
      )}
    </div>
  );
}

function NoApplications() {
  return (
    <div className="jobs-empty" data-testid="no-applications">
      <p>
        Nothing runs on its own yet. Open a note that ends in an <code>INSERT INTO</code> and press <b>Deploy</b>: it
        becomes an application that goes on when this page is closed, keeps its state, and can be updated and rolled
        back.
      </p>
      <p>
        With the command line: <code>aws kinesisanalyticsv2 create-application</code>.
      </p>
    </div>
  );
}

function StreamingTable({ applications }: { applications: readonly ApplicationSummary[] }) {
  return (
    <div className="jobs-card">
      <table className="jobs-table" data-testid="application-table">
        <thead>
          <tr>
            <th>Name</th>
            <th>Status</th>
            <th className="num">Version</th>
            <th className="num">Parallelism</th>
            <th className="num">Running for</th>
            <th className="num">Rows/s</th>
            <th className="num">Last checkpoint</th>
            <th className="wide-only">Runtime</th>
            <th>
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {applications.map((application) => (
            <StreamingRow key={application.name} application={application} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function StreamingRow({ application }: { application: ApplicationSummary }) {
  const { name, version, parallelism, runningSince, rowsInPerSecond, lastCheckpoint, runtime, remark } = application;
  const problem = useStore(studio.applications.store, (state) => state.problems[name]);
  return (
    <>
      <tr data-testid="application-row">
        <td>
          <a href={hashOfApplications(name)} className="job-name" title={name}>
            {name}
          </a>
        </td>
        <td title={remark?.text}>
          <StatusPill application={application} />
        </td>
        <td className="num">{version}</td>
        <td className="num">{parallelism}</td>
        <td className="num">{runningSince === null ? '' : <RunningFor since={runningSince} />}</td>
        <td className="num">{rowsInPerSecond === null ? '' : count(rowsInPerSecond)}</td>
        <td className="num">{lastCheckpoint === null ? '' : <Ago at={lastCheckpoint.triggeredAt} />}</td>
        <td className="wide-only quiet">{runtime}</td>
        <td className="num">
          <StartStop application={application} />
        </td>
      </tr>
      {(remark?.tone === 'bad' || remark?.tone === 'warn') && (
        <tr className="remark-row">
          <td colSpan={9}>
            <span className={remark.tone === 'bad' ? 'bad' : 'warn'}>{remark.text}</span>
          </td>
        </tr>
      )}
      {problem !== undefined && (
        <tr className="remark-row">
          <td colSpan={9}>
            <ProblemLine name={name} />
          </td>
        </tr>
      )}
    </>
  );
}

/** Starts from the newest snapshot, stops with one. */
function StartStop({ application: { name, status, mode } }: { application: ApplicationSummary }) {
  const { act } = studio.applicationActions;
  if (status === 'RUNNING') {
    const hint =
      mode === 'STREAMING' ? 'Stops it with a snapshot of its state' : 'Stops it with everything that runs in it';
    return (
      <button
        type="button"
        className="button small"
        title={hint}
        aria-label={`Stop ${name}`}
        onClick={() => void act('stop-application', { name, force: false })}
      >
        <Icon name="stop" size={12} /> Stop
      </button>
    );
  }
  return (
    <button
      type="button"
      className="button small"
      disabled={isPassing(status)}
      title={mode === 'STREAMING' ? 'Starts it from its newest snapshot, if there is one' : 'Starts the notebook'}
      aria-label={`Start ${name}`}
      onClick={() => void act('start-application', { name, from: { state: 'latest' } })}
    >
      <Icon name="run" size={12} /> Start
    </button>
  );
}

function NotebookTable({ notebooks }: { notebooks: readonly ApplicationSummary[] }) {
  return (
    <div className="jobs-card">
      <table className="jobs-table" data-testid="notebook-table">
        <thead>
          <tr>
            <th>Name</th>
            <th>Status</th>
            <th className="num">Version</th>
            <th className="num">Running for</th>
            <th>Runtime</th>
            <th>
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {notebooks.map((notebook) => (
            <tr key={notebook.name} data-testid="notebook-row">
              <td>
                {notebook.status === 'RUNNING' ? (
                  <a href={`/n/${notebook.name}/`} className="job-name">
                    {notebook.name}
                  </a>
                ) : (
                  <span className="job-name">{notebook.name}</span>
                )}
              </td>
              <td title={notebook.remark?.text}>
                <StatusPill application={notebook} />
              </td>
              <td className="num">{notebook.version}</td>
              <td className="num">
                {notebook.runningSince === null ? '' : <RunningFor since={notebook.runningSince} />}
              </td>
              <td className="quiet">{notebook.runtime}</td>
              <td className="num">
                <StartStop application={notebook} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
