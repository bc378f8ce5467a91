export { parseTableDisplay, tableDisplay } from './display.ts';
export { type HeaderProblem, type ParagraphHeader, parseHeader } from './header.ts';
export { languageOf, type ParagraphLanguage } from './language.ts';
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
  parseNoteDocument,
  printNoteDocument,
} from './zpln.ts';
