/** What a person does with notes. Every failure becomes a sentence; nothing is shown as done before the server says so. */
import type { JobStats, Note, RequestInput } from '@riffle/protocol';
import { type Connection, RequestFailure } from '../connection/connection.ts';
import type { Drafts } from '../drafts/draft-store.ts';
import type { Messages } from '../messages/message-store.ts';
import { type NoteStore, withNote } from './note-store.ts';
import { splitPath } from './paths.ts';
import { createUndoing, type Undoing } from './undoing.ts';

export interface NoteActions extends Undoing {
  refreshList(): Promise<void>;
  /** Shows a note; also used to catch up with it on a new line. */
  open(noteId: string): Promise<void>;
  /** Resolves to the new note's id. */
  create(path: string): Promise<string | undefined>;
  rename(noteId: string, path: string): Promise<void>;
  delete(noteId: string): Promise<void>;
  /** Does something that may be refused; says so in a sentence that begins with `what`. */
  attempt<T>(what: string, doing: Promise<T>): Promise<T | undefined>;
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
  let opening: { readonly noteId: string; readonly done: Promise<void> } | undefined;

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

  /** Takes the current note from view at once; its last texts are sent on behind. */
  function closeCurrent(except: string): void {
    const { open } = notes.getState();
    if (open === null || open.id === except) {
      return;
    }
    notes.setState({ open: null, cells: {}, jobs: {} });
    void drafts.flushAll().then(() => {
      const shown = notes.getState().cells;
      drafts.forget(open.cellIds.filter((cellId) => shown[cellId] === undefined));
    });
    connection.request('close-note', { noteId: open.id }).catch(() => undefined);
  }

  async function openFresh(noteId: string): Promise<void> {
    try {
      const { note, jobs } = await connection.request('open-note', { noteId });
      if (notes.getState().wanted === noteId) {
        show(note, jobs);
      }
    } catch (failure) {
      if (failure instanceof RequestFailure && failure.code !== 'offline' && notes.getState().wanted === noteId) {
        notes.setState({ missing: failure.message, open: null, cells: {}, jobs: {} });
      }
    }
  }

  function show(note: Note, jobs: readonly JobStats[]): void {
    for (const cell of note.cells) {
      drafts.take(note.id, cell.id, { text: cell.text, revision: cell.revision });
    }
    notes.setState(withNote(note, jobs));
  }

  const undoing = createUndoing({ messages, attempt });

  return {
    attempt,
    ...undoing,
    async refreshList() {
      const reply = await attempt('The list of notes could not be read', connection.request('list-notes', {}));
      if (reply !== undefined) {
        notes.setState({ notes: reply.notes });
      }
    },
    open(noteId) {
      notes.setState({ wanted: noteId, missing: null });
      closeCurrent(noteId);
      if (opening?.noteId !== noteId) {
        const done = openFresh(noteId).finally(() => {
          opening = opening?.done === done ? undefined : opening;
        });
        opening = { noteId, done };
      }
      return opening.done;
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
      const wasOpen = notes.getState().wanted === noteId;
      await undoing.deleteWithUndo({
        title: splitPath(path).name,
        remove: () => connection.request('delete-note', { noteId }),
        restore: async () => {
          await connection.request('restore-note', { noteId });
          if (wasOpen) {
            navigate(noteId);
          }
        },
      });
    },
  };
}

/** The settings of a cell that a person changes without touching its text. */
export type CellPatch = Omit<RequestInput<'set-cell'>, 'noteId' | 'cellId'>;
