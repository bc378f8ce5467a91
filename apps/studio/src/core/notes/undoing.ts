/** Deletions and the like, each with its own way back. */
import type { Messages } from '../messages/message-store.ts';

export interface Deletion {
  /** What is deleted, as a person calls it. */
  readonly title: string;
  /** How a refusal begins, where it is not that something could not be deleted. */
  readonly refused?: string;
  /** What has been done, where it is not simply deleted; undefined when there is nothing to tell and to undo. */
  readonly done?: string | (() => string | undefined);
  readonly remove: () => Promise<unknown>;
  readonly restore: () => Promise<unknown>;
}

export interface Undoing {
  /**
   * Deletes something with a way back: the message that tells of it undoes this deletion, whatever was deleted since.
   * The way back by key is there from the start, since keys are faster than answers.
   */
  deleteWithUndo(deletion: Deletion): Promise<void>;
  /** Takes back the deletion that is the latest of those still done. */
  undoDelete(): Promise<void>;
  canUndo(): boolean;
}

export interface UndoingOptions {
  readonly messages: Pick<Messages, 'say' | 'dismiss'>;
  /** Does something that may be refused; says so in a sentence that begins with `what`. */
  readonly attempt: <T>(what: string, doing: Promise<T>) => Promise<T | undefined>;
}

interface Entry {
  readonly deletion: Deletion;
  /** Whether it was done at all. */
  readonly removed: Promise<boolean>;
  messageId?: number;
}

export function createUndoing({ messages, attempt }: UndoingOptions): Undoing {
  const entries: Entry[] = [];

  function take(entry: Entry): boolean {
    const index = entries.indexOf(entry);
    if (index !== -1) {
      entries.splice(index, 1);
    }
    return index !== -1;
  }

  async function undo(entry: Entry | undefined): Promise<void> {
    if (entry === undefined || !take(entry)) {
      return;
    }
    if (entry.messageId !== undefined) {
      messages.dismiss(entry.messageId);
    }
    // What has not gone yet is waited for: its restoring may need what the answer says.
    if (!(await entry.removed)) {
      return;
    }
    const restoring = succeeds(entry.deletion.restore);
    if ((await attempt(`‘${entry.deletion.title}’ could not be brought back`, restoring)) === undefined) {
      entries.push(entry);
    }
  }

  return {
    undoDelete: () => undo(entries.at(-1)),
    canUndo: () => entries.length > 0,
    async deleteWithUndo(deletion) {
      const { title, refused = `‘${title}’ could not be deleted` } = deletion;
      const removed = attempt(refused, succeeds(deletion.remove)).then((done) => done === true);
      const entry: Entry = { deletion, removed };
      entries.push(entry);
      const words = (await removed) ? doneWords(deletion) : undefined;
      if (words === undefined) {
        take(entry);
      } else if (entries.includes(entry)) {
        entry.messageId = messages.say(words, { title: 'Undo', run: () => void undo(entry) });
      }
    },
  };
}

async function succeeds(act: () => Promise<unknown>): Promise<true> {
  await act();
  return true;
}

function doneWords({ done, title }: Deletion): string | undefined {
  return typeof done === 'function' ? done() : (done ?? `Deleted ‘${title}’.`);
}
