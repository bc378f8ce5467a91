/** The studio without its picture: stores, the line to the server, and how they hang together. */
import { type ExportedNote, IMPORTED_EXTENSIONS } from '@riffle/note-model';
import type { Event } from '@riffle/protocol';
import type { StoreApi } from 'zustand/vanilla';
import { type ApplicationActions, createApplicationActions } from './applications/application-actions.ts';
import { type ApplicationWatch, createApplicationWatch } from './applications/application-store.ts';
import { type Catalog, createCatalog } from './catalog/catalog-store.ts';
import type { Command } from './commands/command.ts';
import { createCommands } from './commands/commands.ts';
import { type Connection, connect, RequestFailure, type SocketLike, type Welcome } from './connection/connection.ts';
import { type ConnectionState, createConnectionStore } from './connection/connection-store.ts';
import { jumpToLine } from './deploy/jump-to-line.ts';
import { createDraftStorage, type TextStorage } from './drafts/draft-storage.ts';
import { createDrafts, type Drafts } from './drafts/draft-store.ts';
import { createHandles, type EditorHandle, type FrameHandle, type Handles } from './editors/handles.ts';
import { momentText } from './format/moment.ts';
import { createFormActions, type FormActions } from './forms/form-actions.ts';
import { createInsight, type Insight } from './insight/insight-store.ts';
import { withMakers } from './insight/run-again.ts';
import { createFlinkClient, type Fetch } from './jobs/flink-client.ts';
import { createJobWatch, type JobWatch, type JobWatchParts } from './jobs/job-store.ts';
import { createRateHistory, type RateHistory } from './jobs/rate-history.ts';
import type { CommandId } from './keys/keymap.ts';
import { createMessages, type Messages } from './messages/message-store.ts';
import { type CellActions, createCellActions } from './notes/cell-actions.ts';
import { createFocusCell, type FocusCell } from './notes/cell-focus.ts';
import { createFileActions, type FileActions, type ImportFile } from './notes/file-actions.ts';
import { keepRemovedDraft } from './notes/kept-drafts.ts';
import { createNoteActions, type NoteActions } from './notes/note-actions.ts';
import { createNoteDialogs, type NoteDialogs } from './notes/note-dialogs.ts';
import { createNoteStore, liveCells, type NoteStore, noteChange } from './notes/note-store.ts';
import { noteToOpen } from './notes/note-tree.ts';
import { createRecentNotes, type RecentNotes } from './notes/recent-notes.ts';
import { createRevisionActions, type RevisionActions } from './notes/revision-actions.ts';
import { hashOfApplications, hashOfJobs, type Page } from './pages/page-route.ts';
import { type ChangesStore, createChanges } from './results/changes-store.ts';
import { createResultStore, type ResultStore } from './results/result-store.ts';
import { createSettings, type Settings, type SettingsChoice } from './settings/settings.ts';
import { createTheme, type DarkQuery, type Theme, type ThemeChoice } from './theme/theme.ts';
import { createUi, type UiStore } from './ui/ui-store.ts';

/** What the studio needs of the browser it is in. */
export interface StudioSurroundings {
  readonly socketUrl: string;
  readonly createSocket: (url: string) => SocketLike;
  readonly storage: TextStorage;
  readonly darkQuery: DarkQuery;
  readonly applyTheme: (theme: Theme) => void;
  readonly applySettings: (settings: Settings) => void;
  readonly onFrame: (callback: () => void) => void;
  readonly now: () => number;
  /** Runs `work` later; the returned function calls it off. */
  readonly schedule: (work: () => void, millis: number) => () => void;
  readonly random: () => number;
  /** Sends an HTTP request to a path below the page's own folder. */
  readonly call: Fetch;
  readonly later: JobWatchParts['later'];
  /** The page is in a tab nobody sees. */
  readonly hidden: () => boolean;
  /** The note the page's address asks for. */
  readonly noteOfAddress: () => string | undefined;
  readonly pageOfAddress: () => Page;
  readonly goToHash: (hash: string) => void;
  /** Changes the page's address; `replace` leaves no step back. */
  readonly goToNote: (noteId: string, how: 'push' | 'replace') => void;
  readonly saveFile: (file: ExportedNote) => void;
  /** Lets the person choose files to import; none when they give up. */
  readonly pickFiles: (extensions: readonly string[]) => Promise<readonly ImportFile[]>;
  /** Whether the panels lie over the note for want of room. */
  readonly narrow: () => { readonly side: boolean; readonly inspector: boolean };
}

