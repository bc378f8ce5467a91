import type { ChangeKind, Changes } from '@riffle/protocol';
import type { Notebook } from '../notebook/notebook.ts';
import { NotebookError } from '../notebook/notebook-error.ts';

/** The changelogs one client watches. */
export class WatchedChanges {
  readonly #notebook: Notebook;
  readonly #send: (event: Changes) => void;
  readonly #watched = new Set<string>();

  constructor(notebook: Notebook, send: (event: Changes) => void) {
    this.#notebook = notebook;
    this.#send = send;
  }

  has(resultId: string): boolean {
    return this.#watched.has(resultId);
  }

  async watch(resultId: string): Promise<{ kinds: ChangeKind[] }> {
    const query = this.#notebook.result(resultId)?.opening.query;
    if (query === undefined) {
      throw new NotebookError('not-found', 'The changes of this run are not kept.');
    }
    if (!this.#watched.has(resultId)) {
      this.#watched.add(resultId);
      const now = this.#notebook.changes.watch(resultId);
      if (now !== undefined) {
        this.#send(now);
      }
    }
    return { kinds: [...query.kinds] };
  }

  async unwatch(resultId: string): Promise<Record<string, never>> {
    if (this.#watched.delete(resultId)) {
      this.#notebook.changes.unwatch(resultId);
    }
    return {};
  }

  close(): void {
    for (const resultId of [...this.#watched]) {
      void this.unwatch(resultId);
    }
  }
}
