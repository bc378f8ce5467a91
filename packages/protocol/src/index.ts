export { type CatalogTableView, type CatalogTree, catalogTableSchema, catalogTreeSchema } from './catalog-view.ts';
export { type Event, type EventOf, eventSchema, type ServerMessage, serverMessageSchema } from './events.ts';
export * from './note-view.ts';
export {
  MAX_MESSAGE_BYTES,
  type Reply,
  type ReplyError,
  type Request,
  type RequestInput,
  type RequestName,
  type RequestOutput,
  replySchema,
  requestSchema,
  requests,
} from './requests.ts';
export {
  type JobStats,
  type NumberedRow,
  type ResultDelta,
  type ResultReset,
  resultDeltaSchema,
  resultResetSchema,
  type ViewCounts,
} from './result-view.ts';
