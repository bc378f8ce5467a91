import type { ApplicationView } from '@riffle/protocol';
import { useStore } from 'zustand';
import { isPassing } from '../../core/applications/status-words.ts';
import { splitPath } from '../../core/notes/paths.ts';
import { hashOfNote } from '../../core/notes/route.ts';
import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu, type MenuEntry } from '../ui/menu.tsx';
import type { Asked } from './action-panel.tsx';
import { StatusPill } from './status-pill.tsx';

interface ApplicationHeadProps {
  readonly application: ApplicationView;
  readonly onAsk: (asked: Asked) => void;
}

/** Name, status, why it is as it is, and what can be done now. */
export function ApplicationHead({ application, onAsk }: ApplicationHeadProps) {
  const { name, status, remark, version, noteId } = application;
  const note = useStore(studio.notes, ({ notes }) => notes?.find(({ id }) => id === noteId));
  return (
    <>
      <header className="job-head">
        <h1>{name}</h1>
        <StatusPill application={application} />
        <span className="pill plain">version {version}</span>
        {note !== undefined && (
          <a className="link" href={hashOfNote(note.id)} title="The note it was built from">
            {splitPath(note.path).name}
          </a>
        )}
        <span className="grow" />
        {status === 'RUNNING' ? (
          <button type="button" className="button" data-testid="ask-stop" onClick={() => onAsk({ kind: 'stop' })}>
            <Icon name="stop" size={13} /> Stop …
          </button>
        ) : (
          <button
            type="button"
            className="button"
            disabled={isPassing(status)}
            data-testid="ask-start"
            onClick={() => onAsk({ kind: 'start' })}
          >
            <Icon name="run" size={13} /> Start …
          </button>
        )}
        <Menu
          label="More actions"
          button={<Icon name="dots" />}
          buttonClass="icon-button"
          align="right"
          testId="application-menu"
          entries={() => entriesOf(application, onAsk)}
        />
      </header>
      {remark !== null && (
        <p className={`remark ${remark.tone}`} data-testid="application-remark">
          {remark.tone !== 'plain' && <Icon name="alert" size={15} />}
          <span>{remark.text}</span>
        </p>
      )}
    </>
  );
}

function entriesOf(application: ApplicationView, onAsk: (asked: Asked) => void): MenuEntry[] {
  const { status, mode, versions, noteId } = application;
  const isNoteHere = studio.notes.getState().notes?.some(({ id }) => id === noteId) === true;
  const streaming: MenuEntry[] = [
    {
      title: 'New version from its note …',
      disabled: !isNoteHere,
      run: () => studio.noteDialogs.setState({ dialog: { kind: 'deploy', noteId: noteId ?? '' } }),
    },
    { title: 'Take a snapshot …', disabled: status !== 'RUNNING', run: () => onAsk({ kind: 'snapshot' }) },
    {
      title: 'Roll back …',
      disabled: status === 'READY' || versions.length < 2,
      run: () => onAsk({ kind: 'roll-back' }),
    },
  ];
  return [
    ...(mode === 'STREAMING' ? streaming : []),
    {
      title: 'Stop by force …',
      disabled: ['READY', 'DELETING', 'FORCE_STOPPING', 'MAINTENANCE'].includes(status),
      danger: true,
      separated: true,
      run: () => onAsk({ kind: 'force-stop' }),
    },
    {
      title: 'Delete …',
      disabled: isPassing(status),
      danger: true,
      run: () => onAsk({ kind: 'delete' }),
    },
  ];
}