export interface Studio {
  readonly connection: StoreApi<ConnectionState>;
  readonly line: Connection;
  readonly notes: NoteStore;
  readonly drafts: Drafts;
  readonly results: ResultStore;
  readonly changes: ChangesStore;
  readonly catalog: Catalog;
  readonly insight: Insight;
  readonly jobs: JobWatch;
  readonly rates: RateHistory;
  readonly applications: ApplicationWatch;
  readonly applicationActions: ApplicationActions;
  readonly messages: Messages;
  readonly theme: ThemeChoice;
  readonly settings: SettingsChoice;
  readonly ui: UiStore;
  readonly noteActions: NoteActions;
  readonly files: FileActions;
  readonly revisions: RevisionActions;
  readonly recent: RecentNotes;
  readonly noteDialogs: NoteDialogs;
  readonly cells: CellActions;
  readonly forms: FormActions;
  readonly editors: Handles<EditorHandle>;
  readonly frames: Handles<FrameHandle>;
  readonly focusCell: FocusCell;
  readonly commands: ReadonlyMap<CommandId, Command>;
  liveCells(): number;
  /** The page's address has changed. */
  addressChanged(): void;
  /** Goes to the list of jobs, or to one. */
  showJobs(jobId?: string): void;
  /** Goes to the list of applications, or to one. */
  showApplications(name?: string): void;
  /** Asks how the open note is to become an application. */
  deploy(): void;
  /** Puts the cursor into a paragraph of the open note, both counted from 1. */
  jumpToLine(paragraph: number, line: number): Promise<void>;
  /** Goes back to the note that was last open. */
  showNote(): void;
  /** Asks for files and imports them, into a folder if one is given. */
  pickAndImport(folder?: string): Promise<void>;
  restartInterpreter(): Promise<void>;
  toggleSide(): void;
  toggleInspector(): void;
}

const LAST_NOTE = 'riffle.note';

