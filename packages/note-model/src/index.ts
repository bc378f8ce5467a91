export { parseTableDisplay, tableDisplay } from './display.ts';
export { type ExportedNote, type ExportFormat, exportNoteFile } from './export-note.ts';
export { type HeaderProblem, type ParagraphHeader, parseHeader } from './header.ts';
export {
  IMPORTED_EXTENSIONS,
  type ImportContext,
  type ImportedNote,
  type ImportSource,
  importNoteFile,
  MAX_NOTE_BYTES,
} from './import-note.ts';
export { languageOf, type ParagraphLanguage } from './language.ts';
export { freeNotePath, safeNotePath } from './note-path.ts';
export {
  type DisplayMessage,
  type NewParagraph,
  type NoteDocument,
  NoteFormatError,
  newNoteId,
  newParagraph,
  newParagraphId,
  noteDate,
  type ParagraphDocument,
  type ParagraphResults,
  type ParagraphStatus,
  parseNoteDate,
  parseNoteDocument,
  printNoteDocument,
} from './zpln.ts';
