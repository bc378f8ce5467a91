import type { Clock, Random } from '@riffle/base';
import {
  type ExportedNote,
  type ExportFormat,
  exportNoteFile,
  freeNotePath,
  importNoteFile,
  type NoteDocument,
  NoteFormatError,
  newNoteId,
  newParagraphId,
} from '@riffle/note-model';
import { normalizeNotePath } from '@riffle/notes';
import type { NoteBook } from './note-book.ts';
import { NotebookError } from './notebook-error.ts';

export interface NoteFilesOptions {
  readonly notes: NoteBook;
  readonly clock: Clock;
  readonly random: Random;
  /** Stops whatever runs in a note. */
  stopAll(noteId: string): Promise<void>;
}

export interface NoteImport {
  readonly fileName: string;
  readonly text: string;
  /** The folder to put the note in, `/Tour`; without it the file's own. */
  readonly folder?: string | undefined;
}

/** Notes as things: copied, moved, brought in and taken away, singly or as folders. */
export class NoteFiles {
  readonly #options: NoteFilesOptions;

  constructor(options: NoteFilesOptions) {
    this.#options = options;
  }

  /**
   * Copies a note with all cells and the results they show now; what runs goes on in the original only.
   * Without `path` the copy stands beside the original as `… copy`. A path that is taken gets a number.
   */
  async cloneNote(noteId: string, path?: string): Promise<string> {
    const { notes } = this.#options;
    const note = await notes.open(noteId);
    const document = atRest(this.#withNewIds(notes.stored(note)));
    return notes.add(await this.#free(path ?? `${note.path} copy`), document);
  }

  /** Moves or renames a note. @throws NotebookError when another note has the path. */
  moveNote(noteId: string, path: string): Promise<void> {
    return this.#options.notes.rename(noteId, path);
  }

  /**
   * Makes a note of a file: all of it or nothing. A name that is taken gets a number.
   * @throws NotebookError `invalid-request` with a sentence that names the file
   */
  async importNote({ fileName, text, folder }: NoteImport): Promise<{ noteId: string; path: string }> {
    const { notes, clock, random } = this.#options;
    const imported = asRequestError(() => importNoteFile({ fileName, text }, { now: clock.now(), random }));
    const name = imported.path.slice(imported.path.lastIndexOf('/') + 1);
    const path = await this.#free(folder === undefined ? imported.path : `${folder}/${name}`);
    const here = await notes.list();
    const known = here.some((note) => note.id === imported.document.id);
    const noteId = await notes.add(path, known ? this.#withNewIds(imported.document) : imported.document);
    return { noteId, path };
  }

  /** The note as a file, with the results it shows now. */
  async exportNote(noteId: string, format: ExportFormat): Promise<ExportedNote> {
    const { notes } = this.#options;
    const { path } = await notes.open(noteId);
    return exportNoteFile(await notes.document(noteId), path, format);
  }

  /** Moves or renames a folder with all notes in it. Notes that would meet others of the same name stop it. */
  async moveFolder(from: string, to: string): Promise<void> {
    const [source, target] = [normalizeNotePath(from), normalizeNotePath(to)];
    if (target === source) {
      return;
    }
    if (target.startsWith(`${source}/`)) {
      throw new NotebookError('invalid-request', 'A folder cannot be moved into itself.');
    }
    const all = await this.#options.notes.list();
    const moves = all
      .filter((note) => note.path.startsWith(`${source}/`))
      .map(({ id, path }) => ({ id, path: `${target === '/' ? '' : target}${path.slice(source.length)}` }));
    if (moves.length === 0) {
      throw new NotebookError('not-found', `There is no folder ${source}.`);
    }
    const moving = new Set(moves.map(({ id }) => id));
    const taken = new Set(all.filter(({ id }) => !moving.has(id)).map(({ path }) => path));
    const clash = moves.find(({ path }) => taken.has(path));
    if (clash !== undefined) {
      throw new NotebookError('invalid-request', `There is a note ${clash.path} already. Rename one of the two first.`);
    }
    await this.#options.notes.renameAll(moves);
  }

  /** Moves a folder's notes to the trash; gives their ids, which `restoreNotes` takes. */
  async removeFolder(folder: string): Promise<string[]> {
    const { notes, stopAll } = this.#options;
    const source = normalizeNotePath(folder);
    const inside = (await notes.list()).filter((note) => note.path.startsWith(`${source}/`));
    if (inside.length === 0) {
      throw new NotebookError('not-found', `There is no folder ${source}.`);
    }
    for (const { id } of inside) {
      await stopAll(id);
      await notes.remove(id);
    }
    return inside.map(({ id }) => id);
  }

  async restoreNotes(noteIds: readonly string[]): Promise<void> {
    for (const noteId of noteIds) {
      await this.#options.notes.restore(noteId);
    }
  }

  async #free(path: string): Promise<string> {
    const taken = (await this.#options.notes.list()).map((note) => note.path);
    return freeNotePath(normalizeNotePath(path), taken);
  }

  /** Two notes must not share paragraph ids: clients tell cells apart by them. */
  #withNewIds(document: NoteDocument): NoteDocument {
    const { clock, random } = this.#options;
    return {
      ...document,
      id: newNoteId(random),
      paragraphs: document.paragraphs.map((paragraph) => {
        const id = newParagraphId(clock.now(), random);
        return { ...paragraph, id, ...('jobName' in paragraph ? { jobName: id } : {}) };
      }),
    };
  }
}

/** Nothing runs in a copy. */
function atRest(document: NoteDocument): NoteDocument {
  return {
    ...document,
    paragraphs: document.paragraphs.map((paragraph) =>
      paragraph.status === 'RUNNING' || paragraph.status === 'PENDING' ? { ...paragraph, status: 'ABORT' } : paragraph,
    ),
  };
}

function asRequestError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof NoteFormatError) {
      throw new NotebookError('invalid-request', error.message, { cause: error });
    }
    throw error;
  }
}
