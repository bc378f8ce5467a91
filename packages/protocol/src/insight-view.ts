import { z } from 'zod';

/** Where a person stands in a text, from 1. */
const place = z.object({ line: z.int(), column: z.int() });

const objectUseSchema = z.object({
  /** `catalog.database.name` in backticks: equal for the same object. */
  key: z.string(),
  name: z.string(),
  role: z.enum(['reads', 'makes', 'writes']),
  kind: z.enum(['table', 'view', 'function']),
  /** False while no such object is in the catalogs. */
  exists: z.boolean(),
  /** What it is, in one line: `table · kinesis · ticker STRING, price DOUBLE`. */
  about: z.string(),
  /** Keys of the tables below a view. */
  through: z.array(z.string()),
});
export type ObjectUseView = z.infer<typeof objectUseSchema>;

const adviceFixSchema = z.object({
  title: z.string(),
  /** The cell whose text is edited: often another one, which makes the table. */
  cellId: z.string(),
  start: place,
  end: place,
  replacement: z.string(),
});
export type AdviceFixView = z.infer<typeof adviceFixSchema>;

const adviceSchema = z.object({
  /** A name that does not change: what a person dismisses. */
  code: z.string(),
  /** Two or three words for the mark. */
  label: z.string(),
  message: z.string(),
  start: place,
  end: place,
  fixes: z.array(adviceFixSchema),
});
export type AdviceView = z.infer<typeof adviceSchema>;

const staleSchema = z.object({
  /** For the mark: `stocks changed`. */
  short: z.string(),
  /** A sentence. */
  why: z.string(),
  /** Cells that have to run before this one, as they make what it reads. */
  after: z.array(z.string()),
});
export type StaleView = z.infer<typeof staleSchema>;

/** What the plan of a cell's text tells about it. */
export const cellInsightSchema = z.object({
  cellId: z.string(),
  /** The revision of the text it is about. */
  revision: z.int(),
  uses: z.array(objectUseSchema),
  advice: z.array(adviceSchema),
  /** Null while running it again would do the same. */
  stale: staleSchema.nullable(),
});
export type CellInsight = z.infer<typeof cellInsightSchema>;

/** What is known of the cells of a note, and from then on its `insight` events while the note is open. */
export const insightRequests = {
  'note-insight': {
    input: z.object({ noteId: z.string() }),
    output: z.object({ cells: z.array(cellInsightSchema) }),
  },
};

export const insightEventSchema = z.object({
  op: z.literal('insight'),
  noteId: z.string(),
  cells: z.array(cellInsightSchema),
});
