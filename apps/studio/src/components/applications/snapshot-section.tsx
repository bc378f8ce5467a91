import type { ApplicationView, SnapshotView } from '@riffle/protocol';
import { useState } from 'react';
import { studio } from '../../page.ts';
import { Moment } from '../ui/moment.tsx';
import type { Asked } from './action-panel.tsx';

interface SnapshotSectionProps {
  readonly application: ApplicationView;
  readonly onAsk: (asked: Asked) => void;
}

/** Saved states: made, started from, deleted. */
export function SnapshotSection({ application, onAsk }: SnapshotSectionProps) {
  const { snapshots, status, settings } = application;
  const [doomed, setDoomed] = useState<string | null>(null);
  return (
    <>
      <p className="section-actions">
        <button
          type="button"
          className="button"
          disabled={status !== 'RUNNING' || !settings.snapshots}
          data-testid="take-snapshot"
          onClick={() => onAsk({ kind: 'snapshot' })}
        >
          Take a snapshot …
        </button>
        <span className="field-hint">
          {settings.snapshots
            ? status === 'RUNNING'
              ? 'One is also taken whenever it is stopped or updated.'
              : 'It has to run for that. One is taken whenever it is stopped or updated.'
            : 'Snapshots are off; turn them on under Configuration.'}
        </span>
      </p>
      {snapshots.length === 0 ? (
        <p className="jobs-empty">There are no snapshots yet.</p>
      ) : (
        <div className="jobs-card">
          <table className="jobs-table" data-testid="snapshot-table">
            <thead>
              <tr>
                <th>Name</th>
                <th>State</th>
                <th className="num">Version</th>
                <th>Taken</th>
                <th>
                  <span className="sr-only">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {snapshots.map((snapshot) => (
                <SnapshotRow
                  key={snapshot.name}
                  application={application}
                  snapshot={snapshot}
                  doomed={doomed === snapshot.name}
                  onDoom={setDoomed}
                  onAsk={onAsk}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

interface SnapshotRowProps extends SnapshotSectionProps {
  readonly snapshot: SnapshotView;
  /** It has been asked to be deleted, and not been said twice. */
  readonly doomed: boolean;
  readonly onDoom: (name: string | null) => void;
}

const WORDS: Readonly<Record<SnapshotView['status'], string>> = {
  CREATING: 'being taken',
  READY: 'ready',
  DELETING: 'being deleted',
  FAILED: 'failed',
};

function SnapshotRow({ application, snapshot, doomed, onDoom, onAsk }: SnapshotRowProps) {
  const { name, status, version, created, problem } = snapshot;
  const settled = status === 'READY' || status === 'FAILED';
  return (
    <>
      <tr data-testid="snapshot-row">
        <td>{name}</td>
        <td className={status === 'FAILED' ? 'bad' : ''}>{WORDS[status]}</td>
        <td className="num">{version}</td>
        <td>
          <Moment at={created} />
        </td>
        <td className="num">
          {status === 'READY' && (
            <button
              type="button"
              className="button small"
              disabled={application.status !== 'READY'}
              title={application.status === 'READY' ? undefined : 'Stop the application first'}
              aria-label={`Start from ${name}`}
              onClick={() => onAsk({ kind: 'start', snapshot: name })}
            >
              Start from it …
            </button>
          )}{' '}
          <button
            type="button"
            className="button small"
            disabled={!settled}
            aria-label={`Delete snapshot ${name}`}
            onClick={() => onDoom(name)}
          >
            Delete …
          </button>
        </td>
      </tr>
      {(doomed || problem !== null) && (
        <tr className="remark-row">
          <td colSpan={5}>
            {problem !== null && <span className="bad">{problem} </span>}
            {doomed && <Doom application={application} snapshot={snapshot} onDone={() => onDoom(null)} />}
          </td>
        </tr>
      )}
    </>
  );
}

interface DoomProps {
  readonly application: ApplicationView;
  readonly snapshot: SnapshotView;
  readonly onDone: () => void;
}

function Doom({ application, snapshot: { name, created }, onDone }: DoomProps) {
  const newest = application.snapshots.find(({ status }) => status === 'READY')?.name === name;
  return (
    <span className="doom">
      <span>
        {newest ? 'It is the newest: the next start would begin with the one before, or without state. ' : ''}Deleting
        it cannot be taken back.
      </span>
      <button
        type="button"
        className="button small danger"
        // biome-ignore lint/a11y/noAutofocus: it stands where the person has just pressed
        autoFocus
        onClick={() => {
          onDone();
          void studio.applicationActions.act('delete-snapshot', { name: application.name, snapshot: name, created });
        }}
      >
        Delete {name}
      </button>
      <button type="button" className="button small" onClick={onDone}>
        Keep it
      </button>
    </span>
  );
}
