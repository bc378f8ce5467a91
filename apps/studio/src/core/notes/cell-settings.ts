import type { RequestInput } from '@riffle/protocol';
import { type CellActionOptions, inOpenNote } from './cell-action-options.ts';
import { isFolded } from './cell-look.ts';
import type { CellPatch } from './note-actions.ts';

/** The settings one changes for all cells with code at once. */
export type CommonPatch = Omit<RequestInput<'set-cells'>, 'noteId'>;

export interface CellSettings {
  patch(cellId: string, patch: CellPatch): Promise<void>;
  patchAll(patch: CommonPatch): Promise<void>;
  /** Leaves only the head, or brings back text and output. */
  fold(cellId: string): Promise<void>;
  /** One column wider or narrower. */
  resize(cellId: string, by: -1 | 1): Promise<void>;
}

/** Of how many columns widths are. */
export const COLUMNS = 12;

export function createCellSettings({ connection, notes, attempt, ui }: CellActionOptions): CellSettings {
  const inNote = inOpenNote(notes);

  function patch(cellId: string, change: CellPatch): Promise<void> {
    return inNote(async (note) => {
      const setting = connection.request('set-cell', { noteId: note.id, cellId, ...change });
      await attempt('The cell could not be changed', setting);
    });
  }

  return {
    patch,
    patchAll: (change) =>
      inNote(async (note) => {
        const setting = connection.request('set-cells', { noteId: note.id, ...change });
        await attempt('The cells could not be changed', setting);
      }),
    async fold(cellId) {
      const cell = notes.getState().cells[cellId];
      if (cell !== undefined) {
        const folded = !isFolded(cell);
        await patch(cellId, { editorHidden: folded, outputHidden: folded });
      }
    },
    async resize(cellId, by) {
      const width = notes.getState().cells[cellId]?.width ?? COLUMNS;
      // From between two columns the next step is to a whole one.
      const next = Math.max(1, Math.min(COLUMNS, by > 0 ? Math.floor(width) + 1 : Math.ceil(width) - 1));
      await patch(cellId, { width: next, wide: false });
      ui.setState({ announcement: `${next} of ${COLUMNS} columns wide.` });
    },
  };
}
