/**
 * The results the page watches. Deltas wait until the next frame and are applied together there,
 * so that however many arrive, whoever listens hears of it once a frame.
 */
import type { ResultDelta, ResultReset } from '@riffle/protocol';
import { LiveResult, type ResultSnapshot } from './live-result.ts';

export type ResultState =
  /** Asked for, not here yet. */
  | { readonly kind: 'loading' }
  | { readonly kind: 'rows'; readonly snapshot: ResultSnapshot }
  /** The server no longer has it; the rows the page had stay readable. */
  | { readonly kind: 'gone'; readonly snapshot: ResultSnapshot | undefined };

export interface ResultServer {
  /** Starts the server's events for a result, from `version` on when it is given. */
  watch(resultId: string, version: number | undefined): void;
  unwatch(resultId: string): void;
}

export interface ResultStore {
  /** Listens, and keeps the result watched while anyone does. Returns the way to stop. */
  subscribe(resultId: string, listener: () => void): () => void;
  /** The same object as long as nothing changed. */
  read(resultId: string): ResultState;
  onReset(reset: ResultReset): void;
  onDelta(delta: ResultDelta): void;
  onGone(resultId: string): void;
  /** A new line to the server is open: ask again, from where the page stands. */
  resume(): void;
}

interface Entry {
  readonly listeners: Set<() => void>;
  live: LiveResult | undefined;
  queue: ResultDelta[];
  state: ResultState;
  /** A whole view was asked for; deltas are of no use before it comes. */
  resyncing: boolean;
  forget: ReturnType<typeof setTimeout> | undefined;
}

/** Long enough to switch notes and come back without asking for everything again. */
const FORGET_AFTER = 5_000;
const LOADING: ResultState = { kind: 'loading' };

/** `onFrame` calls back once, at the next frame. */
export function createResultStore(server: ResultServer, onFrame: (callback: () => void) => void): ResultStore {
  const entries = new Map<string, Entry>();
  const waiting = new Set<Entry>();

  function entryOf(resultId: string): Entry {
    let entry = entries.get(resultId);
    if (entry === undefined) {
      entry = {
        listeners: new Set(),
        live: undefined,
        queue: [],
        state: LOADING,
        resyncing: true,
        forget: undefined,
      };
      entries.set(resultId, entry);
      server.watch(resultId, undefined);
    }
    return entry;
  }

  function tell(entry: Entry, state: ResultState): void {
    entry.state = state;
    for (const listener of entry.listeners) {
      listener();
    }
  }

  function applyWaiting(): void {
    const changed = [...waiting];
    waiting.clear();
    for (const entry of changed) {
      applyQueue(entry);
    }
  }

  function applyQueue(entry: Entry): void {
    const { live, queue } = entry;
    entry.queue = [];
    if (live === undefined || queue.length === 0) {
      return;
    }
    const fits = queue.every((delta) => live.apply(delta));
    if (!fits && !entry.resyncing) {
      entry.resyncing = true;
      server.watch((queue[0] as ResultDelta).resultId, undefined);
    }
    tell(entry, { kind: 'rows', snapshot: live.snapshot() });
  }

  function drop(resultId: string, entry: Entry): void {
    if (entry.listeners.size === 0) {
      entries.delete(resultId);
      waiting.delete(entry);
      server.unwatch(resultId);
    }
  }

  return {
    subscribe(resultId, listener) {
      const entry = entryOf(resultId);
      clearTimeout(entry.forget);
      entry.listeners.add(listener);
      return () => {
        entry.listeners.delete(listener);
        if (entry.listeners.size === 0) {
          entry.forget = setTimeout(() => drop(resultId, entry), FORGET_AFTER);
        }
      };
    },
    read: (resultId) => entries.get(resultId)?.state ?? LOADING,
    onReset(reset) {
      const entry = entries.get(reset.resultId);
      if (entry === undefined) {
        return;
      }
      entry.live = new LiveResult(reset);
      entry.queue = [];
      entry.resyncing = false;
      waiting.delete(entry);
      tell(entry, { kind: 'rows', snapshot: entry.live.snapshot() });
    },
    onDelta(delta) {
      const entry = entries.get(delta.resultId);
      if (entry === undefined || entry.resyncing) {
        return;
      }
      entry.queue.push(delta);
      if (waiting.size === 0) {
        onFrame(applyWaiting);
      }
      waiting.add(entry);
    },
    onGone(resultId) {
      const entry = entries.get(resultId);
      if (entry !== undefined) {
        applyQueue(entry);
        tell(entry, { kind: 'gone', snapshot: entry.live?.snapshot() });
      }
    },
    resume() {
      for (const [resultId, entry] of entries) {
        applyQueue(entry);
        entry.resyncing = entry.live === undefined;
        server.watch(resultId, entry.live?.version);
      }
    },
  };
}

/** The next frame, or a quarter of a second where no frames are drawn (a hidden tab). */
export function onBrowserFrame(callback: () => void): void {
  let done = false;
  const once = (): void => {
    if (!done) {
      done = true;
      callback();
    }
  };
  requestAnimationFrame(once);
  setTimeout(once, 250);
}
