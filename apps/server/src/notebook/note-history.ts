import type { Clock, Logger, Millis } from '@riffle/base';
import type { NoteDocument } from '@riffle/note-model';
import type { Revision, RevisionReason, RevisionStore } from '@riffle/notes';
import type { Event } from '@riffle/protocol';
import type { LiveNote } from './live-note.ts';
import { asNotebookError, type NoteBook } from './note-book.ts';
import { NotebookError } from './notebook-error.ts';

export interface NoteHistoryOptions {
  readonly store: RevisionStore;
  readonly notes: NoteBook;
  readonly clock: Clock;
  readonly logger: Logger;
  stopCell(noteId: string, cellId: string): Promise<void>;
  publish(noteId: string, event: Event): void;
}

/** After this long without a change, the next one begins a new piece of work. */
const PAUSE: Millis = 5 * 60_000;

/** The revisions of the notes: made by people and by themselves, looked at, and brought back. */
export class NoteHistory {
  readonly #options: NoteHistoryOptions;
  readonly #lastChange = new Map<string, Millis>();

  constructor(options: NoteHistoryOptions) {
    this.#options = options;
  }

  /** Newest first. */
  async list(noteId: string): Promise<Revision[]> {
    await this.#options.notes.open(noteId);
    return asNotebookError(this.#options.store.list(noteId));
  }

  /** The note as it was, without results. */
  async read(noteId: string, revisionId: string): Promise<NoteDocument> {
    await this.#options.notes.open(noteId);
    return asNotebookError(this.#options.store.read(noteId, revisionId));
  }

  /** Keeps the note as it is now, under a message. */
  async save(noteId: string, message: string): Promise<Revision> {
    if (message.trim() === '') {
      throw new NotebookError('invalid-request', 'A revision needs a message: what is it worth keeping for?');
    }
    const { notes, store } = this.#options;
    const revision = await asNotebookError(store.save(notes.content(await notes.open(noteId)), message));
    this.#changed(noteId);
    return revision;
  }

  /**
   * Puts the note back to what it was. What it is now is kept first; that revision's id is given, and restoring it undoes
   * this. Cells that the revision does not have are stopped and taken away.
   */
  async restore(noteId: string, revisionId: string): Promise<string> {
    return this.#replace(noteId, await this.read(noteId, revisionId), 'before-restore');
  }

  /** Puts the content of another document in place of the note's; what it was is kept, and its revision's id given. */
  replace(noteId: string, content: NoteDocument): Promise<string> {
    return this.#replace(noteId, content, 'before-replace');
  }

  async #replace(
    noteId: string,
    content: NoteDocument,
    reason: Extract<RevisionReason, `before-re${string}`>,
  ): Promise<string> {
    const { notes, store, stopCell } = this.#options;
    const note = await notes.open(noteId);
    const before = await asNotebookError(store.saveIfChanged(notes.content(note), reason));
    const wanted = new Set(content.paragraphs.map((paragraph) => paragraph.id));
    for (const { paragraph } of note.cells.filter((cell) => !wanted.has(cell.paragraph.id))) {
      await stopCell(noteId, paragraph.id);
    }
    await notes.replace(noteId, content);
    this.#changed(noteId);
    return before.id;
  }

  /** Keeps what is about to run. That it cannot be kept must not keep it from running. */
  async beforeRunAll(note: LiveNote): Promise<void> {
    await this.#keep(note, 'before-run-all');
  }

  /** Keeps the note as it was when the last piece of work on it ended. */
  beforeChange(note: LiveNote): void {
    const now = this.#options.clock.now();
    const last = this.#lastChange.get(note.id);
    this.#lastChange.set(note.id, now);
    if (last === undefined || now - last >= PAUSE) {
      void this.#keep(note, 'after-pause');
    }
  }

  async #keep(note: LiveNote, reason: 'before-run-all' | 'after-pause'): Promise<void> {
    const { notes, store, logger } = this.#options;
    if (!hasText(note)) {
      return;
    }
    const content = notes.content(note);
    try {
      await store.saveIfChanged(content, reason);
      this.#changed(note.id);
    } catch (error) {
      logger.log('error', 'a revision could not be kept', { note: note.path, error: (error as Error).message });
    }
  }

  #changed(noteId: string): void {
    this.#options.publish(noteId, { op: 'revisions-changed', noteId });
  }
}

/** A note in which nothing has been written yet is not worth keeping. */
function hasText(note: LiveNote): boolean {
  return note.cells.some(({ paragraph }) => (paragraph.text ?? '').replace(/^\s*%\S*/, '').trim() !== '');
}
