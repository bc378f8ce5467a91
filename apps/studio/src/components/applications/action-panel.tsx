import type { ApplicationView, RequestInput } from '@riffle/protocol';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { interval } from '../../core/deploy/deploy-words.ts';
import { plural } from '../../core/format/number.ts';
import { studio } from '../../page.ts';

/** What a person is about to do with an application. */
export type Asked =
  | { readonly kind: 'start'; readonly snapshot?: string }
  | { readonly kind: 'stop' }
  | { readonly kind: 'force-stop' }
  | { readonly kind: 'snapshot' }
  | { readonly kind: 'roll-back' }
  | { readonly kind: 'delete' };

interface ActionPanelProps {
  readonly application: ApplicationView;
  readonly asked: Asked;
  readonly onDone: () => void;
}

const TITLES: Readonly<Record<Asked['kind'], { title: string; go: string; danger: boolean }>> = {
  start: { title: 'Start', go: 'Start', danger: false },
  stop: { title: 'Stop', go: 'Stop', danger: false },
  'force-stop': { title: 'Stop by force', go: 'Stop by force', danger: true },
  snapshot: { title: 'Take a snapshot', go: 'Take the snapshot', danger: false },
  'roll-back': { title: 'Roll back', go: 'Roll back', danger: false },
  delete: { title: 'Delete', go: 'Delete for good', danger: true },
};

type Restore = RequestInput<'start-application'>['from'];

/** Says what is going to happen, and asks for what it needs; nothing happens before the button here. */
export function ActionPanel({ application, asked, onDone }: ActionPanelProps) {
  const [from, setFrom] = useState<Restore>(() => firstChoice(application, asked));
  const [leaveState, setLeaveState] = useState(false);
  const [snapshot, setSnapshot] = useState('');
  const [working, setWorking] = useState(false);
  const panel = useRef<HTMLFormElement>(null);
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' });
    panel.current?.querySelector<HTMLElement>('input:checked, input, .go')?.focus();
  }, []);
  const { title, go, danger } = TITLES[asked.kind];
  const { name } = application;
  const takesState = asked.kind === 'start' && application.mode === 'STREAMING';

  async function act(): Promise<void> {
    setWorking(true);
    const done = await carryOut(application, asked, { from, leaveState, snapshot });
    setWorking(false);
    if (done) {
      onDone();
    }
  }

  return (
    <form
      ref={panel}
      className="jobs-card action-panel"
      aria-label={`${title} ${name}`}
      data-testid="action-panel"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void act();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onDone();
        }
      }}
    >
      <h2>
        {title} {name}
      </h2>
      {takesState && (
        <RestoreChoice
          application={application}
          from={from}
          leaveState={leaveState}
          onFrom={setFrom}
          onLeaveState={setLeaveState}
        />
      )}
      {asked.kind === 'snapshot' && <SnapshotName value={snapshot} onChange={setSnapshot} />}
      <p data-testid="what-will-happen">{whatWillHappen(application, asked, from)}</p>
      <p className="deploy-actions">
        <button type="button" className="button" onClick={onDone}>
          Cancel
        </button>
        <button
          type="submit"
          className={danger ? 'button go danger' : 'button go'}
          disabled={working || (asked.kind === 'snapshot' && !/^[a-zA-Z0-9_.-]+$/.test(snapshot))}
          data-testid="action-go"
        >
          {go}
        </button>
      </p>
    </form>
  );
}

function firstChoice({ snapshots }: ApplicationView, asked: Asked): Restore {
  if (asked.kind === 'start' && asked.snapshot !== undefined) {
    return { state: 'snapshot', snapshot: asked.snapshot };
  }
  return snapshots.some(({ status }) => status === 'READY') ? { state: 'latest' } : { state: 'none' };
}

interface RestoreChoiceProps {
  readonly application: ApplicationView;
  readonly from: Restore;
  readonly leaveState: boolean;
  readonly onFrom: (from: Restore) => void;
  readonly onLeaveState: (leave: boolean) => void;
}

