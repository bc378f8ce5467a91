import { z } from 'zod';
import { cellTextSchema, columnSchema } from './note-view.ts';

/** A table or view by its whole name. */
const table = { catalog: z.string(), database: z.string(), name: z.string() };

/** A look at some rows of a table. */
const tablePreviewSchema = z.object({
  columns: z.array(columnSchema),
  rows: z.array(z.array(cellTextSchema)),
  /** Why the look is over: enough rows came, there are no more, the time was over, somebody stopped it, or it failed. */
  ended: z.enum(['enough', 'end', 'time', 'stopped', 'failed']),
  /** Seconds waited for rows. */
  seconds: z.number(),
  /** Why it failed, or why perhaps no rows came, as a sentence. */
  note: z.string().optional(),
});
export type TablePreview = z.infer<typeof tablePreviewSchema>;

/** What is asked about one table of the session's catalogs, and done with it. */
export const catalogRequests = {
  /** Reads some rows; a stream that gives none is left after a few seconds. */
  'preview-table': { input: z.object(table), output: tablePreviewSchema },
  /** Ends the previews of that table; their replies come with what they have. */
  'stop-preview': { input: z.object(table), output: z.object({}) },
  /** The statement that makes it, as SHOW CREATE gives it. */
  'table-ddl': {
    input: z.object({ ...table, kind: z.enum(['table', 'view']) }),
    output: z.object({ ddl: z.string() }),
  },
  'drop-table': {
    input: z.object({ ...table, kind: z.enum(['table', 'view']), temporary: z.boolean() }),
    output: z.object({}),
  },
} as const;
export type CatalogQuestionName = keyof typeof catalogRequests;
