import type { formRequests } from '@riffle/protocol';
import type { Notebook } from '../notebook/notebook.ts';
import type { Handlers } from './handlers.ts';

/** Answers what is done with the fields of forms. */
export function formHandlers({ forms }: Notebook): Handlers<keyof typeof formRequests> {
  return {
    'set-form': async ({ noteId, cellId, name, value }) => {
      await forms.set(noteId, cellId, name, value);
      return {};
    },
    'remove-form': async ({ noteId, name }) => {
      await forms.remove(noteId, name);
      return {};
    },
  };
}
