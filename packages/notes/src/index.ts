export { normalizeNotePath } from './note-path.ts';
export { type NoteFile, NoteStore, type NoteStoreOptions, type StoredNote } from './note-store.ts';
export { NoteStoreError } from './note-store-error.ts';
