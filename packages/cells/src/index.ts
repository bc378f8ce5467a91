export type { RunFacts } from '@riffle/sql';
export { realAwsAccess } from './aws-access.ts';
export { INTERPRETER_MAIN } from './interpreter/location.ts';
export type {
  AssistQuestion,
  AwsAccess,
  CheckpointFigures,
  FromInterpreter,
  InsightQuestion,
  InterpreterSettings,
  JobEnd,
  JobFigures,
  JobOutline,
  OperatorFigures,
  OperatorOutline,
  ResultChange,
  ResultOpening,
  RunOutcome,
  RunRecord,
  SubtaskFigures,
  ToInterpreter,
} from './messages.ts';
export { displayOutput, type RowsOf } from './results/display-output.ts';
export { ResultView, type ResultViewOptions, type ViewDelta } from './results/result-view.ts';
export { isBoundedPlan } from './session/bounded-plan.ts';
export { type CommandSession, type CommandSessionOptions, openCommandSession } from './session/open-session.ts';
export {
  type CompiledInsert,
  type CompiledQuery,
  runScript,
  type ScriptHost,
  type ScriptOptions,
  type ScriptOutcome,
} from './session/script.ts';
export type { StatementAnswer } from './session/sql-session.ts';
export { connectorEnvironment } from './worker/connector-environment.ts';
