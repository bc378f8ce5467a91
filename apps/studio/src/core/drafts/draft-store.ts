/** All cell texts of the open note, and their way to the server: sent soon after typing, one at a time per cell. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Connection, RequestFailure } from '../connection/connection.ts';
import type { CellDocument, ServerText } from './cell-document.ts';
import * as document from './cell-document.ts';
import type { DraftStorage } from './draft-storage.ts';

export interface DraftState {
  readonly documents: Readonly<Record<string, CellDocument>>;
  /** Why the last try to save a cell failed, by cell. */
  readonly problems: Readonly<Record<string, string>>;
}

export type SavedState = 'saved' | 'saving' | 'offline' | 'conflict' | 'refused';

export interface Drafts {
  readonly store: StoreApi<DraftState>;
  /** Takes up a cell when its note is opened, or opened again on a new line. */
  take(noteId: string, cellId: string, server: ServerText): void;
  /** Takes what an event says of a cell. */
  receive(noteId: string, cellId: string, server: ServerText): void;
  /** Forgets the cells of a note that was closed, or one that was removed. */
  forget(cellIds: readonly string[]): void;
  type(cellId: string, text: string): void;
  textOf(cellId: string): string | undefined;
  /** Resolves true once the server has the cell's text as it is now. */
  flush(cellId: string): Promise<boolean>;
  /** Sends what waits, now: a new line is there, or the person asked. */
  flushAll(): Promise<void>;
  keepMine(cellId: string): void;
  takeTheirs(cellId: string): void;
}

const SEND_AFTER = 350;

interface DraftOptions {
  readonly connection: Pick<Connection, 'request'>;
  readonly storage: DraftStorage;
}

export function createDrafts({ connection, storage }: DraftOptions): Drafts {
  const store = createStore<DraftState>(() => ({ documents: {}, problems: {} }));
  const noteOf = new Map<string, string>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const running = new Map<string, Promise<boolean>>();

  function change(cellId: string, next: (doc: CellDocument) => CellDocument): void {
    const before = store.getState().documents[cellId];
    const noteId = noteOf.get(cellId);
    if (before === undefined || noteId === undefined) {
      return;
    }
    const after = next(before);
    if (after !== before) {
      store.setState((state) => ({ documents: { ...state.documents, [cellId]: after } }));
      storage.write(noteId, cellId, document.draftOf(after));
    }
  }

  function begin(noteId: string, cellId: string, server: ServerText): void {
    noteOf.set(cellId, noteId);
    const doc = document.openDocument(server, storage.read(noteId, cellId));
    store.setState((state) => ({ documents: { ...state.documents, [cellId]: doc } }));
    storage.write(noteId, cellId, document.draftOf(doc));
  }

  function update(
    noteId: string,
    cellId: string,
    server: ServerText,
    merge: (doc: CellDocument, server: ServerText) => CellDocument,
  ): void {
    if (store.getState().documents[cellId] === undefined) {
      begin(noteId, cellId, server);
    } else {
      change(cellId, (doc) => merge(doc, server));
    }
    const doc = store.getState().documents[cellId];
    if (doc !== undefined && document.needsSending(doc) && !timers.has(cellId)) {
      sendLater(cellId);
    }
  }

  function setProblem(cellId: string, problem: string | undefined): void {
    if (store.getState().problems[cellId] !== problem) {
      store.setState((state) => ({ problems: withEntry(state.problems, cellId, problem) }));
    }
  }

  function sendLater(cellId: string): void {
    clearTimeout(timers.get(cellId));
    timers.set(
      cellId,
      setTimeout(() => void flush(cellId), SEND_AFTER),
    );
  }

  async function sendOnce(noteId: string, cellId: string): Promise<boolean> {
    const doc = store.getState().documents[cellId];
    if (doc === undefined || !document.needsSending(doc)) {
      return false;
    }
    change(cellId, document.startSending);
    try {
      const body = { noteId, cellId, baseRevision: doc.revision, text: doc.text };
      const { revision } = await connection.request('edit-cell', body);
      change(cellId, (now) => document.acknowledged(now, revision));
      setProblem(cellId, undefined);
      return true;
    } catch (failure) {
      const lost = failure instanceof RequestFailure && failure.code === 'offline';
      change(cellId, lost ? document.answerLost : document.sendingFailed);
      refused(cellId, failure);
      return false;
    }
  }

  function refused(cellId: string, failure: unknown): void {
    if (!(failure instanceof RequestFailure)) {
      throw failure;
    }
    const current = failure.code === 'conflict' ? failure.reply?.cell : undefined;
    if (current !== undefined) {
      change(cellId, (now) => document.caughtUp(now, { text: current.text, revision: current.revision }));
      sendLater(cellId);
    } else if (failure.code !== 'offline') {
      setProblem(cellId, failure.message);
    }
  }

  async function sendUntilSaved(noteId: string, cellId: string): Promise<boolean> {
    while (await sendOnce(noteId, cellId)) {
      // Typing went on while the text was on its way: send the rest.
    }
    const doc = store.getState().documents[cellId];
    return doc !== undefined && !document.isDirty(doc) && doc.conflict === null;
  }

  function flush(cellId: string): Promise<boolean> {
    clearTimeout(timers.get(cellId));
    timers.delete(cellId);
    const noteId = noteOf.get(cellId);
    if (noteId === undefined) {
      return Promise.resolve(false);
    }
    const underWay = running.get(cellId);
    if (underWay !== undefined) {
      return underWay;
    }
    const sending = sendUntilSaved(noteId, cellId).finally(() => running.delete(cellId));
    running.set(cellId, sending);
    return sending;
  }

  return {
    store,
    take: (noteId, cellId, server) => update(noteId, cellId, server, document.caughtUp),
    receive: (noteId, cellId, server) => update(noteId, cellId, server, document.received),
    forget(cellIds) {
      store.setState((state) => {
        const documents = { ...state.documents };
        const problems = { ...state.problems };
        for (const cellId of cellIds) {
          clearTimeout(timers.get(cellId));
          timers.delete(cellId);
          noteOf.delete(cellId);
          delete documents[cellId];
          delete problems[cellId];
        }
        return { documents, problems };
      });
    },
    type(cellId, text) {
      change(cellId, (doc) => document.typed(doc, text));
      sendLater(cellId);
    },
    textOf: (cellId) => store.getState().documents[cellId]?.text,
    flush,
    async flushAll() {
      await Promise.all([...noteOf.keys()].map(flush));
    },
    keepMine(cellId) {
      change(cellId, document.keepMine);
      void flush(cellId);
    },
    takeTheirs: (cellId) => change(cellId, document.takeTheirs),
  };
}

/** Cells whose text the server does not have yet. */
export function waitingCells(state: DraftState): number {
  return Object.values(state.documents).filter(document.isDirty).length;
}

/** How the note as a whole stands. */
export function savedState(state: DraftState, online: boolean): SavedState {
  const documents = Object.values(state.documents);
  if (documents.some((doc) => doc.conflict !== null)) {
    return 'conflict';
  }
  if (!documents.some(document.isDirty)) {
    return 'saved';
  }
  if (!online) {
    return 'offline';
  }
  return Object.keys(state.problems).length > 0 ? 'refused' : 'saving';
}

function withEntry(
  record: Readonly<Record<string, string>>,
  key: string,
  value: string | undefined,
): Record<string, string> {
  const { [key]: _, ...rest } = record;
  return value === undefined ? rest : { ...rest, [key]: value };
}
