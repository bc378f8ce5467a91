import type { Clock, Random } from '@riffle/base';
import {
  freeNotePath,
  type NoteDocument,
  newNoteId,
  newParagraph,
  newParagraphId,
  type ParagraphDocument,
} from '@riffle/note-model';
import { type NoteStore, NoteStoreError, normalizeNotePath } from '@riffle/notes';
import type { Event, Note, NoteSummary } from '@riffle/protocol';
import { withForms } from './cell-forms.ts';
import { setCellText } from './cell-forms-edit.ts';
import { type CellPatch, type CellState, openCell, patchCell, viewCell } from './cell-state.ts';
import { LiveNote } from './live-note.ts';
import { NotebookError } from './notebook-error.ts';
import { type FindResult, liveParagraph, storedParagraph } from './paragraph-results.ts';

/** The longest paragraph, in characters; a note of the service may have 5 MB in all. */
const LONGEST_TEXT = 5_000_000;

export interface NoteBookOptions {
  readonly store: NoteStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly findResult: FindResult;
  /** Told before a person's change of a note, which goes on at once. */
  beforeChange(note: LiveNote): void;
  /** Where every change of a note is announced. `noteId` null: to everybody. */
  publish(noteId: string | null, event: Event): void;
}

/** A new paragraph as callers give it. */
export interface ParagraphInput {
  readonly text: string;
  readonly title?: string | undefined;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The notes of a notebook as clients edit them: opened on demand, changed in memory, on disk before a change is
 * acknowledged.
 */
export class NoteBook {
  readonly #options: NoteBookOptions;
  readonly #open = new Map<string, LiveNote>();
  readonly #saves = new Map<string, Promise<void>>();
  /** Live cells of each note, as the list of notes last said. */
  readonly #live = new Map<string, number>();

  constructor(options: NoteBookOptions) {
    this.#options = options;
  }

