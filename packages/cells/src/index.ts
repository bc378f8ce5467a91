export type { RunFacts } from '@riffle/sql';
export { realAwsAccess } from './aws-access.ts';
export type { TableQuestion } from './catalog/table-desk.ts';
export { checkNote, compileNote, type NoteCheck, type NoteCheckOptions } from './deploy/check-note.ts';
export {
  type CompiledProgram,
  compileProgram,
  type ProgramProblem,
  type ProgramSource,
} from './deploy/compile-program.ts';
export { CRITERIA, type CriterionCheck, type CriterionNumber, type SkippedPart } from './deploy/criteria.ts';
export { type NoteProgram, noteProgram, type ProgramPiece } from './deploy/note-program.ts';
export { fillProperties, hasPropertyReferences, type PropertyGroups, propertyReferences } from './deploy/properties.ts';
export {
  NoteRun,
  type NoteRunEvents,
  type NoteRunOptions,
  type ParagraphResult,
  type ParagraphToRun,
} from './headless/note-run.ts';
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
  ResultLog,
  ResultOpening,
  RunOutcome,
  RunRecord,
  SubtaskFigures,
  ToInterpreter,
} from './messages.ts';
export { displayOutput, type RowsOf } from './results/display-output.ts';
export { ResultView, type ResultViewOptions, type ViewDelta } from './results/result-view.ts';
export { isBoundedPlan } from './session/bounded-plan.ts';
export {
  type CommandSession,
  type CommandSessionOptions,
  openCommandSession,
  readAwsAccess,
} from './session/open-session.ts';
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
export { FigureTaker } from './worker/job-figures.ts';
export type { JobProblem } from './worker/job-messages.ts';
export { outlineJob } from './worker/job-outline.ts';
export { describeFailure } from './worker/job-problem.ts';
