import type { ResultLog, ToInterpreter } from '@riffle/cells';
import type { ChangeEntry, Changes, ChangeTotals } from '@riffle/protocol';

/** As many as a job's thread keeps. */
const CAP = 500;

/** What the server has of one changelog; it lives as long as the result it belongs to. */
export interface KeptLog {
  watchers: number;
  /** Undefined until the job's thread has sent what it keeps. */
  log: { entries: readonly ChangeEntry[]; totals: ChangeTotals } | undefined;
}

export interface ChangeMirrorOptions {
  find(resultId: string): KeptLog | undefined;
  /** Asks the job's thread. */
  send(message: Extract<ToInterpreter, { op: 'watch-changes' }>): void;
  publish(event: Changes): void;
}

/**
 * The server's copies of changelogs: of running queries while somebody watches, and of ended ones what their thread
 * kept in the end.
 */
export class ChangeMirrors {
  readonly #options: ChangeMirrorOptions;

  constructor(options: ChangeMirrorOptions) {
    this.#options = options;
  }

  /** One watcher more. Gives what is here already; the rest comes as events. */
  watch(resultId: string): Changes | undefined {
    const mirror = this.#options.find(resultId);
    if (mirror === undefined) {
      return undefined;
    }
    mirror.watchers++;
    if (mirror.watchers === 1) {
      this.#options.send({ op: 'watch-changes', resultId, on: true });
    }
    return mirror.log === undefined
      ? undefined
      : { op: 'changes', resultId, reset: true, cap: CAP, ...copy(mirror.log) };
  }

  unwatch(resultId: string): void {
    const mirror = this.#options.find(resultId);
    if (mirror !== undefined && --mirror.watchers === 0) {
      this.#options.send({ op: 'watch-changes', resultId, on: false });
    }
  }

  apply({ resultId, reset, entries, totals }: ResultLog): void {
    const mirror = this.#options.find(resultId);
    if (mirror === undefined) {
      return;
    }
    const before = reset ? [] : (mirror.log?.entries ?? []);
    mirror.log = { entries: [...before, ...entries].slice(-CAP), totals };
    this.#options.publish({ op: 'changes', resultId, reset, cap: CAP, ...copy({ entries, totals }) });
  }
}

function copy({ entries, totals }: { entries: readonly ChangeEntry[]; totals: ChangeTotals }) {
  return { entries: [...entries], totals };
}
