import { NoteStoreError } from './note-store-error.ts';

const FILE_NAME = /^(.*)_([A-Za-z0-9]{9})\.zpln$/;
const LONGEST_PATH = 200;

/** Ids stand in file names, and are told from the note's name by their length. */
export function isNoteId(id: string): boolean {
  return /^[A-Za-z0-9]{9}$/.test(id);
}

/** The note behind a file name: `Stock ticker_2EYT7Q6R8.zpln`; null for other files. */
export function parseFileName(file: string): { readonly name: string; readonly id: string } | null {
  const match = FILE_NAME.exec(file);
  return match === null ? null : { name: match[1] as string, id: match[2] as string };
}

/** The file of a note, relative to the notebook's folder. */
export function fileNameOf(path: string, id: string): string {
  return `${path.slice(1)}_${id}.zpln`;
}

export function trashPathOf(path: string): string {
  return `/~Trash${path}`;
}

/** A path a person typed, in its one form: a leading slash, no doubled ones, no blanks around names. */
export function normalizeNotePath(path: string): string {
  return `/${path
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('/')}`;
}

/**
 * Refuses what cannot be a file's path or would leave the notebook's folder.
 * @throws NoteStoreError `invalid`
 */
export function assertNotePath(path: string): void {
  const parts = path.split('/').slice(1);
  const fine =
    path.startsWith('/') &&
    path.length <= LONGEST_PATH &&
    parts.every((part) => part !== '' && !part.startsWith('.') && !part.startsWith('~') && !hasForbidden(part));
  if (!fine) {
    throw new NoteStoreError(
      'invalid',
      `"${path.slice(0, 60)}" cannot be the name of a note. Use letters, digits and blanks, folders parted by "/", at most ${LONGEST_PATH} characters.`,
    );
  }
}

/** Characters that some file system refuses, and control characters. */
function hasForbidden(part: string): boolean {
  return /[\\:*?"<>|]/.test(part) || Array.from(part).some((char) => (char.codePointAt(0) as number) < 32);
}