  async list(): Promise<NoteSummary[]> {
    const files = await this.#options.store.list();
    return files.map(({ id, path, updatedAt }) => ({
      id,
      path,
      updatedAt,
      liveCells: liveCells(this.#open.get(id)),
    }));
  }

  async open(noteId: string): Promise<LiveNote> {
    const open = this.#open.get(noteId);
    if (open !== undefined) {
      return open;
    }
    const { path, document } = await asNotebookError(this.#options.store.read(noteId));
    // Another request may have opened it while the file was read.
    const note = this.#open.get(noteId) ?? new LiveNote(path, document);
    this.#open.set(noteId, note);
    return note;
  }

  async view(noteId: string): Promise<Note> {
    const note = await this.open(noteId);
    return { id: note.id, path: note.path, cells: note.cells.map(viewCell), forms: note.forms.view() };
  }

  /** The note in Zeppelin's form, with the current view of every result. */
  async document(noteId: string): Promise<NoteDocument> {
    const note = await this.open(noteId);
    return note.document((cell) => liveParagraph(cell, this.#options.findResult));
  }

  async cell(noteId: string, cellId: string): Promise<{ note: LiveNote; cell: CellState }> {
    const note = await this.open(noteId);
    const cell = note.find(cellId);
    if (cell === undefined) {
      throw new NotebookError('not-found', `There is no paragraph ${cellId} in the note ${note.path}.`);
    }
    return { note, cell };
  }

  paragraph(cell: CellState): ParagraphDocument {
    return liveParagraph(cell, this.#options.findResult);
  }

  async create(path: string, paragraphs: readonly ParagraphInput[]): Promise<string> {
    const document: NoteDocument = {
      id: newNoteId(this.#options.random),
      name: '',
      paragraphs: paragraphs.map((input) => this.#newParagraph(input)),
      noteParams: {},
      noteForms: {},
      angularObjects: {},
      config: { isZeppelinNotebookCronEnable: false },
      info: {},
    };
    return this.add(path, document);
  }

  /** Stores a note that came from outside; its id is kept unless it is taken. */
  async add(path: string, document: NoteDocument): Promise<string> {
    // A note from elsewhere may hold passwords in the clear; an open one does not store them.
    const clean = new LiveNote(path, document).document((cell) => cell.paragraph);
    const stored = await asNotebookError(this.#options.store.create(normalizeNotePath(path), clean));
    await this.#announceNotes();
    return stored.document.id;
  }

  async rename(noteId: string, path: string): Promise<void> {
    const note = await this.open(noteId);
    const normal = normalizeNotePath(path);
    if ((await this.list()).some((other) => other.path === normal && other.id !== noteId)) {
      throw new NotebookError('invalid-request', `There is a note ${normal} already. Choose another name.`);
    }
    await asNotebookError(this.#options.store.rename(noteId, normal));
    note.path = normal;
    await this.#save(note);
    this.#options.publish(noteId, { op: 'note-renamed', noteId, path: normal });
    await this.#announceNotes();
  }

  /** Moves several notes at once, or none; whoever has one open hears of it. */
  async renameAll(moves: readonly { readonly id: string; readonly path: string }[]): Promise<void> {
    await asNotebookError(this.#options.store.renameAll(moves));
    for (const { id, path } of moves) {
      const note = this.#open.get(id);
      if (note !== undefined) {
        note.path = path;
      }
      this.#options.publish(id, { op: 'note-renamed', noteId: id, path });
    }
    await this.#announceNotes();
  }

  /** Puts another content in place of a note's. Cells with the same id stay the same cells. */
  async replace(noteId: string, content: NoteDocument): Promise<void> {
    const note = await this.open(noteId);
    const { removed, changed } = note.replace(content);
    await this.#save(note);
    for (const cell of removed) {
      this.#options.publish(noteId, { op: 'cell-removed', noteId, cellId: cell.paragraph.id });
    }
    for (const cell of changed) {
      this.announce(note, cell);
    }
    this.#announceOrder(note);
    this.announceForms(note);
  }

  async remove(noteId: string): Promise<void> {
    await asNotebookError(this.#options.store.remove(noteId));
    this.#open.delete(noteId);
    this.#options.publish(null, { op: 'note-removed', noteId });
    await this.#announceNotes();
  }

  async restore(noteId: string): Promise<void> {
    await asNotebookError(this.#options.store.restore(noteId));
    const notes = await this.list();
    const others = notes.filter(({ id }) => id !== noteId).map(({ path }) => path);
    const { path } = await this.open(noteId);
    if (others.includes(path)) {
      await this.rename(noteId, freeNotePath(path, others));
    }
    await this.#announceNotes();
  }

  /** Settles when the text is on disk. A stale `baseRevision` is a `conflict` and changes nothing. */
  async edit(noteId: string, cellId: string, edit: { text: string; baseRevision?: number }): Promise<number> {
    assertLength(edit.text);
    const { note, cell } = await this.cell(noteId, cellId);
    if (edit.baseRevision !== undefined && edit.baseRevision !== cell.revision && edit.text !== cell.paragraph.text) {
      throw new NotebookError('conflict', 'The paragraph was changed elsewhere in the meantime.');
    }
    this.#options.beforeChange(note);
    setCellText(cell, edit.text);
    cell.revision++;
    const { revision } = cell;
    this.registerForms(note, edit.text);
    await this.#saveAndAnnounce(note, cell);
    return revision;
  }

  async insert(noteId: string, index: number, input: ParagraphInput): Promise<string> {
    assertLength(input.text);
    const note = await this.open(noteId);
    const cell = openCell(this.#newParagraph(input));
    this.#options.beforeChange(note);
    note.insert(cell, index);
    this.registerForms(note, input.text);
    await this.#saveAndAnnounce(note, cell);
    return cell.paragraph.id;
  }

  async removeCell(noteId: string, cellId: string): Promise<void> {
    const { note, cell } = await this.cell(noteId, cellId);
    this.#options.beforeChange(note);
    note.remove(cell);
    await this.#save(note);
    this.#options.publish(noteId, { op: 'cell-removed', noteId, cellId });
  }

  async restoreCell(noteId: string, cellId: string): Promise<void> {
    const note = await this.open(noteId);
    const cell = note.restore(cellId);
    if (cell === undefined) {
      throw new NotebookError('not-found', 'That paragraph can no longer be brought back.');
    }
    await this.#saveAndAnnounce(note, cell);
  }

  async moveCell(noteId: string, cellId: string, index: number): Promise<void> {
    const { note, cell } = await this.cell(noteId, cellId);
    this.#options.beforeChange(note);
    note.move(cell, index);
    await this.#save(note);
    this.#announceOrder(note);
  }

  #announceOrder(note: LiveNote): void {
    const cellIds = note.cells.map((cell) => cell.paragraph.id);
    this.#options.publish(note.id, { op: 'cell-order', noteId: note.id, cellIds });
  }

  async patch(noteId: string, cellId: string, patch: CellPatch): Promise<void> {
    const { note, cell } = await this.cell(noteId, cellId);
    cell.paragraph = patchCell(cell, patch);
    await this.#saveAndAnnounce(note, cell);
  }

  /** Takes over Zeppelin settings of a paragraph as they are; what is not named stays. */
  async configure(noteId: string, cellId: string, config: Readonly<Record<string, unknown>>): Promise<void> {
    const { note, cell } = await this.cell(noteId, cellId);
    cell.paragraph = { ...cell.paragraph, config: { ...cell.paragraph.config, ...config } };
    await this.#saveAndAnnounce(note, cell);
  }

  /** Takes over settings of the note; what is not named stays. */
  async configureNote(noteId: string, config: Readonly<Record<string, unknown>>): Promise<void> {
    const note = await this.open(noteId);
    note.configure(config);
    await this.#save(note);
  }

  /** Sets the same for every cell that has code. */
  async patchAll(noteId: string, patch: CellPatch): Promise<void> {
    const note = await this.open(noteId);
    const changed = note.cells.filter((cell) => viewCell(cell).language !== 'markdown');
    for (const cell of changed) {
      cell.paragraph = patchCell(cell, patch);
    }
    await this.#save(note);
    for (const cell of changed) {
      this.announce(note, cell);
    }
  }

  /** A copy right below: text, title, settings and the values of its forms, without output. */
  async clone(noteId: string, cellId: string): Promise<string> {
    const { note, cell } = await this.cell(noteId, cellId);
    const { text = '', title, config, settings } = cell.paragraph;
    const copy = openCell({ ...this.#newParagraph({ text, title, config }), settings });
    note.insert(copy, note.indexOf(cell) + 1);
    await this.#saveAndAnnounce(note, copy);
    return copy.paragraph.id;
  }

  /** Takes the note's forms of a text that is new or about to run. */
  registerForms(note: LiveNote, text: string): void {
    if (note.forms.register(text)) {
      this.announceForms(note);
    }
  }

  /** Tells clients about the note's own forms. */
  announceForms(note: LiveNote): void {
    this.#options.publish(note.id, { op: 'note-forms', noteId: note.id, forms: note.forms.view() });
  }

  /** Tells clients about a cell whose run has changed. */
  announce(note: LiveNote, cell: CellState): void {
    const index = note.indexOf(cell);
    // A run that ends after its cell was deleted is nobody's news.
    if (index >= 0) {
      this.#options.publish(note.id, { op: 'cell', noteId: note.id, index, cell: viewCell(cell) });
    }
    const live = liveCells(note);
    if (live !== (this.#live.get(note.id) ?? 0)) {
      this.#live.set(note.id, live);
      // A failing directory is told to whoever asks for the list; here only a count would be late.
      this.#announceNotes().catch(() => undefined);
    }
  }

  /** The note as people wrote it, at this moment. */
  content(note: LiveNote): NoteDocument {
    return note.document((cell) => cell.paragraph);
  }

  /** The note as it would be stored now, its results while they are small. */
  stored(note: LiveNote): NoteDocument {
    return note.document((cell) => storedParagraph(cell, this.#options.findResult));
  }

  /** Stores the note with the results its runs have now. */
  saveResults(note: LiveNote): Promise<void> {
    return this.#save(note);
  }

  /** Every open note with each of its cells. */
  *openCells(): Iterable<{ note: LiveNote; cell: CellState }> {
    for (const note of this.#open.values()) {
      for (const cell of note.cells) {
        yield { note, cell };
      }
    }
  }

  #newParagraph(input: ParagraphInput): ParagraphDocument {
    const createdAt = this.#options.clock.now();
    const id = newParagraphId(createdAt, this.#options.random);
    return withForms(newParagraph({ ...input, id, createdAt }), {});
  }

  async #saveAndAnnounce(note: LiveNote, cell: CellState): Promise<void> {
    await this.#save(note);
    this.announce(note, cell);
  }

  /** Writes of one note happen one after the other; a write takes the note as it is when its turn comes. */
  #save(note: LiveNote): Promise<void> {
    const before = this.#saves.get(note.id) ?? Promise.resolve();
    const save = before.catch(() => undefined).then(() => asNotebookError(this.#options.store.save(this.stored(note))));
    this.#saves.set(note.id, save);
    return save;
  }

  async #announceNotes(): Promise<void> {
    this.#options.publish(null, { op: 'notes', notes: await this.list() });
  }
}

function liveCells(note: LiveNote | undefined): number {
  return note?.cells.filter((cell) => cell.status === 'live').length ?? 0;
}

function assertLength(text: string): void {
  if (text.length > LONGEST_TEXT) {
    const size = Math.round(text.length / 1_000_000);
    throw new NotebookError(
      'too-large',
      `The paragraph has ${size} million characters; at most ${LONGEST_TEXT / 1_000_000} million are kept. Put data into a stream or a file instead.`,
    );
  }
}

/** What a person can do something about, as an error of the notebook. */
export async function asNotebookError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NoteStoreError) {
      const code = error.code === 'not-found' ? 'not-found' : error.code === 'invalid' ? 'invalid-request' : 'failed';
      throw new NotebookError(code, error.message, { cause: error });
    }
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
      throw new NotebookError('failed', 'The disk is full: the change is not saved.', { cause: error });
    }
    throw error;
  }
}
