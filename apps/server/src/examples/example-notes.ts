import { freeNotePath } from '@riffle/note-model';
import type { ExampleView } from '@riffle/protocol';
import type { NoteBook, ParagraphInput } from '../notebook/note-book.ts';
import { NotebookError } from '../notebook/notebook-error.ts';
import { welcomeParagraphs } from './welcome-note.ts';

/** A note that can be made again and again, and runs at once. */
export interface ExampleNote extends ExampleView {
  readonly paragraphs: readonly ParagraphInput[];
}

/** In the order they are offered. */
export const EXAMPLE_NOTES: readonly ExampleNote[] = [
  {
    id: 'welcome',
    title: 'Welcome',
    sentence: 'A stream of trades that flows by itself: rows, windows and counts in a first minute.',
    paragraphs: welcomeParagraphs,
  },
];

export function listExamples(): ExampleView[] {
  return EXAMPLE_NOTES.map(({ id, title, sentence }) => ({ id, title, sentence }));
}

/** Makes a note of an example in the folder `Examples`; gives its id. */
export async function createExample(notes: NoteBook, exampleId: string): Promise<string> {
  const example = EXAMPLE_NOTES.find(({ id }) => id === exampleId);
  if (example === undefined) {
    throw new NotebookError('not-found', `There is no example "${exampleId}".`);
  }
  const taken = (await notes.list()).map((note) => note.path);
  return notes.create(freeNotePath(`/Examples/${example.title}`, taken), example.paragraphs);
}
