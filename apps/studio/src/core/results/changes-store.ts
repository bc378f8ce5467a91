/** The changelogs the page watches, while somebody looks at them. */
import type { ChangeEntry, ChangeKind, Changes, ChangeTotals } from '@riffle/protocol';
import { type Connection, RequestFailure } from '../connection/connection.ts';

export interface ChangesSnapshot {
  /** The kinds of change the query can give. */
  readonly kinds: readonly ChangeKind[];
  /** Oldest first. */
  readonly entries: readonly ChangeEntry[];
  readonly totals: ChangeTotals;
  readonly cap: number;
}

export type ChangesState =
  | { readonly kind: 'loading' }
  /** There is none; `reason` says why. */
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'changes'; readonly snapshot: ChangesSnapshot };

export interface ChangesStore {
  /** Listens, and keeps the changelog watched while anyone does. Returns the way to stop. */
  subscribe(resultId: string, listener: () => void): () => void;
  /** The same object as long as nothing changed. */
  read(resultId: string): ChangesState;
  onChanges(event: Changes): void;
  /** A new line to the server is open: ask again. */
  resume(): void;
}

interface Entry {
  readonly listeners: Set<() => void>;
  kinds: readonly ChangeKind[];
  state: ChangesState;
}

const LOADING: ChangesState = { kind: 'loading' };

export function createChanges(line: Pick<Connection, 'request'>): ChangesStore {
  const entries = new Map<string, Entry>();

  function tell(entry: Entry, state: ChangesState): void {
    entry.state = state;
    for (const listener of entry.listeners) {
      listener();
    }
  }

  async function watch(resultId: string, entry: Entry): Promise<void> {
    try {
      const { kinds } = await line.request('watch-changes', { resultId });
      entry.kinds = kinds;
      if (entry.state.kind === 'changes') {
        tell(entry, { kind: 'changes', snapshot: { ...entry.state.snapshot, kinds } });
      }
    } catch (failure) {
      if (failure instanceof RequestFailure && failure.code !== 'offline') {
        tell(entry, { kind: 'none', reason: `${failure.message} Run the cell again to see them.` });
      }
    }
  }

  return {
    subscribe(resultId, listener) {
      let entry = entries.get(resultId);
      if (entry === undefined) {
        entry = { listeners: new Set(), kinds: [], state: LOADING };
        entries.set(resultId, entry);
        void watch(resultId, entry);
      }
      const { listeners } = entry;
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          entries.delete(resultId);
          void line.request('unwatch-changes', { resultId }).catch(() => undefined);
        }
      };
    },
    read: (resultId) => entries.get(resultId)?.state ?? LOADING,
    onChanges({ resultId, reset, entries: fresh, totals, cap }) {
      const entry = entries.get(resultId);
      if (entry !== undefined) {
        const before = reset || entry.state.kind !== 'changes' ? [] : entry.state.snapshot.entries;
        const kept = [...before, ...fresh].slice(-cap);
        tell(entry, { kind: 'changes', snapshot: { kinds: entry.kinds, entries: kept, totals, cap } });
      }
    },
    resume() {
      for (const [resultId, entry] of entries) {
        void watch(resultId, entry);
      }
    },
  };
}
