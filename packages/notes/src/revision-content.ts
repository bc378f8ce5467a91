import { createHash } from 'node:crypto';
import type { NoteDocument, ParagraphDocument } from '@riffle/note-model';

/** Keys of a paragraph that tell of a run, or of a moment, rather than of what a person wrote. */
const OF_A_RUN = [
  'results',
  'result',
  'status',
  'dateCreated',
  'dateStarted',
  'dateFinished',
  'dateUpdated',
  'progress',
  'errorMessage',
  'runtimeInfos',
] as const;

/** The note as people wrote it: cells, titles and settings, without what runs have left. */
export function withoutResults(document: NoteDocument): NoteDocument {
  return {
    ...document,
    paragraphs: document.paragraphs.map((paragraph): ParagraphDocument => {
      const kept: Record<string, unknown> = { ...paragraph };
      for (const key of OF_A_RUN) {
        delete kept[key];
      }
      return { ...(kept as ParagraphDocument), status: 'READY' };
    }),
  };
}

/** Equal for notes with the same cells, titles and settings. The name does not count: moving a note changes nothing in it. */
export function contentFingerprint(document: NoteDocument): string {
  const { paragraphs, noteParams, noteForms } = withoutResults(document);
  return createHash('sha256')
    .update(JSON.stringify([paragraphs, noteParams, noteForms]))
    .digest('base64url')
    .slice(0, 22);
}

/** A paragraph of a revision, with what the runs of the cell have left since. */
export function withRunsOf(current: ParagraphDocument, revision: ParagraphDocument): ParagraphDocument {
  const runs = Object.fromEntries(OF_A_RUN.filter((key) => key in current).map((key) => [key, current[key]]));
  return { ...revision, ...runs };
}