export function createStudio(around: StudioSurroundings): Studio {
  const connection = createConnectionStore();
  const notes = createNoteStore();
  const ui = createUi(around.storage);
  const messages = createMessages(around.now);
  const theme = createTheme(around.darkQuery, around.storage, around.applyTheme);
  const settings = createSettings(around.storage, around.applySettings);
  const line = connect({
    url: around.socketUrl,
    createSocket: around.createSocket,
    random: around.random,
    onPhase: (phase, attempt) => connection.setState({ phase, attempt }),
    onQuiet: (quiet) => connection.setState({ quiet }),
    onWelcome: (welcome) => void onWelcome(welcome),
    onEvent,
    onUnreadable: onceOnly((reason: string) =>
      messages.problem(`The server speaks another version; reload the page. (${reason})`),
    ),
  });
  const drafts = createDrafts({ connection: line, storage: createDraftStorage(around.storage) });
  const results = createResultStore(
    {
      watch: (resultId, version) => void watch(resultId, version),
      unwatch: (resultId) => void line.request('unwatch-result', { resultId }).catch(() => undefined),
    },
    around.onFrame,
  );
  const changes = createChanges(line);
  const catalog = createCatalog(line);
  const rates = createRateHistory();
  const applications = createApplicationWatch(line, rates);
  const noteDialogs = createNoteDialogs();
  const jobs = createJobWatch({ client: createFlinkClient(around.call), later: around.later, hidden: around.hidden });
  ui.setState({ page: around.pageOfAddress() });
  const noteActions = createNoteActions({
    connection: line,
    notes,
    drafts,
    messages,
    navigate: (noteId) => around.goToNote(noteId, 'push'),
  });
  const files = createFileActions({
    ...around,
    ...noteActions,
    connection: line,
    drafts,
    messages,
    navigate: (noteId) => around.goToNote(noteId, 'push'),
  });
  const revisions = createRevisionActions({
    ...noteActions,
    momentText: (at) => momentText(at, around.now(), settings.store.getState().zone),
    connection: line,
    notes,
    drafts,
    messages,
  });
  const recent = createRecentNotes(around.storage);
  const forms = createFormActions({ connection: line, notes, attempt: noteActions.attempt, schedule: around.schedule });
  const editors = createHandles<EditorHandle>();
  const frames = createHandles<FrameHandle>();
  const focusCell = createFocusCell(ui, frames);
  const insight = createInsight({
    connection: line,
    notes,
    drafts,
    messages,
    attempt: noteActions.attempt,
    runOptions: settings.runOptions,
  });
  const cells = createCellActions({
    connection: line,
    notes,
    drafts,
    ui,
    editors,
    focusCell,
    attempt: noteActions.attempt,
    deleteWithUndo: noteActions.deleteWithUndo,
    problem: messages.problem,
    async withMakers(wanted) {
      await insight.load();
      return withMakers(wanted, { cellIds: notes.getState().open?.cellIds ?? [], insight: insight.store.getState() });
    },
    valuesSent: forms.flush,
    schedule: around.schedule,
    runOptions: settings.runOptions,
  });

  async function watch(resultId: string, version: number | undefined): Promise<void> {
    try {
      await line.request('watch-result', version === undefined ? { resultId } : { resultId, version });
    } catch (failure) {
      if (failure instanceof RequestFailure && failure.code !== 'offline') {
        results.onGone(resultId);
      }
    }
  }

  async function onWelcome({ event, again, restarted }: Welcome): Promise<void> {
    connection.setState({ met: true, notebook: event.notebook, version: event.version });
    if (again && !restarted) {
      messages.say('Connected again; the page has caught up.');
    }
    void catalog.load();
    results.resume();
    applications.resume();
    changes.resume();
    await noteActions.refreshList();
    await showWanted();
    if (restarted) {
      sayRestarted();
    }
    void insight.load();
    await drafts.flushAll();
  }

  /** Says what the end of the server has ended, once the note is there again. */
  function sayRestarted(): void {
    const stopped = Object.values(notes.getState().cells).filter(({ status }) => status === 'frozen').length;
    if (stopped === 0) {
      messages.say('The server was restarted; the page has caught up with it.');
    } else {
      const what = stopped === 1 ? 'The cell that ran has stopped.' : `The ${stopped} cells that ran have stopped.`;
      messages.say(`The server was restarted. ${what}`, { title: 'Run again', run: () => void cells.runFrozen() });
    }
  }

  async function showWanted(): Promise<void> {
    if (ui.getState().page.kind !== 'note') {
      return;
    }
    const asked = around.noteOfAddress();
    if (asked !== undefined) {
      await noteActions.open(asked);
      return;
    }
    const note = noteToOpen(notes.getState().notes ?? [], around.storage.getItem(LAST_NOTE));
    if (note !== undefined) {
      around.goToNote(note.id, 'replace');
    }
  }

  function onEvent(event: Event): void {
    const change = noteChange(notes.getState(), event);
    if (event.op === 'cell' && change !== undefined) {
      drafts.receive(event.noteId, event.cell.id, { text: event.cell.text, revision: event.cell.revision });
    }
    if (change !== undefined) {
      notes.setState(change);
    }
    if (event.op === 'cell-removed' && change !== undefined) {
      keepRemovedDraft({ drafts, messages, insert: cells.insert }, event.cellId);
      drafts.forget([event.cellId]);
    }
    const { missing, wanted } = notes.getState();
    if (event.op === 'notes' && missing !== null && event.notes.some(({ id }) => id === wanted)) {
      // It has come back, here or elsewhere.
      void noteActions.open(wanted ?? '');
    }
    onOtherEvent(event);
  }

  function onOtherEvent(event: Event): void {
    switch (event.op) {
      case 'job':
        rates.add(event);
        break;
      case 'result-reset':
        results.onReset(event);
        break;
      case 'result-delta':
        results.onDelta(event);
        break;
      case 'result-gone':
        results.onGone(event.resultId);
        break;
      case 'insight':
        insight.receive(event.noteId, event.cells);
        break;
      case 'revisions-changed':
        revisions.changed(event.noteId);
        break;
      case 'changes':
        changes.onChanges(event);
        break;
      case 'catalog-changed':
        void catalog.load();
        break;
      case 'status':
        connection.setState({ status: event });
        break;
      case 'interpreter':
        onInterpreter(event);
        break;
      default:
        applications.receive(event);
        break;
    }
  }

  function onInterpreter(event: Extract<Event, { op: 'interpreter' }>): void {
    connection.setState({ interpreter: event });
    if (event.state === 'failed') {
      messages.problem(event.message ?? 'The interpreter ended; it starts again with the next run.');
    }
  }

  const studio: Omit<Studio, 'commands'> = {
    connection,
    line,
    notes,
    drafts,
    results,
    changes,
    catalog,
    insight,
    jobs,
    rates,
    applications,
    applicationActions: createApplicationActions(line, applications),
    messages,
    theme,
    settings,
    ui,
    noteActions,
    files,
    revisions,
    recent,
    noteDialogs,
    cells,
    forms,
    editors,
    frames,
    focusCell,
    liveCells: () => liveCells(notes.getState()),
    addressChanged() {
      const page = around.pageOfAddress();
      ui.setState({ page });
      if (page.kind !== 'note') {
        return;
      }
      const asked = around.noteOfAddress();
      if (asked === undefined) {
        void showWanted();
      } else if (asked !== notes.getState().open?.id) {
        around.storage.setItem(LAST_NOTE, asked);
        recent.add(asked);
        ui.setState({ focusedCell: null, cursor: null, mode: 'command' });
        void noteActions.open(asked);
      }
    },
    showJobs(jobId) {
      around.goToHash(hashOfJobs(jobId));
    },
    showApplications(name) {
      around.goToHash(hashOfApplications(name));
    },
    deploy() {
      const { open } = notes.getState();
      if (open !== null) {
        noteDialogs.setState({ dialog: { kind: 'deploy', noteId: open.id } });
      }
    },
    jumpToLine: (paragraph, at) =>
      jumpToLine(
        {
          notes,
          ui,
          editors,
          later: around.schedule,
          showCode: (cellId) => Promise.resolve(cells.patch(cellId, { editorHidden: false })),
        },
        paragraph,
        at,
      ),
    showNote() {
      const noteId = notes.getState().open?.id;
      if (noteId !== undefined) {
        around.goToNote(noteId, 'push');
      } else {
        around.goToHash('');
      }
    },
    async pickAndImport(folder) {
      const picked = await around.pickFiles(IMPORTED_EXTENSIONS);
      if (picked.length > 0) {
        await files.importFiles(picked, folder);
      }
    },
    async restartInterpreter() {
      await noteActions.attempt('The interpreter goes on as it is', line.request('restart-interpreter', {}));
    },
    toggleSide() {
      const key = around.narrow().side ? 'sideDrawer' : 'sideOpen';
      ui.setState((state) => ({ [key]: !state[key] }));
    },
    toggleInspector() {
      const key = around.narrow().inspector ? 'inspectorDrawer' : 'inspectorOpen';
      ui.setState((state) => ({ [key]: !state[key] }));
    },
  };
  const complete = studio as Studio & { commands: ReadonlyMap<CommandId, Command> };
  return Object.assign(complete, { commands: createCommands(complete) });
}

function onceOnly<A>(act: (argument: A) => void): (argument: A) => void {
  let done = false;
  return (argument) => {
    if (!done) {
      done = true;
      act(argument);
    }
  };
}
