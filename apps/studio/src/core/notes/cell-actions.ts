/** What a person does with the cells of the open note. */
import type { Connection } from '../connection/connection.ts';
import type { Drafts } from '../drafts/draft-store.ts';
import { splitParagraph } from '../language/paragraph-header.ts';
import type { UiStore } from '../ui/ui-store.ts';
import type { CellPatch, NoteActions } from './note-actions.ts';
import type { NoteStore, OpenNote } from './note-store.ts';

export interface CellActions {
  /** Inserts a cell and puts the cursor in it. */
  insert(index: number, text: string): Promise<void>;
  delete(cellId: string): Promise<void>;
  move(cellId: string, by: -1 | 1): Promise<void>;
  patch(cellId: string, patch: CellPatch): Promise<void>;
  /** Saves the text, then runs it. A text cell has nothing to run. */
  run(cellId: string): Promise<void>;
  stop(cellId: string): Promise<void>;
  clear(cellId: string): Promise<void>;
  runAll(): Promise<void>;
  stopAll(): Promise<void>;
  setCap(resultId: string, cap: number): Promise<void>;
}

export interface CellActionOptions {
  readonly connection: Pick<Connection, 'request'>;
  readonly notes: NoteStore;
  readonly drafts: Drafts;
  readonly ui: UiStore;
  readonly attempt: NoteActions['attempt'];
  readonly deleteWithUndo: NoteActions['deleteWithUndo'];
  readonly problem: (text: string) => void;
  /** Settles when the server has every value typed into a form. */
  readonly valuesSent: () => Promise<void>;
}

export function createCellActions(options: CellActionOptions): CellActions {
  const { connection, notes, drafts, ui, attempt } = options;

  function inNote<T>(act: (note: OpenNote) => Promise<T>): Promise<T | undefined> {
    const { open } = notes.getState();
    return open === null ? Promise.resolve(undefined) : act(open);
  }

  async function saved(cellId: string): Promise<boolean> {
    const done = await drafts.flush(cellId);
    if (!done) {
      const conflict = drafts.store.getState().documents[cellId]?.conflict !== null;
      options.problem(
        conflict
          ? 'Not run: this cell was also changed elsewhere. Choose which text to keep first.'
          : 'Not run: the text could not be saved just now. It is kept in this browser.',
      );
    }
    return done;
  }

  return {
    insert: (index, text) =>
      inNote(async (note) => {
        ui.setState({ typedAhead: '' });
        const adding = connection.request('insert-cell', { noteId: note.id, index, text });
        const reply = await attempt('The cell could not be added', adding);
        if (reply === undefined) {
          ui.setState({ typedAhead: null });
        } else {
          ui.setState({ focusedCell: reply.cellId, openEditor: reply.cellId });
        }
      }),
    delete: (cellId) =>
      inNote(async (note) => {
        const place = { noteId: note.id, cellId };
        const title = nameOf(drafts.textOf(cellId) ?? '', notes.getState().cells[cellId]?.title);
        const index = note.cellIds.indexOf(cellId);
        ui.setState({ focusedCell: note.cellIds[index + 1] ?? note.cellIds[index - 1] ?? null, mode: 'command' });
        await options.deleteWithUndo({
          title,
          remove: () => connection.request('delete-cell', place),
          restore: () => connection.request('restore-cell', place),
        });
      }),
    move: (cellId, by) =>
      inNote(async (note) => {
        const index = note.cellIds.indexOf(cellId) + by;
        if (index >= 0 && index < note.cellIds.length) {
          const moving = connection.request('move-cell', { noteId: note.id, cellId, index });
          await attempt('The cell could not be moved', moving);
        }
      }),
    patch: (cellId, patch) =>
      inNote(async (note) => {
        const setting = connection.request('set-cell', { noteId: note.id, cellId, ...patch });
        await attempt('The cell could not be changed', setting);
      }).then(() => undefined),
    run: (cellId) =>
      inNote(async (note) => {
        const cell = notes.getState().cells[cellId];
        if (cell === undefined || !(await saved(cellId)) || cell.language === 'markdown') {
          return;
        }
        await options.valuesSent();
        await attempt('Not run', connection.request('run-cell', { noteId: note.id, cellId }));
      }),
    stop: (cellId) =>
      inNote(async (note) => {
        await attempt('Not stopped', connection.request('stop-cell', { noteId: note.id, cellId }));
      }),
    clear: (cellId) =>
      inNote(async (note) => {
        await attempt('Not cleared', connection.request('clear-cell', { noteId: note.id, cellId }));
      }),
    runAll: () =>
      inNote(async (note) => {
        const done = await Promise.all(note.cellIds.map(saved));
        if (done.every(Boolean)) {
          await options.valuesSent();
          await attempt('Not run', connection.request('run-all', { noteId: note.id }));
        }
      }),
    stopAll: () =>
      inNote(async (note) => {
        await attempt('Not stopped', connection.request('stop-all', { noteId: note.id }));
      }),
    async setCap(resultId, cap) {
      await attempt('The limit stays', connection.request('set-result-cap', { resultId, cap }));
    },
  };
}

/** A few words that tell one cell from another. */
function nameOf(text: string, title: string | undefined): string {
  const words = title ?? splitParagraph(text).body.split('\n')[0]?.trim() ?? '';
  return words === '' ? 'empty cell' : words.length > 40 ? `${words.slice(0, 39)}…` : words;
}
