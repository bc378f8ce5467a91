import { z } from 'zod';

/** One step of a job's plan, and how it is doing. Shares and rates are of the last second. */
const operatorStatsSchema = z.object({
  id: z.string(),
  /** What a person calls it: a table's name, `Group aggregate`. */
  title: z.string(),
  /** What it works on, in a few words: keys, columns, a connector. */
  detail: z.string(),
  inputs: z.array(
    z.object({
      id: z.string(),
      exchange: z.enum(['forward', 'hash', 'single', 'broadcast', 'rebalance']),
      keys: z.array(z.string()),
    }),
  ),
  rowsIn: z.number(),
  rowsOut: z.number(),
  rowsInPerSecond: z.number(),
  rowsOutPerSecond: z.number(),
  /** Share of the time spent in it, 0 to 1. */
  load: z.number(),
  /** Share of the time it waited for what is behind it, 0 to 1. */
  backPressure: z.number(),
  watermark: z.number().nullable(),
  stateBytes: z.number(),
});
export type OperatorStats = z.infer<typeof operatorStatsSchema>;

/** How the job behind a result or INSERT is doing. */
export const jobStatsSchema = z.object({
  op: z.literal('job'),
  /** The cell it belongs to. */
  noteId: z.string(),
  cellId: z.string(),
  jobId: z.string(),
  rowsIn: z.number(),
  rowsOut: z.number(),
  /** Rows read in the last second. */
  rowsInPerSecond: z.number(),
  rowsOutPerSecond: z.number(),
  /** Milliseconds since the epoch; null before the first watermark or without event time. */
  watermark: z.number().nullable(),
  /** How far the watermark is behind the clock, in milliseconds. */
  behindMs: z.number().nullable(),
  stateBytes: z.number(),
  lateRowsDropped: z.number(),
  /** Rows skipped because they could not be decoded. */
  rowsSkipped: z.number(),
  /** The steps of its plan, inputs before users. */
  operators: z.array(operatorStatsSchema),
  /** Milliseconds between checkpoints; null when none are taken. */
  checkpointMs: z.number().nullable(),
  lastCheckpoint: z
    .object({ id: z.int(), triggeredAt: z.number(), durationMs: z.number(), bytes: z.number() })
    .nullable(),
});
export type JobStats = z.infer<typeof jobStatsSchema>;
