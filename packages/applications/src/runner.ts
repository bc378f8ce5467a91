import type { RunStatus } from './process/run-spec.ts';
import type { ApplicationMode, ApplicationSettings, RunConfiguration } from './settings.ts';

/** What a runner gets to know about an application. */
export interface RunnableApplication {
  readonly name: string;
  readonly mode: ApplicationMode;
  readonly version: number;
  readonly settings: ApplicationSettings;
  readonly runConfiguration: RunConfiguration;
}

/** What a runner can tell about something that runs. */
export interface RunningDetails {
  /** The job graph in Flink's JSON form. */
  readonly jobPlan?: string;
  /** How the runner's process stands; absent while it cannot be asked. */
  readonly run?: RunStatus;
}

/** The state a run begins with. */
export interface StartState {
  /** Null begins without any. */
  readonly snapshot: string | null;
  readonly allowNonRestoredState: boolean;
}

/** Called once if what was started ends without having been asked to. */
export type OnEnd = (reason: string) => void;

/**
 * Runs applications of one mode. Its calls may take as long as they need; for one application they never overlap,
 * except that `stop` with force may come while any other call is under way, which should then reject. What only a mode
 * with code and state can do is optional.
 */
export interface ApplicationRunner {
  /** Resolves when the application runs; when it rejects, nothing of it runs. */
  start(application: RunnableApplication, onEnd: OnEnd, from: StartState): Promise<void>;
  /** Resolves when nothing of the application runs any more; with `force` it may lose what was not saved. */
  stop(application: RunnableApplication, how: 'graceful' | 'force'): Promise<void>;
  /** Stops gracefully and saves the state under a name; resolves to false when there was none to save. */
  stopSaving?(application: RunnableApplication, snapshot: string): Promise<boolean>;
  /** Facts about a running application. */
  describe?(application: RunnableApplication): Promise<RunningDetails>;
  /** The last thing a run said about itself; null while it cannot be asked. Costs nothing. */
  status?(application: RunnableApplication): RunStatus | null;
  /** Takes over a run that began earlier, alive or dead; false when there is none. */
  resume?(application: RunnableApplication, onEnd: OnEnd): Promise<boolean>;
  /** Keeps the code of a version, which may be that of `previous`; rejects with `ApplicationError` when it cannot be used. */
  keepCode?(application: RunnableApplication, previous: RunnableApplication | undefined): Promise<ApplicationSettings>;
  /** Rejects with `ApplicationError` when a running application could not go on as `next`. */
  checkUpdate?(current: RunnableApplication, next: RunnableApplication): Promise<void>;
  /** Whether all the state `next` works with is in `current`, which may have more. */
  coversState?(current: RunnableApplication, next: RunnableApplication): Promise<boolean>;
  /** Saves the state of a running application under a name. */
  saveSnapshot?(application: RunnableApplication, snapshot: string): Promise<void>;
  hasSnapshot?(application: RunnableApplication, snapshot: string): Promise<boolean>;
  removeSnapshot?(application: RunnableApplication, snapshot: string): Promise<void>;
  /** Removes all that is kept of an application. */
  remove?(application: RunnableApplication): Promise<void>;
  /** Removes what is kept of applications that are not among `names`. */
  removeAllBut?(names: readonly string[]): Promise<void>;
}
