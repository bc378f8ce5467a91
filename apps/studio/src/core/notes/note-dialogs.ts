/** What of the notes is asked for in a dialog, or being renamed in the tree. */
import { createStore, type StoreApi } from 'zustand/vanilla';

/** A note or a folder of the tree. */
export type TreeEntry =
  | { readonly kind: 'note'; readonly noteId: string; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string };

export type NoteDialog =
  | { readonly kind: 'examples' }
  | { readonly kind: 'move'; readonly entry: TreeEntry }
  | { readonly kind: 'save-revision'; readonly noteId: string }
  | { readonly kind: 'revisions'; readonly noteId: string }
  | { readonly kind: 'deploy'; readonly noteId: string };

export interface NoteDialogState {
  readonly dialog: NoteDialog | null;
  /** The tree's entry whose name is a field now, by `entryKey`. */
  readonly renaming: string | null;
  /** What is dragged in the tree. */
  readonly dragged: TreeEntry | null;
  /** The folder files or entries would be dropped on; empty is the top, null nowhere. */
  readonly dropFolder: string | null;
}

export type NoteDialogs = StoreApi<NoteDialogState>;

export function createNoteDialogs(): NoteDialogs {
  return createStore<NoteDialogState>(() => ({ dialog: null, renaming: null, dragged: null, dropFolder: null }));
}

export function entryKey(entry: TreeEntry): string {
  return entry.kind === 'note' ? `note ${entry.noteId}` : `folder ${entry.path}`;
}
