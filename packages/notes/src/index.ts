export { normalizeNotePath } from './note-path.ts';
export { type NoteFile, NoteStore, type NoteStoreOptions, type StoredNote } from './note-store.ts';
export { NoteStoreError } from './note-store-error.ts';
export { withRunsOf } from './revision-content.ts';
export {
  REVISION_LIMITS,
  type Revision,
  type RevisionLimits,
  type RevisionReason,
  RevisionStore,
  type RevisionStoreOptions,
} from './revision-store.ts';
