import type { Random } from '@riffle/base';
import { importIpynb } from './ipynb/ipynb-note.ts';
import { safeNotePath } from './note-path.ts';
import { importSql } from './sql/sql-note.ts';
import { importZpln } from './zeppelin/import-zpln.ts';
import { type NoteDocument, NoteFormatError } from './zpln.ts';

/** Bytes of the largest file that is imported: a note of the service may have as much. */
export const MAX_NOTE_BYTES = 5_000_000;

/** Files that can be imported, as the browser's file picker takes them. */
export const IMPORTED_EXTENSIONS: readonly string[] = ['.zpln', '.sql', '.ipynb', '.json'];

export interface ImportSource {
  /** `Stock ticker.sql`; its extension says what is in it, and its name is the note's where the content has none. */
  readonly fileName: string;
  readonly text: string;
}

export interface ImportContext {
  /** The time of the import, in milliseconds. */
  readonly now: number;
  readonly random: Random;
}

export interface ImportedNote {
  /** Where the note would go: folders as the file has them, with names that can be stored. */
  readonly path: string;
  readonly document: NoteDocument;
}

/**
 * The note in a file of any kind we know: Zeppelin's `.zpln` and `.json`, Jupyter's `.ipynb`, or `.sql`.
 * @throws NoteFormatError with a sentence that names the file.
 */
export function importNoteFile(source: ImportSource, context: ImportContext): ImportedNote {
  try {
    return readSource(source, context);
  } catch (error) {
    if (error instanceof NoteFormatError) {
      throw new NoteFormatError(`${source.fileName} is not imported. ${error.message}`, { cause: error });
    }
    throw error;
  }
}

function readSource(source: ImportSource, context: ImportContext): ImportedNote {
  const { fileName, text } = source;
  const { name, extension } = splitFileName(fileName);
  if (!IMPORTED_EXTENSIONS.includes(extension)) {
    throw new NoteFormatError(`Notes come as ${IMPORTED_EXTENSIONS.join(', ')} files.`);
  }
  if (text.length > MAX_NOTE_BYTES) {
    const size = (text.length / 1_000_000).toFixed(1);
    throw new NoteFormatError(`It has ${size} MB; a note may have ${MAX_NOTE_BYTES / 1_000_000} MB.`);
  }
  if (text.trim() === '') {
    throw new NoteFormatError('It is empty.');
  }
  return byContent({ text: text.replace(/^\uFEFF/, ''), extension, name, context });
}

interface Content {
  readonly text: string;
  readonly extension: string;
  readonly name: string;
  readonly context: ImportContext;
}

/** A `.json` may be Zeppelin's or Jupyter's: the one has paragraphs, the other cells. */
function byContent({ text, extension, name, context }: Content): ImportedNote {
  if (extension === '.sql') {
    return { path: safeNotePath(name), document: importSql(text, name, context) };
  }
  if (extension === '.ipynb' || /"nbformat"\s*:/.test(text)) {
    return { path: safeNotePath(name), document: importIpynb(text, name, context) };
  }
  const { path, document } = importZpln(text, name, context);
  return { path: safeNotePath(path), document };
}

function splitFileName(fileName: string): { name: string; extension: string } {
  const match = /^(.*?)(\.[^.]*)?$/s.exec(fileName.replace(/^.*[\\/]/, ''));
  // Zeppelin's files carry the note's id behind the name.
  const name = (match?.[1] ?? '').replace(/_2[A-Z0-9]{8}$/, '');
  return { name: name === '' ? 'Imported note' : name, extension: (match?.[2] ?? '').toLowerCase() };
}
