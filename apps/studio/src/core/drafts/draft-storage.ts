import { z } from 'zod';
import type { Draft } from './cell-document.ts';

/** The part of `localStorage` that is used here. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const draftSchema = z.object({ text: z.string(), baseText: z.string(), baseRevision: z.int() });

/** Longer texts would fill the browser's storage, and cost time with every key. */
const LONGEST_KEPT = 1_000_000;

/** Unsent texts that outlive the page. A full or forbidden storage costs the safety net, never the typing. */
export interface DraftStorage {
  read(noteId: string, cellId: string): Draft | undefined;
  write(noteId: string, cellId: string, draft: Draft | undefined): void;
}

export function createDraftStorage(storage: TextStorage): DraftStorage {
  const keyOf = (noteId: string, cellId: string): string => `riffle.draft.${noteId}.${cellId}`;
  return {
    read(noteId, cellId) {
      try {
        const parsed = draftSchema.safeParse(JSON.parse(storage.getItem(keyOf(noteId, cellId)) ?? 'null'));
        return parsed.success ? parsed.data : undefined;
      } catch {
        return undefined;
      }
    },
    write(noteId, cellId, draft) {
      try {
        if (draft === undefined || draft.text.length + draft.baseText.length > LONGEST_KEPT) {
          storage.removeItem(keyOf(noteId, cellId));
        } else {
          storage.setItem(keyOf(noteId, cellId), JSON.stringify(draft));
        }
      } catch {
        // The storage is full or not allowed: the text still lives in the page and on its way to the server.
      }
    },
  };
}
