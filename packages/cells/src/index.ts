export { INTERPRETER_MAIN } from './interpreter/location.ts';
export type {
  AwsAccess,
  FromInterpreter,
  InterpreterSettings,
  JobFigures,
  ResultChange,
  ResultOpening,
  RunOutcome,
  ToInterpreter,
} from './messages.ts';
export { DEFAULT_CAPS, ResultView, type ResultViewOptions, type ViewDelta } from './results/result-view.ts';
