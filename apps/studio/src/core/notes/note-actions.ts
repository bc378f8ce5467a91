/** What a person does with notes. Every failure becomes a sentence; nothing is shown as done before the server says so. */
import type { Note, RequestInput } from '@riffle/protocol';
import { type Connection, RequestFailure } from '../connection/connection.ts';
import type { Drafts } from '../drafts/draft-store.ts';
import type { Messages } from '../messages/message-store.ts';
import { type NoteStore, withNote } from './note-store.ts';
import { splitPath } from './paths.ts';

export interface NoteActions {
  refreshList(): Promise<void>;
  /** Shows a note; also used to catch up with it on a new line. */
  open(noteId: string): Promise<void>;
  /** Resolves to the new note's id. */
  create(path: string): Promise<string | undefined>;
  rename(noteId: string, path: string): Promise<void>;
  delete(noteId: string): Promise<void>;
  /** Takes back the last deletion of a cell or note. */
  undoDelete(): Promise<void>;
  canUndo(): boolean;
  rememberDeleted(title: string, restore: () => Promise<unknown>): void;
  /** Does something that may be refused; says so in a sentence that begins with `what`. */
  attempt<T>(what: string, doing: Promise<T>): Promise<T | undefined>;
}

interface Deleted {
  readonly title: string;
  readonly restore: () => Promise<unknown>;
}

export interface NoteActionOptions {
  readonly connection: Pick<Connection, 'request'>;
  readonly notes: NoteStore;
  readonly drafts: Drafts;
  readonly messages: Messages;
  /** Goes to a note's address. */
  readonly navigate: (noteId: string) => void;
}

export function createNoteActions({ connection, notes, drafts, messages, navigate }: NoteActionOptions): NoteActions {
  const deleted: Deleted[] = [];

  async function attempt<T>(what: string, doing: Promise<T>): Promise<T | undefined> {
    try {
      return await doing;
    } catch (failure) {
      if (!(failure instanceof RequestFailure)) {
        throw failure;
      }
      messages.problem(`${what}: ${failure.message}`);
      return undefined;
    }
  }

  async function closeCurrent(except: string): Promise<void> {
    const { open } = notes.getState();
    if (open === null || open.id === except) {
      return;
    }
    await drafts.flushAll();
    drafts.forget(open.cellIds);
    notes.setState({ open: null, cells: {}, jobs: {} });
    await connection.request('close-note', { noteId: open.id }).catch(() => undefined);
  }

  function show(note: Note): void {
    for (const cell of note.cells) {
      drafts.take(note.id, cell.id, { text: cell.text, revision: cell.revision });
    }
    notes.setState((state) => withNote(state, note));
  }

  async function undoDelete(): Promise<void> {
    const last = deleted.pop();
    if (last !== undefined) {
      await attempt(`‘${last.title}’ could not be brought back`, last.restore());
      messages.dismiss();
    }
  }

  function rememberDeleted(title: string, restore: () => Promise<unknown>): void {
    deleted.push({ title, restore });
    messages.say(`Deleted ‘${title}’.`, { title: 'Undo', run: () => void undoDelete() });
  }

  return {
    attempt,
    undoDelete,
    rememberDeleted,
    canUndo: () => deleted.length > 0,
    async refreshList() {
      const reply = await attempt('The list of notes could not be read', connection.request('list-notes', {}));
      if (reply !== undefined) {
        notes.setState({ notes: reply.notes });
      }
    },
    async open(noteId) {
      notes.setState({ wanted: noteId, missing: null });
      await closeCurrent(noteId);
      try {
        const { note } = await connection.request('open-note', { noteId });
        if (notes.getState().wanted === noteId) {
          show(note);
        }
      } catch (failure) {
        if (failure instanceof RequestFailure && failure.code !== 'offline' && notes.getState().wanted === noteId) {
          notes.setState({ missing: failure.message, open: null, cells: {}, jobs: {} });
        }
      }
    },
    async create(path) {
      const reply = await attempt('The note could not be made', connection.request('create-note', { path }));
      if (reply !== undefined) {
        navigate(reply.noteId);
      }
      return reply?.noteId;
    },
    async rename(noteId, path) {
      await attempt('The note keeps its name', connection.request('rename-note', { noteId, path }));
    },
    async delete(noteId) {
      const path = notes.getState().notes?.find((note) => note.id === noteId)?.path ?? noteId;
      const done = await attempt('The note could not be deleted', connection.request('delete-note', { noteId }));
      if (done !== undefined) {
        rememberDeleted(splitPath(path).name, async () => {
          await connection.request('restore-note', { noteId });
          navigate(noteId);
        });
      }
    },
  };
}

/** The settings of a cell that a person changes without touching its text. */
export type CellPatch = Omit<RequestInput<'set-cell'>, 'noteId' | 'cellId'>;
