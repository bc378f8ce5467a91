import { compileNote, hasPropertyReferences, type NoteCheck, type NoteCheckOptions } from '@riffle/cells';
import { type NoteDocument, printNoteDocument } from '@riffle/note-model';
import { planToJson } from '@riffle/plan';
import { writePackage } from './application-package.ts';

export interface BuildOptions extends NoteCheckOptions {
  /** `riffle 0.1.0`. */
  readonly createdBy: string;
}

export interface BuiltPackage {
  /** How the note stands against each criterion. */
  readonly check: NoteCheck;
  /** The zip; null when a criterion blocks. */
  readonly code: Uint8Array | null;
}

/**
 * Makes an application's package of a note: its program, the compiled plan, and the note as it is written, without
 * results. The same note gives the same bytes.
 */
export async function buildPackage(note: NoteDocument, options: BuildOptions): Promise<BuiltPackage> {
  const { check, plan } = await compileNote(note, options);
  if (plan === null) {
    return { check, code: null };
  }
  const code = writePackage({
    sql: check.sql,
    note: printNoteDocument(sourceOf(note)),
    // What refers to runtime properties is compiled when it starts, with those of the application.
    plan: hasPropertyReferences(check.sql) ? undefined : planToJson(plan),
    database: options.database,
    createdBy: options.createdBy,
  });
  return { check, code };
}

/** What a person wrote of a note: when it ran, and what came of it, is no part of the package. */
function sourceOf({ id, name, paragraphs }: NoteDocument): NoteDocument {
  return {
    id,
    name,
    paragraphs: paragraphs.map(({ id: paragraphId, title, text, config }) => ({
      ...(title === undefined ? {} : { title }),
      text,
      id: paragraphId,
      config: { enabled: config['enabled'] !== false },
      settings: { params: {}, forms: {} },
      status: 'READY',
    })),
  };
}
