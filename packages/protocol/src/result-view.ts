import { z } from 'zod';
import { cellTextSchema, columnSchema, resultModeSchema } from './note-view.ts';

/** A row with the number it keeps as long as it is in the view; a new row has a higher number than all before it. */
const numberedRowSchema = z.tuple([z.int(), z.array(cellTextSchema)]);
export type NumberedRow = z.infer<typeof numberedRowSchema>;

/** The most rows a view may be asked to keep. */
export const resultCapSchema = z.int().min(1).max(100_000);

/** How full a view is. */
const viewCountsSchema = z.object({
  /** Rows the view holds now. */
  rows: z.int(),
  /** Rows or changes the query has given so far. */
  received: z.number(),
  /** The most rows the view keeps. */
  cap: z.int(),
  /** Rows that fell out of the view because of the cap. */
  dropped: z.number(),
});
export type ViewCounts = z.infer<typeof viewCountsSchema>;

/** The whole view; replaces whatever the client had. */
export const resultResetSchema = z.object({
  op: z.literal('result-reset'),
  resultId: z.string(),
  version: z.int(),
  mode: resultModeSchema,
  columns: z.array(columnSchema),
  rows: z.array(numberedRowSchema),
  counts: viewCountsSchema,
});
export type ResultReset = z.infer<typeof resultResetSchema>;

/** What changed from version `from` to version `to`. Applies only to a client at `from`. */
export const resultDeltaSchema = z.object({
  op: z.literal('result-delta'),
  resultId: z.string(),
  from: z.int(),
  to: z.int(),
  /** Rows that are new or have new values. */
  upserts: z.array(numberedRowSchema),
  /** Numbers of rows that are gone. */
  removes: z.array(z.int()),
  counts: viewCountsSchema,
});
export type ResultDelta = z.infer<typeof resultDeltaSchema>;
