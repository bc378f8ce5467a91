import { z } from 'zod';
import { cellTextSchema } from './note-view.ts';
import { changeKindSchema } from './plan-view.ts';

/** How many changes of each kind a query has given. */
const changeTotalsSchema = z.object({ '+I': z.number(), '-U': z.number(), '+U': z.number(), '-D': z.number() });
export type ChangeTotals = z.infer<typeof changeTotalsSchema>;

/** A change: its number from 1 on, its kind, when it came (milliseconds since the epoch) and the row. */
const changeEntrySchema = z.tuple([z.number(), changeKindSchema, z.number(), z.array(cellTextSchema)]);
export type ChangeEntry = z.infer<typeof changeEntrySchema>;

/** The last changes of a query's changelog. Numbers that are missing between two entries were too many to keep. */
export const changesSchema = z.object({
  op: z.literal('changes'),
  resultId: z.string(),
  /** The entries replace whatever the client had. */
  reset: z.boolean(),
  entries: z.array(changeEntrySchema),
  totals: changeTotalsSchema,
  /** Most entries that are kept. */
  cap: z.int(),
});
export type Changes = z.infer<typeof changesSchema>;

export const changesRequests = {
  /** Starts `changes` events. Fails with `not-found` when the changelog is not kept. */
  'watch-changes': {
    input: z.object({ resultId: z.string() }),
    /** The kinds of change the query can give. */
    output: z.object({ kinds: z.array(changeKindSchema) }),
  },
  'unwatch-changes': { input: z.object({ resultId: z.string() }), output: z.object({}) },
} as const;
