import { exportIpynb } from './ipynb/ipynb-note.ts';
import { exportSql } from './sql/sql-note.ts';
import { exportZpln } from './zeppelin/export-zpln.ts';
import type { NoteDocument } from './zpln.ts';

/** What a note can be taken away as. */
export type ExportFormat = 'zpln' | 'sql' | 'ipynb';

export interface ExportedNote {
  readonly fileName: string;
  readonly mediaType: string;
  readonly text: string;
}

/** The note as a file. `path` is where it is stored, `/Tour/Stock ticker`. */
export function exportNoteFile(document: NoteDocument, path: string, format: ExportFormat): ExportedNote {
  const fileName = `${path.slice(path.lastIndexOf('/') + 1)}.${format}`;
  switch (format) {
    case 'zpln':
      return { fileName, mediaType: 'application/json', text: exportZpln(document, path) };
    case 'sql':
      return { fileName, mediaType: 'application/sql', text: exportSql(document) };
    case 'ipynb':
      return { fileName, mediaType: 'application/x-ipynb+json', text: exportIpynb(document) };
  }
}
