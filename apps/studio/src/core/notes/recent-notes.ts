/** The notes this browser has shown last. */
import type { NoteSummary } from '@riffle/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TextStorage } from '../drafts/draft-storage.ts';

export interface RecentNotes {
  /** Ids, the latest first. */
  readonly store: StoreApi<readonly string[]>;
  add(noteId: string): void;
}

const KEY = 'riffle.recent';
const KEPT = 8;

export function createRecentNotes(storage: TextStorage): RecentNotes {
  const store = createStore<readonly string[]>(() => readIds(storage.getItem(KEY)));
  return {
    store,
    add(noteId) {
      const ids = [noteId, ...store.getState().filter((id) => id !== noteId)].slice(0, KEPT);
      store.setState(ids, true);
      storage.setItem(KEY, JSON.stringify(ids));
    },
  };
}

function readIds(text: string | null): string[] {
  try {
    const parsed: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(parsed) ? parsed.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** The notes behind the ids that are still there, without the one in view; none while a tree of few notes shows them all. */
export function recentNotes(
  notes: readonly NoteSummary[],
  ids: readonly string[],
  current: string | null,
): NoteSummary[] {
  if (notes.length < FEW_NOTES) {
    return [];
  }
  const known = new Map(notes.map((note) => [note.id, note]));
  return ids.flatMap((id) => (id === current ? [] : (known.get(id) ?? []))).slice(0, SHOWN);
}

const FEW_NOTES = 5;
const SHOWN = 4;

/** All notes, those shown last before the others. */
export function latestFirst(notes: readonly NoteSummary[], ids: readonly string[]): NoteSummary[] {
  const place = (note: NoteSummary): number => (ids.includes(note.id) ? ids.indexOf(note.id) : ids.length);
  return [...notes].sort((a, b) => place(a) - place(b));
}
