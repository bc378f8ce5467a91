import type { ImportContext } from '../import-note.ts';
import { type NoteDocument, newNoteId, newParagraph, newParagraphId } from '../zpln.ts';
import { cellsOfScript } from './import-script.ts';
import { cellsOfPercentScript, isPercentScript, percentCell } from './percent-script.ts';

/** The note as a script: what runs as it is, the rest as comments. Results are left out. */
export function exportSql(document: NoteDocument): string {
  return `${document.paragraphs.map(percentCell).join('\n\n')}\n`;
}

/** A note of a script, ours or somebody's. */
export function importSql(script: string, name: string, { now, random }: ImportContext): NoteDocument {
  const plain = script.replace(/\r\n/g, '\n');
  const cells = isPercentScript(plain) ? cellsOfPercentScript(plain) : cellsOfScript(plain);
  return {
    id: newNoteId(random),
    name,
    paragraphs: cells.map(({ title, text, enabled }) =>
      newParagraph({ id: newParagraphId(now, random), title, text, config: { enabled }, createdAt: now }),
    ),
  };
}
