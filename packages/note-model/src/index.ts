export { type CellContent, type ComparedCell, compareCells } from './compare/cells.ts';
export { type ComparedLine, compareLines, type LinePiece } from './compare/lines.ts';
export { parseTableDisplay, tableCell, tableDisplay } from './display.ts';
export { type ExportedNote, type ExportFormat, exportNoteFile } from './export-note.ts';
export {
  type DynamicForm,
  distinctForms,
  type FormKind,
  type FormOccurrence,
  type FormOption,
  type FormProblem,
  type FormScope,
  type FormValue,
  type FormValues,
  formValue,
  NO_VALUES,
  type ScopedValues,
} from './forms/form.ts';
export { fillParagraph, type ParagraphForms, paragraphForms } from './forms/paragraph-forms.ts';
export type { ParsedForms } from './forms/parse-forms.ts';
export { readFormValues, readStoredForms, type StoredForm, storedForms } from './forms/stored-forms.ts';
export type { FilledText } from './forms/substitute.ts';
export {
  AGGREGATIONS,
  type Aggregation,
  type Graph,
  type GraphColumn,
  type GraphMode,
  readGraphColumn,
  readGraphs,
  writeGraph,
} from './graph.ts';
export {
  type HeaderProblem,
  type HeaderProperty,
  headerProperties,
  type ParagraphHeader,
  parseHeader,
} from './header.ts';
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
export { fillTemplate } from './template.ts';
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
