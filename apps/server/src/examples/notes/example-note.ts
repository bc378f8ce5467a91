import type { ExampleView } from '@riffle/protocol';
import type { ParagraphInput } from '../../notebook/note-book.ts';

/** A note that can be made again and again, and runs at once. Its tables are temporary, with names of its own. */
export interface ExampleNote extends ExampleView {
  readonly paragraphs: readonly ParagraphInput[];
}

export function words(text: string): ParagraphInput {
  return { text: `%md\n${text}` };
}

export function sql(title: string, text: string, riffle?: Readonly<Record<string, unknown>>): ParagraphInput {
  return { title, text: `%flink.ssql\n${text}`, ...(riffle === undefined ? {} : { config: { riffle } }) };
}
