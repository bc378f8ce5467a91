import { z } from 'zod';
import { displaySchema } from './display-view.ts';
import { formViewSchema } from './form-view.ts';

/** Where a person stands in a text, from 1. */
const placeSchema = z.object({ line: z.int(), column: z.int() });

/** A problem with a cell's text or its run, with places in that text. */
const problemSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  hint: z.string().optional(),
  start: placeSchema.optional(),
  end: placeSchema.optional(),
  /** A text edit that would mend it. */
  fix: z.object({ title: z.string(), start: placeSchema, end: placeSchema, replacement: z.string() }).optional(),
  /** Technical detail that folds away: the rest of a stack trace. */
  detail: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** One column of a result. `type` is Flink's text of the type. */
export const columnSchema = z.object({
  name: z.string(),
  type: z.string(),
  /** What the client may do with the values: sort as numbers, put on a time axis … */
  role: z.enum(['number', 'time', 'text', 'boolean', 'other']),
  timeAttribute: z.enum(['rowtime', 'proctime']).optional(),
});
export type ResultColumn = z.infer<typeof columnSchema>;

/** A value as text by the one value codec; null is SQL NULL. */
export const cellTextSchema = z.string().nullable();

/** How a streaming result is kept: the last rows of an append-only stream, the current rows by key, or the last row alone. */
export const resultModeSchema = z.enum(['append', 'update', 'single']);
export type ResultMode = z.infer<typeof resultModeSchema>;

/** What one statement of a run gave. */
const outputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  /** HTML that the browser must sanitise before it shows it. */
  z.object({ kind: z.literal('html'), html: z.string() }),
  z.object({
    kind: z.literal('table'),
    columns: z.array(columnSchema),
    rows: z.array(z.array(cellTextSchema)),
    /** Set when these are the kept rows of an earlier run's query: how many the query gave. */
    stored: z.object({ received: z.number(), statement: z.string().optional() }).optional(),
  }),
  /** A query's rows; they come through `watch-result`. */
  z.object({
    kind: z.literal('result'),
    resultId: z.string(),
    mode: resultModeSchema,
    columns: z.array(columnSchema),
    /** Set when the mode was detected from the query's changelog rather than asked for. */
    detected: z.boolean(),
    /** How the statement begins; absent for lines of `print` tables. */
    statement: z.string().optional(),
    /** `%flink.ssql(type=single, template=…)`: HTML with {0}, {1} … for the row's columns. */
    template: z.string().optional(),
  }),
  /** An INSERT that runs on: its figures come as `job` events. */
  z.object({ kind: z.literal('insert'), jobId: z.string(), tables: z.array(z.string()) }),
  z.object({ kind: z.literal('problem'), problem: problemSchema }),
]);
export type Output = z.infer<typeof outputSchema>;

const cellStatusSchema = z.enum([
  /** Never run, or its output was cleared. */
  'idle',
  'queued',
  'starting',
  /** A statement is running; for a stream this lasts until it is stopped. */
  'live',
  'finished',
  'cancelled',
  'failed',
  /** The interpreter ended under it. */
  'frozen',
]);
export type CellStatus = z.infer<typeof cellStatusSchema>;

/** The last run of a cell. Times in milliseconds since the epoch. */
const runSchema = z.object({
  runId: z.string(),
  /** The text that ran: the cell counts as edited when its text differs. */
  text: z.string(),
  queuedAt: z.number(),
  startedAt: z.number().optional(),
  finishedAt: z.number().optional(),
  /** Place in line while queued, from 1. */
  place: z.int().optional(),
  /** Why it ended without having run, in a few words. */
  reason: z.string().optional(),
  outputs: z.array(outputSchema),
});
export type Run = z.infer<typeof runSchema>;

const cellLanguageSchema = z.enum(['ssql', 'bsql', 'markdown', 'python', 'scala', 'unknown']);
export type CellLanguage = z.infer<typeof cellLanguageSchema>;

export const cellSchema = z.object({
  id: z.string(),
  title: z.string().optional(),
  /** Has a title that is not shown. */
  titleHidden: z.boolean(),
  /** The whole paragraph, header included. */
  text: z.string(),
  /** Goes up by one with every change of `text`. */
  revision: z.int(),
  language: cellLanguageSchema,
  enabled: z.boolean(),
  editorHidden: z.boolean(),
  outputHidden: z.boolean(),
  lineNumbers: z.boolean(),
  /** Of twelve columns; cells that fit beside each other stand so. */
  width: z.number().min(1).max(12),
  /** Goes beyond the note's column, as far as the window goes. */
  wide: z.boolean(),
  /** How each result is shown, by its place among the outputs that display something; absent ones as a table. */
  displays: z.record(z.string(), displaySchema),
  forms: z.array(formViewSchema),
  /** Whether choosing in one of its forms runs it again. */
  runOnSelection: z.boolean(),
  /** Codes of advice that a person does not want to see on this cell. */
  dismissedAdvice: z.array(z.string()).optional(),
  status: cellStatusSchema,
  run: runSchema.nullable(),
});
export type Cell = z.infer<typeof cellSchema>;

export const noteSummarySchema = z.object({
  id: z.string(),
  /** `/Tour/Stock ticker` */
  path: z.string(),
  updatedAt: z.number(),
  liveCells: z.int(),
});
export type NoteSummary = z.infer<typeof noteSummarySchema>;

export const noteSchema = z.object({
  id: z.string(),
  path: z.string(),
  cells: z.array(cellSchema),
  /** The forms all cells share. */
  forms: z.array(formViewSchema),
});
export type Note = z.infer<typeof noteSchema>;
