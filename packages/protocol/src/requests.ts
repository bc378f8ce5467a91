import { z } from 'zod';
import { applicationRequests } from './application-view.ts';
import { completionListSchema, hoverSchema, signatureHelpSchema, textProblemSchema } from './assist-view.ts';
import { catalogRequests } from './catalog-requests.ts';
import { catalogTreeSchema } from './catalog-view.ts';
import { cellRequests } from './cell-requests.ts';
import { changesRequests } from './changes-view.ts';
import { formRequests } from './form-requests.ts';
import { insightRequests } from './insight-view.ts';
import { jobStatsSchema } from './job-view.ts';
import { noteRequests } from './note-requests.ts';
import { cellSchema, noteSchema, noteSummarySchema } from './note-view.ts';
import { planRequests } from './plan-view.ts';
import { resultCapSchema } from './result-view.ts';

/** What a request takes and gives. Every request carries an `id`; the reply repeats it. */
interface RequestDefinition {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

const cellPlace = { noteId: z.string(), cellId: z.string() };
/** The cell a text belongs to: its forms' values count. */
const assistPlace = { cell: z.object(cellPlace).optional() };
const nothing = z.object({});

export const requests = {
  'list-notes': { input: z.object({}), output: z.object({ notes: z.array(noteSummarySchema) }) },
  'create-note': { input: z.object({ path: z.string() }), output: z.object({ noteId: z.string() }) },
  'rename-note': { input: z.object({ noteId: z.string(), path: z.string() }), output: nothing },
  'delete-note': { input: z.object({ noteId: z.string() }), output: nothing },
  /** Undoes `delete-note`. */
  'restore-note': { input: z.object({ noteId: z.string() }), output: nothing },
  /** Gives the note and, until `close-note`, its `cell`, `cell-removed`, `cell-order` and `job` events. */
  'open-note': {
    input: z.object({ noteId: z.string() }),
    /** `jobs`: the last figures of the jobs of its cells' last runs. */
    output: z.object({ note: noteSchema, jobs: z.array(jobStatsSchema) }),
  },
  'close-note': { input: z.object({ noteId: z.string() }), output: nothing },
  /** Fails with code `conflict` when the cell's revision is not `baseRevision`; the error's `cell` is the current one. */
  'edit-cell': {
    input: z.object({ ...cellPlace, baseRevision: z.int(), text: z.string() }),
    output: z.object({ revision: z.int() }),
  },
  'insert-cell': {
    input: z.object({ noteId: z.string(), index: z.int(), text: z.string() }),
    output: z.object({ cellId: z.string() }),
  },
  'delete-cell': { input: z.object(cellPlace), output: nothing },
  /** Undoes `delete-cell`, at its old place. */
  'restore-cell': { input: z.object(cellPlace), output: nothing },
  'move-cell': { input: z.object({ ...cellPlace, index: z.int() }), output: nothing },
  ...cellRequests,
  ...noteRequests,
  ...insightRequests,
  ...applicationRequests,
  /** Runs the cell's saved text; send `edit-cell` first. `cap`: the rows its results keep in view. */
  'run-cell': {
    input: z.object({ ...cellPlace, cap: resultCapSchema.optional() }),
    output: z.object({ runId: z.string() }),
  },
  'stop-cell': { input: z.object(cellPlace), output: nothing },
  'clear-cell': { input: z.object(cellPlace), output: nothing },
  'run-all': { input: z.object({ noteId: z.string(), cap: resultCapSchema.optional() }), output: nothing },
  'stop-all': { input: z.object({ noteId: z.string() }), output: nothing },
  /** Starts `result-reset` and `result-delta` events; with `version`, goes on from there when the server still can. */
  'watch-result': { input: z.object({ resultId: z.string(), version: z.int().optional() }), output: nothing },
  'unwatch-result': { input: z.object({ resultId: z.string() }), output: nothing },
  'set-result-cap': { input: z.object({ resultId: z.string(), cap: resultCapSchema }), output: nothing },
  catalog: { input: z.object({}), output: catalogTreeSchema },
  /** What a run would find wrong with a paragraph's text. Nothing for paragraphs that are not SQL, as with all of these. */
  diagnose: {
    input: z.object({ text: z.string(), ...assistPlace }),
    output: z.object({ problems: z.array(textProblemSchema) }),
  },
  complete: { input: z.object({ text: z.string(), offset: z.int(), ...assistPlace }), output: completionListSchema },
  hover: {
    input: z.object({ text: z.string(), offset: z.int(), ...assistPlace }),
    output: z.object({ hover: hoverSchema.nullable() }),
  },
  'signature-help': {
    input: z.object({ text: z.string(), offset: z.int(), ...assistPlace }),
    output: z.object({ help: signatureHelpSchema.nullable() }),
  },
  /** The paragraph laid out anew; the same text when it does not parse. */
  format: { input: z.object({ text: z.string() }), output: z.object({ text: z.string() }) },
  ...catalogRequests,
  ...formRequests,
  ...changesRequests,
  ...planRequests,
  'restart-interpreter': { input: z.object({}), output: nothing },
} as const satisfies Record<string, RequestDefinition>;

/** Requests about a text under way: the interpreter answers them with its session's catalogs. */
export type AssistName = 'diagnose' | 'complete' | 'hover' | 'signature-help' | 'format' | 'explain';

export type RequestName = keyof typeof requests;
export type RequestInput<N extends RequestName> = z.input<(typeof requests)[N]['input']>;
export type RequestOutput<N extends RequestName> = z.output<(typeof requests)[N]['output']>;

/** The longest message the server reads, in bytes: Zeppelin's own limit is about the same. */
export const MAX_MESSAGE_BYTES = 10_240_000;

export const requestSchema = z.object({ id: z.int(), op: z.string(), body: z.unknown() });
export type Request = z.infer<typeof requestSchema>;

export const replyErrorSchema = z.object({
  /** `not-found`, `conflict`, `invalid-request`, `too-large`, `failed` … */
  code: z.string(),
  message: z.string(),
  /** With `conflict`: the cell as the server has it. */
  cell: cellSchema.optional(),
});
export type ReplyError = z.infer<typeof replyErrorSchema>;

export const replySchema = z.discriminatedUnion('ok', [
  z.object({ op: z.literal('reply'), id: z.int(), ok: z.literal(true), body: z.unknown() }),
  z.object({ op: z.literal('reply'), id: z.int(), ok: z.literal(false), error: replyErrorSchema }),
]);
export type Reply = z.infer<typeof replySchema>;
