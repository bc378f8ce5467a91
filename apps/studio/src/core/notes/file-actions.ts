/** What a person does with notes as things: copies, folders, files, examples. */
import { type ExportedNote, type ExportFormat, IMPORTED_EXTENSIONS, MAX_NOTE_BYTES } from '@riffle/note-model';
import type { ExampleView } from '@riffle/protocol';
import { type Connection, RequestFailure } from '../connection/connection.ts';
import type { Drafts } from '../drafts/draft-store.ts';
import { plural } from '../format/number.ts';
import type { Messages } from '../messages/message-store.ts';
import type { NoteActions } from './note-actions.ts';
import type { TreeEntry } from './note-dialogs.ts';
import { joinPath, splitPath } from './paths.ts';

/** The part of a browser's file that is used here. */
export interface ImportFile {
  readonly name: string;
  readonly size: number;
  text(): Promise<string>;
}

export interface FileActions {
  clone(noteId: string): Promise<void>;
  /** Moves or renames a note or a folder to a path, with a way back. */
  move(entry: TreeEntry, path: string): Promise<void>;
  /** Into a folder (empty: the top), under the name it has. */
  moveInto(entry: TreeEntry, folder: string): Promise<void>;
  deleteFolder(path: string): Promise<void>;
  /** Makes notes of files and opens the first; what is wrong with a file is said with its name. */
  importFiles(files: readonly ImportFile[], folder?: string): Promise<void>;
  exportNote(noteId: string, format: ExportFormat): Promise<void>;
  examples(): Promise<readonly ExampleView[]>;
  createExample(exampleId: string): Promise<void>;
}

export interface FileActionOptions {
  readonly connection: Pick<Connection, 'request'>;
  readonly drafts: Drafts;
  readonly messages: Messages;
  readonly attempt: NoteActions['attempt'];
  readonly deleteWithUndo: NoteActions['deleteWithUndo'];
  readonly navigate: (noteId: string) => void;
  /** Hands a file to the browser's downloads. */
  readonly saveFile: (file: ExportedNote) => void;
}

export function createFileActions(options: FileActionOptions): FileActions {
  const { connection, drafts, messages, attempt, deleteWithUndo, navigate } = options;

  async function move(entry: TreeEntry, path: string): Promise<void> {
    if (path === entry.path) {
      return;
    }
    const go = (from: string, to: string): Promise<unknown> =>
      entry.kind === 'note'
        ? connection.request('rename-note', { noteId: entry.noteId, path: to })
        : connection.request('move-folder', { from, to });
    const { name } = splitPath(entry.path);
    await deleteWithUndo({
      title: name,
      refused: `‘${name}’ stays where it is`,
      done: movedWords(entry.path, path),
      remove: () => go(entry.path, path),
      restore: () => go(path, entry.path),
    });
  }

  async function importOne(file: ImportFile, folder: string | undefined): Promise<{ noteId: string } | string> {
    if (file.size > MAX_NOTE_BYTES) {
      const size = (file.size / 1_000_000).toFixed(1);
      return `${file.name} is not imported. It has ${size} MB; a note may have ${MAX_NOTE_BYTES / 1_000_000} MB.`;
    }
    let text: string;
    try {
      text = await file.text();
    } catch {
      return `${file.name} is not imported. It cannot be read; a folder has to be opened and its files dropped.`;
    }
    try {
      const place = folder === undefined ? {} : { folder };
      return await connection.request('import-note', { fileName: file.name, text, ...place });
    } catch (failure) {
      if (!(failure instanceof RequestFailure)) {
        throw failure;
      }
      const known = failure.message.startsWith(file.name);
      return known ? failure.message : `${file.name} is not imported. ${failure.message}`;
    }
  }

  return {
    async clone(noteId) {
      await drafts.flushAll();
      const copy = await attempt('The note could not be copied', connection.request('clone-note', { noteId }));
      if (copy !== undefined) {
        messages.say(`Copied as ‘${splitPath(copy.path).name}’.`);
        navigate(copy.noteId);
      }
    },
    move,
    moveInto: (entry, folder) => move(entry, joinPath(splitPath(`${folder}/x`).folders, splitPath(entry.path).name)),
    async deleteFolder(path) {
      let deleted: string[] = [];
      await deleteWithUndo({
        title: splitPath(path).name,
        done: () => `Deleted the folder ‘${splitPath(path).name}’ with ${plural(deleted.length, 'note')}.`,
        remove: async () => {
          deleted = (await connection.request('delete-folder', { path })).noteIds;
        },
        restore: () => connection.request('restore-notes', { noteIds: deleted }),
      });
    },
    async importFiles(files, folder) {
      const made: string[] = [];
      const problems: string[] = [];
      for (const [i, file] of files.entries()) {
        if (files.length > 1) {
          messages.say(`Importing ${i + 1} of ${files.length}: ${file.name}`);
        }
        const result = await importOne(file, folder);
        if (typeof result === 'string') {
          problems.push(result);
        } else {
          made.push(result.noteId);
        }
      }
      const [first] = made;
      if (first !== undefined) {
        navigate(first);
      }
      const summary = made.length === 0 ? '' : `Imported ${plural(made.length, 'note')}.`;
      if (problems.length > 0) {
        messages.problem([...(summary === '' ? [] : [summary]), ...problems].join(' '));
      } else if (summary !== '') {
        messages.say(summary);
      } else {
        messages.problem(
          `There is no file in what was dropped. Notes come as ${IMPORTED_EXTENSIONS.join(', ')} files.`,
        );
      }
    },
    async exportNote(noteId, format) {
      await drafts.flushAll();
      const file = await attempt('Not exported', connection.request('export-note', { noteId, format }));
      if (file !== undefined) {
        options.saveFile(file);
      }
    },
    async examples() {
      const reply = await attempt('The examples could not be listed', connection.request('list-examples', {}));
      return reply?.examples ?? [];
    },
    async createExample(exampleId) {
      const made = await attempt('The note could not be made', connection.request('create-example', { exampleId }));
      if (made !== undefined) {
        navigate(made.noteId);
      }
    },
  };
}

function movedWords(from: string, to: string): string {
  const [before, after] = [splitPath(from), splitPath(to)];
  if (before.folders.join('/') === after.folders.join('/')) {
    return `Renamed ‘${before.name}’ to ‘${after.name}’.`;
  }
  const place = after.folders.length === 0 ? 'the top' : `‘${after.folders.join(' / ')}’`;
  return `Moved ‘${after.name}’ to ${place}.`;
}
