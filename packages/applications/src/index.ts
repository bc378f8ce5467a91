export type { Application, ApplicationVersion, Operation, OperationKind } from './application.ts';
export {
  type Accepted,
  Applications,
  type ApplicationsOptions,
  type NewApplication,
  type UpdateRequest,
  type VersionGuard,
} from './applications.ts';
export type { Tag } from './check-settings.ts';
export { ApplicationError, type ApplicationErrorKind } from './errors.ts';
export type { ApplicationStatus, Lifecycle } from './lifecycle.ts';
export type { ApplicationRunner, RunnableApplication, RunningDetails } from './runner.ts';
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
export type { SettingsUpdate } from './update-settings.ts';
