export type {
  Application,
  ApplicationVersion,
  Operation,
  OperationKind,
  Snapshot,
  SnapshotStatus,
} from './application.ts';
export {
  Applications,
  type ApplicationsOptions,
  type NewApplication,
  type UpdateRequest,
} from './applications.ts';
export type { Tag } from './check-settings.ts';
export { type ApplicationPackage, type NewPackage, readPackage, writePackage } from './code/application-package.ts';
export { type BuildOptions, type BuiltPackage, buildPackage } from './code/build-package.ts';
export type { CodeLocation, CodeStore } from './code/code-store.ts';
export { ApplicationError, type ApplicationErrorKind } from './errors.ts';
export { ApplicationFiles, type StateDifferences, stateDifferences } from './inspection/application-files.ts';
export type { ApplicationStatus, Lifecycle } from './lifecycle.ts';
export { ApplicationFolder } from './process/application-folder.ts';
export type { CheckpointFacts, OperatorFacts, RunEnd, RunStatus } from './process/run-spec.ts';
export type { Accepted } from './records.ts';
export type { ApplicationRunner, OnEnd, RunnableApplication, RunningDetails, StartState } from './runner.ts';
export {
  type ApplicationConfiguration,
  type ApplicationMode,
  type ApplicationSettings,
  type CloudWatchLoggingOption,
  type CodeContent,
  catalogDatabase,
  effectiveFlinkSettings,
  type RunConfiguration,
  type VpcConfiguration,
} from './settings.ts';
export { type ApplicationStore, openApplicationStore } from './store.ts';
export { ProcessRunner, type ProcessRunnerOptions } from './supervisor/process-runner.ts';
export { runningApplications, type StoppedRunner, stopRunners } from './supervisor/stop-runners.ts';
export type { SettingsUpdate } from './update-settings.ts';
export type { VersionGuard } from './updates.ts';
