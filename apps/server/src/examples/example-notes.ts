import { freeNotePath } from '@riffle/note-model';
import type { ExampleView } from '@riffle/protocol';
import type { NoteBook } from '../notebook/note-book.ts';
import { NotebookError } from '../notebook/notebook-error.ts';
import { deduplication } from './notes/deduplication.ts';
import type { ExampleNote } from './notes/example-note.ts';
import { intervalJoin } from './notes/interval-join.ts';
import { kinesisStocks } from './notes/kinesis-stocks.ts';
import { priceDip } from './notes/price-dip.ts';
import { runningCounts } from './notes/running-counts.ts';
import { topN } from './notes/top-n.ts';
import { windowsByKey } from './notes/windows-by-key.ts';
import { welcomeParagraphs } from './welcome-note.ts';

const welcome: ExampleNote = {
  id: 'welcome',
  title: 'Welcome',
  sentence: 'A stream of trades that flows by itself: rows, windows and counts in a first minute.',
  paragraphs: welcomeParagraphs,
};

/** In the order they are offered. */
const EXAMPLES: readonly ExampleNote[] = [
  welcome,
  windowsByKey,
  runningCounts,
  topN,
  deduplication,
  intervalJoin,
  priceDip,
  kinesisStocks,
];

export function listExamples(): ExampleView[] {
  return EXAMPLES.map(({ id, title, sentence }) => ({ id, title, sentence }));
}

/** Makes a note of an example in the folder `Examples`; gives its id. */
export async function createExample(notes: NoteBook, exampleId: string): Promise<string> {
  const example = EXAMPLES.find(({ id }) => id === exampleId);
  if (example === undefined) {
    throw new NotebookError('not-found', `There is no example "${exampleId}".`);
  }
  const taken = (await notes.list()).map((note) => note.path);
  return notes.create(freeNotePath(`/Examples/${example.title}`, taken), example.paragraphs);
}
