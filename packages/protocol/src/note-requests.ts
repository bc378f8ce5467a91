import { z } from 'zod';

const nothing = z.object({});
const revisionPlace = { noteId: z.string(), revisionId: z.string() };

/** A revision without its content. */
const revisionSchema = z.object({
  id: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  /** `saved` by a person; the others came by themselves. */
  reason: z.enum(['saved', 'before-run-all', 'after-pause', 'before-restore', 'before-replace']),
  /** What the person wrote; empty for the others. */
  message: z.string(),
  cells: z.int(),
  /** Bytes on disk. */
  size: z.number(),
});
export type RevisionView = z.infer<typeof revisionSchema>;

/** A cell as a revision has it: what people wrote, without results. */
const revisionCellSchema = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  enabled: z.boolean(),
});
export type RevisionCell = z.infer<typeof revisionCellSchema>;

const exampleSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** What it shows, in one sentence. */
  sentence: z.string(),
});
export type ExampleView = z.infer<typeof exampleSchema>;

/** Notes as things: copied, moved as folders, brought in, taken away, and as they were. */
export const noteRequests = {
  /** All cells with the results they show now. Without a path: beside the original, as `… copy`. */
  'clone-note': {
    input: z.object({ noteId: z.string(), path: z.string().optional() }),
    output: z.object({ noteId: z.string(), path: z.string() }),
  },
  'move-folder': { input: z.object({ from: z.string(), to: z.string() }), output: nothing },
  /** To the trash; `restore-notes` with the ids undoes it. */
  'delete-folder': { input: z.object({ path: z.string() }), output: z.object({ noteIds: z.array(z.string()) }) },
  'restore-notes': { input: z.object({ noteIds: z.array(z.string()) }), output: nothing },
  /** A file's text as a new note; `folder` overrides the folders the file names. */
  'import-note': {
    input: z.object({ fileName: z.string(), text: z.string(), folder: z.string().optional() }),
    output: z.object({ noteId: z.string(), path: z.string() }),
  },
  'export-note': {
    input: z.object({ noteId: z.string(), format: z.enum(['zpln', 'sql', 'ipynb']) }),
    output: z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() }),
  },
  'list-examples': { input: nothing, output: z.object({ examples: z.array(exampleSchema) }) },
  'create-example': { input: z.object({ exampleId: z.string() }), output: z.object({ noteId: z.string() }) },
  /** Newest first. */
  'list-revisions': {
    input: z.object({ noteId: z.string() }),
    output: z.object({ revisions: z.array(revisionSchema) }),
  },
  'read-revision': {
    input: z.object(revisionPlace),
    output: z.object({ cells: z.array(revisionCellSchema) }),
  },
  'save-revision': {
    input: z.object({ noteId: z.string(), message: z.string() }),
    output: z.object({ revision: revisionSchema }),
  },
  /** Keeps what the note is now first, as revision `before`: restoring that undoes this. */
  'restore-revision': { input: z.object(revisionPlace), output: z.object({ before: z.string() }) },
} as const;