function RestoreChoice({ application, from, leaveState, onFrom, onLeaveState }: RestoreChoiceProps) {
  const usable = application.snapshots.filter(({ status }) => status === 'READY');
  const [newest] = usable;
  return (
    <fieldset className="deploy-target">
      <legend>With which state</legend>
      <label className="check-field">
        <input
          type="radio"
          name="restore"
          disabled={newest === undefined}
          checked={from.state === 'latest'}
          onChange={() => onFrom({ state: 'latest' })}
        />
        From the newest snapshot <span className="quiet">{newest?.name ?? 'there is none'}</span>
      </label>
      <label className="check-field">
        <input
          type="radio"
          name="restore"
          disabled={newest === undefined}
          checked={from.state === 'snapshot'}
          onChange={() => onFrom({ state: 'snapshot', snapshot: newest?.name ?? '' })}
        />
        From a snapshot
        <select
          aria-label="Snapshot to start from"
          disabled={from.state !== 'snapshot'}
          value={from.state === 'snapshot' ? from.snapshot : (newest?.name ?? '')}
          onChange={(event) => onFrom({ state: 'snapshot', snapshot: event.target.value })}
        >
          {usable.map(({ name, version }) => (
            <option key={name} value={name}>
              {name}, version {version}
            </option>
          ))}
        </select>
      </label>
      <label className="check-field">
        <input type="radio" name="restore" checked={from.state === 'none'} onChange={() => onFrom({ state: 'none' })} />
        Without state
      </label>
      {from.state !== 'none' && (
        <label className="check-field">
          <input type="checkbox" checked={leaveState} onChange={(event) => onLeaveState(event.target.checked)} />
          Also when the snapshot holds state of steps that are gone (AllowNonRestoredState)
        </label>
      )}
    </fieldset>
  );
}

function SnapshotName({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="plain-label">
      <label htmlFor={id}>Name</label>
      <input
        id={id}
        className="plain-field wide"
        value={value}
        maxLength={256}
        spellCheck={false}
        data-testid="snapshot-name"
        onChange={(event) => onChange(event.target.value)}
      />
      <span className="field-hint">Letters, digits, dots, hyphens and underscores.</span>
    </div>
  );
}

function whatWillHappen(application: ApplicationView, asked: Asked, from: Restore): string {
  const { name, mode, settings, snapshots, versions, version } = application;
  switch (asked.kind) {
    case 'start':
      return mode === 'STREAMING'
        ? `${name} starts as version ${version} with parallelism ${settings.parallelism}. ${startWords(application, from)}`
        : `The notebook ${name} starts, and its page can be opened.`;
    case 'stop':
      return mode === 'INTERACTIVE'
        ? `Everything that runs in the notebook ${name} ends. Its notes stay.`
        : settings.snapshots
          ? 'Its state is saved in a snapshot first, and the next start goes on from it. What was read is written before it ends.'
          : 'Snapshots are off: its state is lost, and the next start begins from the newest snapshot there is, or without any.';
    case 'force-stop':
      return 'Its process is ended at once, without a snapshot. What came after the last snapshot is read again at the next start, and may be written twice.';
    case 'snapshot':
      return `The state of ${name} is saved as it is now, while it runs on. A snapshot stays until it is deleted.`;
    case 'roll-back': {
      return `The code and settings of version ${rollbackTarget(application) ?? version - 1} run again, as version ${version + 1}. The state goes along where all of the earlier version’s steps find theirs in it; else its own newest snapshot is used.`;
    }
    case 'delete': {
      const kept = plural(snapshots.length, 'snapshot');
      return mode === 'STREAMING'
        ? `${name} ends, and it is gone with its ${plural(versions.length, 'version')}, ${kept} and log. This cannot be taken back. Builds in buckets stay.`
        : `The notebook ${name} ends and is gone from the list. This cannot be taken back.`;
    }
  }
}

/** The newest earlier version that no rollback has left. */
export function rollbackTarget({
  versions,
  version,
}: Pick<ApplicationView, 'versions' | 'version'>): number | undefined {
  const left = new Set(versions.flatMap(({ rolledBackFrom }) => rolledBackFrom ?? []));
  return versions.find(({ id }) => id < version && !left.has(id))?.id;
}

function startWords({ settings }: ApplicationView, from: Restore): string {
  const checkpoints = settings.checkpointing
    ? `A checkpoint is taken every ${interval(settings.checkpointInterval)}.`
    : 'No checkpoints are taken.';
  switch (from.state) {
    case 'latest':
      return `It goes on from its newest snapshot. ${checkpoints}`;
    case 'snapshot':
      return `It goes on from the snapshot ${from.snapshot}: what came after that is read again. ${checkpoints}`;
    case 'none':
      return `It begins with no state, and reads its sources from where they say. ${checkpoints}`;
  }
}

function carryOut(
  { name, version, created }: ApplicationView,
  asked: Asked,
  chosen: { readonly from: Restore; readonly leaveState: boolean; readonly snapshot: string },
): Promise<boolean> {
  const { act } = studio.applicationActions;
  switch (asked.kind) {
    case 'start':
      return act('start-application', { name, from: chosen.from, allowNonRestoredState: chosen.leaveState });
    case 'stop':
      return act('stop-application', { name, force: false });
    case 'force-stop':
      return act('stop-application', { name, force: true });
    case 'snapshot':
      return act('create-snapshot', { name, snapshot: chosen.snapshot });
    case 'roll-back':
      return act('roll-back-application', { name, version });
    case 'delete':
      return act('delete-application', { name, created });
  }
}
