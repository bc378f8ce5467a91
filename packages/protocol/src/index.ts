import './no-code-at-run-time.ts';

export {
  type ApplicationJob,
  type ApplicationSettingsView,
  type ApplicationStatusName,
  type ApplicationSummary,
  type ApplicationVersionView,
  type ApplicationView,
  applicationRequests,
  type CodeLocationView,
  type DeployCheck,
  type DeployReview,
  type LogLineView,
  type OperationView,
  type PropertyGroupView,
  type SnapshotView,
  type StateOutlook,
} from './application-view.ts';
export type {
  CompletionListView,
  CompletionView,
  HoverView,
  SignatureHelpView,
  TextProblem,
} from './assist-view.ts';
export { type CatalogQuestionName, catalogRequests, type TablePreview } from './catalog-requests.ts';
export type { CatalogTableView, CatalogTree } from './catalog-view.ts';
export { cellRequests } from './cell-requests.ts';
export type { ChangeEntry, Changes, ChangeTotals } from './changes-view.ts';
export {
  type AggregationName,
  type ChartSettings,
  chartSchema,
  type DisplayPatch,
  displaySchema,
  type ResultDisplay,
  type ResultViewName,
} from './display-view.ts';
export { type Event, type EventOf, type ServerMessage, serverMessageSchema } from './events.ts';
export { formRequests } from './form-requests.ts';
export type { FormView } from './form-view.ts';
export type { AdviceFixView, AdviceView, CellInsight, ObjectUseView, StaleView } from './insight-view.ts';
export type { JobStats, OperatorStats } from './job-view.ts';
export { type ExampleView, noteRequests, type RevisionCell, type RevisionView } from './note-requests.ts';
export {
  type Cell,
  type CellLanguage,
  type CellStatus,
  columnSchema,
  type Note,
  type NoteSummary,
  type Output,
  type Problem,
  type ResultColumn,
  type ResultMode,
  type Run,
} from './note-view.ts';
export type { ChangeKind, StatementPlan } from './plan-view.ts';
export {
  type AssistName,
  MAX_MESSAGE_BYTES,
  type Reply,
  type ReplyError,
  type Request,
  type RequestInput,
  type RequestName,
  type RequestOutput,
  requestSchema,
  requests,
} from './requests.ts';
export type { NumberedRow, ResultDelta, ResultReset, ViewCounts } from './result-view.ts';
