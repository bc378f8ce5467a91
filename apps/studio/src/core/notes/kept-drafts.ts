import { isDirty } from '../drafts/cell-document.ts';
import type { Drafts } from '../drafts/draft-store.ts';
import type { Messages } from '../messages/message-store.ts';

interface KeepOptions {
  readonly drafts: Drafts;
  readonly messages: Messages;
  readonly insert: (index: number, text: string) => Promise<void>;
}

/** A cell was taken away elsewhere while a text of it was still unsaved here: says so, with a way to keep the text. */
export function keepRemovedDraft({ drafts, messages, insert }: KeepOptions, cellId: string): void {
  const draft = drafts.store.getState().documents[cellId];
  if (draft !== undefined && (isDirty(draft) || draft.conflict !== null)) {
    messages.problem('The cell you were writing in was removed elsewhere. Your text is kept.', {
      title: 'Insert it as a new cell',
      run: () => void insert(0, draft.text),
    });
  }
}
