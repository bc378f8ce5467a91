/** What is wrong with texts as they are typed: asked of the server a moment after the last key, shown until the next answer. */
import type { TextProblem } from '@riffle/protocol';
import type { Connection } from '../connection/connection.ts';

/** How long no key must come before a text is judged, in milliseconds. */
export const QUIET_MS = 300;

export interface LiveProblemsOptions {
  readonly connection: Pick<Connection, 'request'>;
  /** The cell the text belongs to, whose forms' values count. */
  readonly cell: () => { readonly noteId: string; readonly cellId: string } | undefined;
  /** Runs `work` later; the returned function calls it off. */
  readonly schedule: (work: () => void, millis: number) => () => void;
  /** The answer for a text that is still the cell's. */
  readonly onProblems: (problems: readonly TextProblem[], text: string) => void;
}

export interface LiveProblems {
  /** The text has changed; an answer for an older one is dropped when it comes. */
  changed(text: string): void;
  /** Something the text depends on has changed: judges it again if it was judged before. */
  again(): void;
  stop(): void;
}

/** One text's live problems. When the server cannot answer, what is shown stays. */
export function createLiveProblems({ connection, cell, schedule, onProblems }: LiveProblemsOptions): LiveProblems {
  let current: string | undefined;
  let cancel: (() => void) | undefined;

  async function ask(text: string): Promise<void> {
    try {
      const { problems } = await connection.request('diagnose', { text, cell: cell() });
      if (text === current) {
        onProblems(problems, text);
      }
    } catch {
      // Without a line, or late: the next change asks again.
    }
  }

  function later(text: string): void {
    cancel?.();
    cancel = schedule(() => void ask(text), QUIET_MS);
  }

  return {
    changed(text) {
      if (text !== current) {
        current = text;
        later(text);
      }
    },
    again() {
      if (current !== undefined) {
        later(current);
      }
    },
    stop() {
      cancel?.();
      current = undefined;
    },
  };
}
