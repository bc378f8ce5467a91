import type { CellContent } from '@riffle/note-model';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { studio } from '../../../page.ts';

/** The note as it stands now, in place of a revision's id. */
export const NOW = 'now';

/** The cells of a revision, or of now; null while they are on their way or when there is none. */
export function useRevisionCells(noteId: string, revisionId: string | null): readonly CellContent[] | null {
  const [read, setRead] = useState<{ readonly id: string; readonly cells: readonly CellContent[] } | null>(null);
  // Now moves on while one looks at it.
  useStore(studio.notes, (state) => (revisionId === NOW ? state.cells : null));
  useStore(studio.drafts.store, (state) => (revisionId === NOW ? state.documents : null));
  useEffect(() => {
    let wanted = true;
    if (revisionId !== null && revisionId !== NOW) {
      void studio.revisions.read(noteId, revisionId).then((cells) => {
        if (wanted && cells !== undefined) {
          setRead({ id: revisionId, cells });
        }
      });
    }
    return () => {
      wanted = false;
    };
  }, [noteId, revisionId]);
  return revisionId === NOW ? studio.revisions.now() : read?.id === revisionId ? (read?.cells ?? null) : null;
}
