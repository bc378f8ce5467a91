import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { seededRandom, systemClock } from '@riffle/base';
import type { ParagraphToRun } from '@riffle/cells';
import {
  importNoteFile,
  type NoteDocument,
  NoteFormatError,
  type ParagraphDocument,
  parseHeader,
  readFormValues,
} from '@riffle/note-model';
import { CliError } from '../cli-error.ts';

/** A note as it was read, and what of it runs. */
export interface NoteToRun {
  readonly file: string;
  readonly path: string;
  readonly document: NoteDocument;
  readonly paragraphs: readonly ParagraphToRun[];
}

/** Reads a note of any kind. @throws CliError when there is none. */
export function readNote(file: string): NoteToRun {
  const { path, document } = importFile(file);
  const note = readFormValues(document['noteParams']);
  const paragraphs = document.paragraphs.filter(runs).map(({ id, title = '', text = '', settings }) => ({
    id,
    title,
    text,
    values: { paragraph: readFormValues(settings['params']), note },
  }));
  return { file, path, document, paragraphs };
}

function importFile(file: string) {
  try {
    const text = readFileSync(file, 'utf8');
    const random = seededRandom(crypto.getRandomValues(new Int32Array(1))[0] as number);
    return importNoteFile({ fileName: basename(file), text }, { now: systemClock.now(), random });
  } catch (error) {
    if (error instanceof NoteFormatError) {
      throw new CliError(error.message.replace('is not imported', 'is no note'), 2, { cause: error });
    }
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? 'there is no such file' : (error as Error).message;
    throw new CliError(`${file} cannot be read: ${reason}.`, 2, { cause: error });
  }
}

function runs({ text = '', config }: ParagraphDocument): boolean {
  return config['enabled'] !== false && text.slice(parseHeader(text).bodyStart).trim() !== '';
}
