import type { cellRequests } from '@riffle/protocol';
import type { Notebook } from '../notebook/notebook.ts';
import type { Handlers } from './handlers.ts';

/** Answers the requests that arrange cells, or are about several of them. */
export function cellHandlers(notebook: Notebook): Handlers<keyof typeof cellRequests> {
  const { notes } = notebook;
  return {
    'set-cell': async ({ noteId, cellId, ...patch }) => {
      await notes.patch(noteId, cellId, patch);
      return {};
    },
    'set-cells': async ({ noteId, ...patch }) => {
      await notes.patchAll(noteId, patch);
      return {};
    },
    'clone-cell': async ({ noteId, cellId }) => ({ cellId: await notes.clone(noteId, cellId) }),
    'run-cells': async ({ noteId, cellIds, cap }) => {
      await notebook.runs.runCells(noteId, cellIds, { cap });
      return {};
    },
    'clear-cells': async ({ noteId, cellIds }) => ({ cellIds: await notebook.runs.clearCells(noteId, cellIds) }),
    'restore-outputs': async ({ noteId, cellIds }) => {
      await notebook.runs.restoreOutputs(noteId, cellIds);
      return {};
    },
  };
}
