import { basename, join } from 'node:path';
import type { Clock, Random } from '@riffle/base';
import { type Files, writeFileAtomic } from '@riffle/base/node';
import {
  type NoteDocument,
  NoteFormatError,
  newNoteId,
  parseNoteDocument,
  printNoteDocument,
} from '@riffle/note-model';
import { assertNotePath, fileNameOf, parseFileName, trashPathOf } from './note-path.ts';
import { NoteStoreError } from './note-store-error.ts';

/** A note file, without its content. */
export interface NoteFile {
  readonly id: string;
  /** `/Tour/Stock ticker`: folders and name, as people see it. */
  readonly path: string;
  readonly updatedAt: number;
}

/** A note with the path it is stored under. */
export interface StoredNote {
  readonly path: string;
  readonly document: NoteDocument;
}

export interface NoteStoreOptions {
  readonly directory: string;
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
}

const TRASH = '~Trash';

/**
 * The notes of one notebook: `.zpln` files in folders, `<folder>/<name>_<id>.zpln`, friendly to git and to hands.
 * The folder on disk is the truth: a file someone put there is a note at the next `list`.
 * A file that cannot be read hides only itself.
 */
export class NoteStore {
  readonly #options: NoteStoreOptions;
  /** The file of each note by id, as the last scan found it. */
  #known = new Map<string, { readonly path: string; readonly file: string }>();

  constructor(options: NoteStoreOptions) {
    this.#options = options;
  }

  /** All notes, those in the trash left out, sorted by path. */
  async list(): Promise<NoteFile[]> {
    const found: NoteFile[] = [];
    this.#known = new Map();
    await this.#scan('', found);
    return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  }

  async #scan(folder: string, found: NoteFile[]): Promise<void> {
    const { files, directory } = this.#options;
    for (const name of await files.list(join(directory, folder))) {
      if (name.startsWith('.') || (folder === '' && name === TRASH)) {
        continue;
      }
      const file = join(folder, name);
      const info = await files.info(join(directory, file));
      if (info?.isDirectory) {
        await this.#scan(file, found);
      } else if (info !== null) {
        const parsed = parseFileName(name);
        if (parsed !== null && !this.#known.has(parsed.id)) {
          const path = `/${join(folder, parsed.name)}`;
          this.#known.set(parsed.id, { path, file });
          found.push({ id: parsed.id, path, updatedAt: info.modifiedAt });
        }
      }
    }
  }

  /** @throws NoteStoreError `not-found`, or `unreadable` when the file is not a note. */
  async read(id: string): Promise<StoredNote> {
    const { path, file } = await this.#locate(id);
    const { files, directory } = this.#options;
    const text = new TextDecoder().decode(await files.readFile(join(directory, file)));
    try {
      const document = parseNoteDocument(text, { id, name: basename(path) });
      return { path, document: { ...document, id } };
    } catch (error) {
      if (error instanceof NoteFormatError) {
        throw new NoteStoreError('unreadable', `${path} cannot be opened. ${error.message}`, { cause: error });
      }
      throw error;
    }
  }

  /** Stores a note that has no file yet. Its id is made new when it is taken. */
  async create(path: string, document: NoteDocument): Promise<StoredNote> {
    assertNotePath(path);
    await this.list();
    const id = this.#known.has(document.id) ? newNoteId(this.#options.random) : document.id;
    const stored: StoredNote = { path, document: { ...document, id, name: basename(path) } };
    const file = fileNameOf(path, id);
    await this.#write(file, stored.document);
    this.#known.set(id, { path, file });
    return stored;
  }

  /** Writes a note over its file. Durable when it settles. */
  async save(document: NoteDocument): Promise<void> {
    const { file } = await this.#locate(document.id);
    await this.#write(file, document);
  }

  /** Moves a note to another path; its id stays. */
  async rename(id: string, path: string): Promise<void> {
    assertNotePath(path);
    const from = await this.#locate(id);
    await this.#move(id, from.file, { path, file: fileNameOf(path, id) });
  }

  /** Moves a note to the trash, from where `restore` brings it back. */
  async remove(id: string): Promise<void> {
    const from = await this.#locate(id);
    await this.#move(id, from.file, { path: trashPathOf(from.path), file: join(TRASH, from.file) });
    this.#known.delete(id);
  }

  /** Brings a note back from the trash, to the path it had. */
  async restore(id: string): Promise<void> {
    const found: NoteFile[] = [];
    const known = this.#known;
    this.#known = new Map();
    await this.#scan(TRASH, found);
    const inTrash = this.#known.get(id);
    this.#known = known;
    if (inTrash === undefined) {
      throw new NoteStoreError('not-found', `There is no note ${id} in the trash.`);
    }
    const path = inTrash.path.slice(TRASH.length + 1);
    await this.#move(id, inTrash.file, { path, file: fileNameOf(path, id) });
  }

  async #locate(id: string): Promise<{ path: string; file: string }> {
    const known = this.#known.get(id);
    if (known !== undefined) {
      return known;
    }
    await this.list();
    const found = this.#known.get(id);
    if (found === undefined) {
      throw new NoteStoreError('not-found', `There is no note ${id}.`);
    }
    return found;
  }

  async #write(file: string, document: NoteDocument): Promise<void> {
    const { files, directory } = this.#options;
    const target = join(directory, file);
    await files.makeDirectory(join(target, '..'));
    await writeFileAtomic(files, target, printNoteDocument(document));
  }

  async #move(id: string, from: string, to: { path: string; file: string }): Promise<void> {
    const { files, directory } = this.#options;
    await files.makeDirectory(join(directory, to.file, '..'));
    await files.rename(join(directory, from), join(directory, to.file));
    this.#known.set(id, to);
  }
}
