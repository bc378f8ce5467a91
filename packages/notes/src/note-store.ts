import { basename, dirname, join } from 'node:path';
import type { Clock, Random } from '@riffle/base';
import { type Files, writeFileAtomic } from '@riffle/base/node';
import {
  type NoteDocument,
  NoteFormatError,
  newNoteId,
  parseNoteDocument,
  printNoteDocument,
} from '@riffle/note-model';
import { assertNotePath, fileNameOf, isNoteId, parseFileName, trashPathOf } from './note-path.ts';
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

interface KnownNote {
  readonly path: string;
  /** Relative to the notebook's folder. */
  readonly file: string;
}

/**
 * The notes of one notebook: `.zpln` files in folders, `<folder>/<name>_<id>.zpln`, friendly to git and to hands.
 * The folder on disk is the truth: a file someone put there is a note at the next `list`.
 * A file that cannot be read hides only itself.
 */
export class NoteStore {
  readonly #options: NoteStoreOptions;
  /** The file of each note by id, as the last scan found it. */
  #known = new Map<string, KnownNote>();
  /** Work on the folder happens one after the other, so that no write goes to a path that was just left. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: NoteStoreOptions) {
    this.#options = options;
  }

  /** All notes, those in the trash left out, sorted by path. */
  list(): Promise<NoteFile[]> {
    return this.#inTurn(() => this.#list());
  }

  /** @throws NoteStoreError `not-found`, or `unreadable` when the file is not a note. */
  read(id: string): Promise<StoredNote> {
    return this.#inTurn(() => this.#read(id));
  }

  /** Stores a note that has no file yet. Its id is made new when it cannot be one, or when another note has it, in the trash or not. */
  create(path: string, document: NoteDocument): Promise<StoredNote> {
    return this.#inTurn(() => this.#create(path, document));
  }

  /** Writes a note over its file. Durable when it settles. */
  save(document: NoteDocument): Promise<void> {
    return this.#inTurn(async () => {
      const { file } = await this.#locate(document.id);
      await this.#write(file, document);
    });
  }

  /** Moves a note to another path; its id stays. */
  rename(id: string, path: string): Promise<void> {
    return this.#inTurn(() => this.#rename(id, path));
  }

  /** Moves several notes, or, when one of the moves fails, none. */
  renameAll(moves: readonly { readonly id: string; readonly path: string }[]): Promise<void> {
    return this.#inTurn(() => this.#renameAll(moves));
  }

  /** Moves a note to the trash, from where `restore` brings it back. */
  remove(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const from = await this.#locate(id);
      await this.#move(id, from.file, { path: trashPathOf(from.path), file: join(TRASH, from.file) });
      this.#known.delete(id);
    });
  }

  /** Brings a note back from the trash, to the path it had. */
  restore(id: string): Promise<void> {
    return this.#inTurn(() => this.#restore(id));
  }

  async #list(): Promise<NoteFile[]> {
    const found: NoteFile[] = [];
    const known = new Map<string, KnownNote>();
    await this.#scan('', known, found);
    this.#known = known;
    return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  }

  async #scan(folder: string, known: Map<string, KnownNote>, found: NoteFile[]): Promise<void> {
    const { files, directory } = this.#options;
    for (const name of await files.list(join(directory, folder))) {
      if (name.startsWith('.') || (folder === '' && name === TRASH)) {
        continue;
      }
      const file = join(folder, name);
      const info = await files.info(join(directory, file));
      if (info?.isDirectory) {
        await this.#scan(file, known, found);
      } else if (info !== null) {
        const parsed = parseFileName(name);
        if (parsed !== null && !known.has(parsed.id)) {
          const path = `/${join(folder, parsed.name)}`;
          known.set(parsed.id, { path, file });
          found.push({ id: parsed.id, path, updatedAt: info.modifiedAt });
        }
      }
    }
  }

  async #read(id: string): Promise<StoredNote> {
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

  async #create(path: string, document: NoteDocument): Promise<StoredNote> {
    assertNotePath(path);
    await this.#list();
    const taken = this.#known.has(document.id) || (await this.#trash()).has(document.id);
    const id = taken || !isNoteId(document.id) ? newNoteId(this.#options.random) : document.id;
    const stored: StoredNote = { path, document: { ...document, id, name: basename(path) } };
    const file = fileNameOf(path, id);
    await this.#write(file, stored.document);
    this.#known.set(id, { path, file });
    return stored;
  }

  async #rename(id: string, path: string): Promise<void> {
    assertNotePath(path);
    const from = await this.#locate(id);
    await this.#move(id, from.file, { path, file: fileNameOf(path, id) });
  }

  async #renameAll(moves: readonly { readonly id: string; readonly path: string }[]): Promise<void> {
    for (const { path } of moves) {
      assertNotePath(path);
    }
    const done: { id: string; path: string }[] = [];
    try {
      for (const { id, path } of moves) {
        const { path: before } = await this.#locate(id);
        await this.#rename(id, path);
        done.push({ id, path: before });
      }
    } catch (error) {
      for (const { id, path } of done.reverse()) {
        await this.#rename(id, path);
      }
      throw error;
    }
  }

  async #restore(id: string): Promise<void> {
    const inTrash = (await this.#trash()).get(id);
    if (inTrash === undefined) {
      throw new NoteStoreError('not-found', `There is no note ${id} in the trash.`);
    }
    const path = inTrash.path.slice(TRASH.length + 1);
    await this.#move(id, inTrash.file, { path, file: fileNameOf(path, id) });
  }

  /** The notes in the trash, by id. */
  async #trash(): Promise<ReadonlyMap<string, KnownNote>> {
    const trash = new Map<string, KnownNote>();
    await this.#scan(TRASH, trash, []);
    return trash;
  }

  async #locate(id: string): Promise<KnownNote> {
    const known = this.#known.get(id);
    if (known !== undefined) {
      return known;
    }
    await this.#list();
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
    await files.syncDirectory(join(directory, to.file, '..'));
    this.#known.set(id, to);
    await this.#removeEmptyFolders(dirname(from));
  }

  /** A folder is there for its notes: the last one takes it along. Folders with other files stay. */
  async #removeEmptyFolders(folder: string): Promise<void> {
    const { files, directory } = this.#options;
    for (let empty = folder; empty !== '.'; empty = dirname(empty)) {
      if ((await files.list(join(directory, empty))).length > 0) {
        return;
      }
      await files.remove(join(directory, empty));
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.catch(() => undefined).then(work);
    this.#turn = turn;
    return turn;
  }
}
