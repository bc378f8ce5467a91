import { z } from 'zod';
import { applicationEventSchemas } from './application-view.ts';
import { changesSchema } from './changes-view.ts';
import { formViewSchema } from './form-view.ts';
import { insightEventSchema } from './insight-view.ts';
import { jobStatsSchema } from './job-view.ts';
import { cellSchema, noteSummarySchema } from './note-view.ts';
import { replySchema } from './requests.ts';
import { resultDeltaSchema, resultResetSchema } from './result-view.ts';

/** First message on a connection. */
const welcomeSchema = z.object({
  op: z.literal('welcome'),
  version: z.string(),
  /** The notebook this connection shows (`/n/<name>/`); empty for the default one. */
  notebook: z.string(),
  /** Changes when the server has started anew. */
  serverId: z.string(),
});

const eventSchema = z.discriminatedUnion('op', [
  welcomeSchema,
  /** The list of notes has changed. */
  z.object({ op: z.literal('notes'), notes: z.array(noteSummarySchema) }),
  z.object({ op: z.literal('note-renamed'), noteId: z.string(), path: z.string() }),
  z.object({ op: z.literal('note-removed'), noteId: z.string() }),
  /** A cell is new, or anything about it has changed; `index` is its place. */
  z.object({ op: z.literal('cell'), noteId: z.string(), index: z.int(), cell: cellSchema }),
  /** The forms all cells of the note share, with their values. */
  z.object({ op: z.literal('note-forms'), noteId: z.string(), forms: z.array(formViewSchema) }),
  z.object({ op: z.literal('cell-removed'), noteId: z.string(), cellId: z.string() }),
  z.object({ op: z.literal('cell-order'), noteId: z.string(), cellIds: z.array(z.string()) }),
  /** A revision of the note was made. */
  z.object({ op: z.literal('revisions-changed'), noteId: z.string() }),
  resultResetSchema,
  resultDeltaSchema,
  changesSchema,
  /** The result is no longer kept (server restart, cleared output). */
  z.object({ op: z.literal('result-gone'), resultId: z.string() }),
  jobStatsSchema,
  insightEventSchema,
  ...applicationEventSchemas,
  z.object({ op: z.literal('catalog-changed') }),
  z.object({
    op: z.literal('interpreter'),
    state: z.enum(['starting', 'ready', 'stopped', 'failed']),
    message: z.string().optional(),
  }),
  /** Every second: what runs and what it costs. */
  z.object({
    op: z.literal('status'),
    jobs: z.int(),
    rowsInPerSecond: z.number(),
    serverBytes: z.number(),
    interpreterBytes: z.number(),
  }),
]);
export type Event = z.infer<typeof eventSchema>;
export type EventOf<O extends Event['op']> = Extract<Event, { op: O }>;

/** Anything the server sends. */
export const serverMessageSchema = z.union([replySchema, eventSchema]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;
