import type { Random } from '@riffle/base';
import type { ImportContext } from '../import-note.ts';
import { type NoteDocument, NoteFormatError, newNoteId, newParagraphId, parseNoteDocument } from '../zpln.ts';
import { withChartOfGraph } from './graph.ts';

/**
 * The note in Zeppelin's JSON, of any age: `.zpln`, or the `note.json` of before 0.9. `path` is where it was stored, as the
 * file says: by its `path`, or by a name with folders, as older ones have it.
 * @throws NoteFormatError when it is no note
 */
export function importZpln(
  text: string,
  name: string,
  { now, random }: ImportContext,
): { document: NoteDocument; path: string } {
  const { path, ...document } = parseNoteDocument(text, { id: newNoteId(random), name });
  const raw = JSON.parse(text) as { name?: unknown; paragraphs?: unknown };
  if (raw.paragraphs === undefined) {
    throw new NoteFormatError('It is JSON, but not a note: it has no "paragraphs".');
  }
  return {
    document: withDistinctIds(document as NoteDocument, now, random),
    path: [path, raw.name].find((found): found is string => typeof found === 'string' && found !== '') ?? name,
  };
}

/** A paragraph's id has to tell it from the others of its note; hand-made files repeat or leave out ids. */
function withDistinctIds(document: NoteDocument, now: number, random: Random): NoteDocument {
  const seen = new Set<string>();
  return {
    ...document,
    paragraphs: document.paragraphs.map((paragraph) => {
      const usable = !seen.has(paragraph.id) && !paragraph.id.startsWith('paragraph_0_');
      const id = usable ? paragraph.id : newParagraphId(now, random);
      seen.add(id);
      return withChartOfGraph({ ...paragraph, id });
    }),
  };
}
