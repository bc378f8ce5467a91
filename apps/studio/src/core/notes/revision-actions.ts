/** What a person does with the revisions of a note. */
import type { CellContent } from '@riffle/note-model';
import type { RevisionView } from '@riffle/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Connection } from '../connection/connection.ts';
import type { Drafts } from '../drafts/draft-store.ts';
import type { Messages } from '../messages/message-store.ts';
import type { NoteActions } from './note-actions.ts';
import type { NoteStore } from './note-store.ts';

export interface RevisionState {
  readonly noteId: string | null;
  /** Newest first; null before the list has come. */
  readonly revisions: readonly RevisionView[] | null;
}

export interface RevisionActions {
  readonly store: StoreApi<RevisionState>;
  load(noteId: string): Promise<void>;
  /** The server says that a note has a new one. */
  changed(noteId: string): void;
  read(noteId: string, revisionId: string): Promise<readonly CellContent[] | undefined>;
  save(noteId: string, message: string): Promise<boolean>;
  restore(noteId: string, revision: RevisionView): Promise<void>;
  /** The open note as it stands, texts under way included. */
  now(): CellContent[];
}

export interface RevisionActionOptions {
  readonly connection: Pick<Connection, 'request'>;
  readonly notes: NoteStore;
  readonly drafts: Drafts;
  readonly messages: Messages;
  /** When something happened, as the person reads it. */
  readonly momentText: (at: number) => string;
  readonly attempt: NoteActions['attempt'];
  readonly deleteWithUndo: NoteActions['deleteWithUndo'];
}

export function createRevisionActions(options: RevisionActionOptions): RevisionActions {
  const { connection, notes, drafts, messages, attempt, deleteWithUndo } = options;
  const store = createStore<RevisionState>(() => ({ noteId: null, revisions: null }));

  async function load(noteId: string): Promise<void> {
    if (store.getState().noteId !== noteId) {
      store.setState({ noteId, revisions: null });
    }
    const reply = await attempt('The revisions could not be read', connection.request('list-revisions', { noteId }));
    if (reply !== undefined && store.getState().noteId === noteId) {
      store.setState({ revisions: reply.revisions });
    }
  }

  return {
    store,
    load,
    changed(noteId) {
      if (store.getState().noteId === noteId) {
        void load(noteId);
      }
    },
    async read(noteId, revisionId) {
      const reading = connection.request('read-revision', { noteId, revisionId });
      return (await attempt('The revision could not be read', reading))?.cells;
    },
    async save(noteId, message) {
      await drafts.flushAll();
      const saving = connection.request('save-revision', { noteId, message });
      const saved = (await attempt('The revision could not be saved', saving)) !== undefined;
      if (saved) {
        messages.say(`Saved a revision: ${message.trim()}`);
      }
      return saved;
    },
    async restore(noteId, { id, at }) {
      await drafts.flushAll();
      let before = '';
      await deleteWithUndo({
        title: 'the note as it was',
        refused: 'The note stays as it is',
        done: `Restored the revision of ${options.momentText(at)}.`,
        remove: async () => {
          before = (await connection.request('restore-revision', { noteId, revisionId: id })).before;
        },
        restore: () => connection.request('restore-revision', { noteId, revisionId: before }),
      });
    },
    now() {
      const { open, cells } = notes.getState();
      return (open?.cellIds ?? []).flatMap((cellId) => {
        const cell = cells[cellId];
        return cell === undefined
          ? []
          : [{ id: cellId, title: cell.title ?? '', text: drafts.textOf(cellId) ?? cell.text, enabled: cell.enabled }];
      });
    },
  };
}

/** Why there is a revision, in a few words. */
export function revisionWords({ reason, message }: Pick<RevisionView, 'reason' | 'message'>): string {
  switch (reason) {
    case 'saved':
      return message;
    case 'before-run-all':
      return 'Before running all';
    case 'after-pause':
      return 'Before a new piece of work';
    case 'before-restore':
      return 'Before restoring another';
    case 'before-replace':
      return 'Before other content came';
  }
}
