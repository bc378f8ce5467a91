import type { Span } from '@riffle/plan';

export type CompletionKind =
  | 'column'
  | 'table'
  | 'view'
  | 'database'
  | 'catalog'
  | 'function'
  | 'keyword'
  | 'type'
  | 'unit'
  | 'option'
  | 'value';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** What is put in place of `CompletionList.span`. */
  readonly insert: string;
  /** `insert` is a snippet: `$0` is where the cursor goes, `$` and `}` are escaped by a backslash. */
  readonly snippet?: boolean | undefined;
  /** A type, a signature, a connector: one line. */
  readonly detail?: string | undefined;
  /** Markdown. */
  readonly documentation?: string | undefined;
  /** Lower comes first; equal ones by label. */
  readonly rank: number;
}

export interface CompletionList {
  /** The word under way, which a completion replaces. */
  readonly span: Span;
  readonly items: readonly Completion[];
}

/** Texts in which `word`'s letters come in that order, whatever the letter case: what editors match by. */
export function matchesWord(label: string, word: string): boolean {
  const text = label.toLowerCase();
  let at = 0;
  for (const letter of word.toLowerCase()) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) {
      return false;
    }
  }
  return true;
}

/** A text that stands for itself in a snippet. */
export function snippetText(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}
