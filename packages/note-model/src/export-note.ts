import { exportZpln } from './export-zpln.ts';
import type { NoteDocument } from './zpln.ts';

/** What a note can be taken away as. */
export type ExportFormat = 'zpln';

export interface ExportedNote {
  readonly fileName: string;
  readonly mediaType: string;
  readonly text: string;
}

/** The note as a file. `path` is where it is stored, `/Tour/Stock ticker`. */
export function exportNoteFile(document: NoteDocument, path: string, format: ExportFormat): ExportedNote {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const fileName = `${name}.${format}`;
  return { fileName, mediaType: 'application/json', text: exportZpln(document, path) };
}
