import type { Cell } from '@riffle/protocol';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { isStale } from '../../core/insight/run-again.ts';
import { type CellLook, type CellSigns, cellLook, cellSigns } from '../../core/notes/cell-look.ts';
import { studio } from '../../page.ts';

/** How the cell looks now, with the signs that made it so. */
export function useCellLook(cell: Cell): { readonly look: CellLook; readonly signs: CellSigns } {
  const paused = useStore(studio.ui, (ui) => ui.paused);
  const stale = useStore(studio.insight.store, (insight) => isStale(cell, insight));
  const signs = useStore(
    studio.drafts.store,
    useShallow((drafts) => cellSigns(cell, drafts.documents[cell.id]?.text ?? cell.text, { paused, stale })),
  );
  return { look: cellLook(cell, signs), signs };
}
