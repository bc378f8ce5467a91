import { useStore } from 'zustand';
import { isReachable } from '../../core/connection/connection-store.ts';
import { type SavedState, savedState, waitingCells } from '../../core/drafts/draft-store.ts';
import { plural } from '../../core/format/number.ts';
import { liveCells } from '../../core/notes/note-store.ts';
import { splitPath, tidyPath } from '../../core/notes/paths.ts';
import { hashOfApplications, type Page } from '../../core/pages/page-route.ts';
import { studio } from '../../page.ts';
import { DeployButton } from '../deploy/deploy-button.tsx';
import { ExportMenu } from '../notes/export-menu.tsx';
import { EditInPlace } from '../ui/edit-in-place.tsx';
import { Icon } from '../ui/icon.tsx';
import { KeyHint, keyOf } from '../ui/key-hint.tsx';
import { NoteMenu } from './note-menu.tsx';
import { useTheme } from './use-theme.ts';

export function TopBar() {
  const page = useStore(studio.ui, (ui) => ui.page);
  const hasNote = useStore(studio.notes, (state) => state.open !== null) && page.kind === 'note';
  return (
    <header className="top-bar">
      <div className="logo" aria-hidden="true">
        ≈
      </div>
      {page.kind !== 'note' ? (
        <PageCrumb page={page} />
      ) : (
        <h1 className="place">
          <NotePath />
        </h1>
      )}
      {hasNote && <Saved />}
      {hasNote && <RunAll />}
      {hasNote && <NoteMenu />}
      {page.kind === 'note' && <LivePill />}
      <span className="grow" />
      <Engine />
      <ThemeSwitch />
      <button
        type="button"
        className="button palette-button"
        data-testid="open-palette"
        onClick={() => studio.ui.setState({ dialog: 'palette' })}
      >
        <Icon name="search" size={14} />
        <span className="wide-only">Search or run a command</span> <KeyHint command="palette" />
      </button>
      {hasNote && <ExportMenu />}
      {hasNote && <DeployButton />}
      {page.kind === 'note' && <InspectorSwitch />}
    </header>
  );
}

function PageCrumb({ page }: { page: Exclude<Page, { kind: 'note' }> }) {
  if (page.kind === 'jobs') {
    return <span className="crumb">Jobs</span>;
  }
  return page.name === null ? (
    <span className="crumb">Applications</span>
  ) : (
    <span className="crumb">
      <a className="crumb-link" href={hashOfApplications()}>
        Applications
      </a>{' '}
      / <b>{page.name}</b>
    </span>
  );
}

function NotePath() {
  const open = useStore(studio.notes, (state) => state.open);
  const renaming = useStore(studio.ui, (ui) => ui.renaming);
  if (open === null) {
    return <span className="crumb">Notes</span>;
  }
  if (renaming) {
    return (
      <EditInPlace
        label="Path of the note"
        className="path-field"
        value={open.path.slice(1)}
        testId="note-path-field"
        onDone={(typed) => {
          studio.ui.setState({ renaming: false });
          const path = typed === undefined ? undefined : tidyPath(typed);
          if (path !== undefined && path !== open.path) {
            void studio.noteActions.rename(open.id, path);
          }
        }}
      />
    );
  }
  const { folders, name } = splitPath(open.path);
  return (
    <button
      type="button"
      className="crumb"
      title="Rename or move: type the path"
      data-testid="note-path"
      onClick={() => studio.ui.setState({ renaming: true })}
    >
      <span className="crumb-folders">{['Notes', ...folders].join(' / ')} / </span>
      <b>{name}</b>
    </button>
  );
}

const SAVED_WORDS: Readonly<Record<SavedState, string>> = {
  saved: 'saved',
  saving: 'saving…',
  offline: 'offline',
  conflict: 'changed elsewhere too',
  refused: 'not saved',
};

function Saved() {
  const online = useStore(studio.connection, isReachable);
  const state = useStore(studio.drafts.store, (drafts) => savedState(drafts, online));
  const waiting = useStore(studio.drafts.store, waitingCells);
  const reason = useStore(studio.drafts.store, (drafts) => Object.values(drafts.problems)[0]);
  return (
    <span className={`saved saved-${state}`} role="status" data-testid="saved-state" title={reason}>
      {SAVED_WORDS[state]}
      {state === 'offline' && `, ${plural(waiting, 'change')} waiting in this browser`}
      {state === 'refused' && reason !== undefined ? `: ${reason}` : ''}
    </span>
  );
}

function RunAll() {
  return (
    <button type="button" className="button" data-testid="run-all" onClick={() => void studio.cells.runAll()}>
      <Icon name="run" size={13} />
      Run all <KeyHint command="run-all" />
    </button>
  );
}

function LivePill() {
  const live = useStore(studio.notes, liveCells);
  if (live === 0) {
    return null;
  }
  return (
    <span className="pill live" data-testid="live-cells" title={`${plural(live, 'cell')} running`}>
      <span className="dot" />
      {live} live
    </span>
  );
}

function Engine() {
  const notebook = useStore(studio.connection, (state) => state.notebook);
  return (
    <span className="pill wide-only" title="Statements run in Riffle's own engine, on this machine">
      ⌁ {notebook === '' ? 'Embedded engine' : `${notebook} · embedded engine`}
    </span>
  );
}

function ThemeSwitch() {
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Switch to ${other} colours`}
      title={`Switch to ${other} colours`}
      data-testid="theme-switch"
      onClick={() => studio.theme.choose(other)}
    >
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </button>
  );
}

function InspectorSwitch() {
  const title = `Fold or unfold the inspector (${keyOf('toggle-inspector')})`;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label="Inspector"
      title={title}
      data-testid="toggle-inspector"
      onClick={() => studio.toggleInspector()}
    >
      <Icon name="panel" />
    </button>
  );
}
