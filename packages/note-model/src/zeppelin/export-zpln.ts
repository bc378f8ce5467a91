import { type NoteDocument, type ParagraphDocument, printNoteDocument } from '../zpln.ts';
import { graphResults } from './graph.ts';

/**
 * The note as a file that Zeppelin imports: every key it reads is there, in its type. What runs is written as aborted,
 * since nothing runs in a file.
 */
export function exportZpln(document: NoteDocument, path: string): string {
  const { paragraphs, name: _name, id, ...rest } = document;
  return printNoteDocument({
    paragraphs: paragraphs.map(zeppelinParagraph),
    name: path.slice(path.lastIndexOf('/') + 1),
    id,
    noteParams: {},
    noteForms: {},
    angularObjects: {},
    config: { isZeppelinNotebookCronEnable: false },
    info: {},
    ...rest,
    path,
  });
}

function zeppelinParagraph(paragraph: ParagraphDocument): ParagraphDocument {
  const { status } = paragraph;
  return {
    progressUpdateIntervalMs: 500,
    jobName: paragraph.id,
    ...paragraph,
    config: {
      colWidth: 12,
      fontSize: 9,
      enabled: true,
      editorSetting: {},
      ...paragraph.config,
      results: graphResults(paragraph),
    },
    settings: { params: {}, forms: {}, ...paragraph.settings },
    status: status === 'RUNNING' || status === 'PENDING' ? 'ABORT' : status,
  };
}
