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
}

/**
 * Runs applications of one mode. Its calls may take as long as they need; for one application they never overlap,
 * except that `stop` with force may come while any other call is under way, which should then reject.
 */
export interface ApplicationRunner {
  /** Resolves when the application runs; when it rejects, nothing of it runs. `onEnd` is called once if it then ends without having been asked to. */
  start(application: RunnableApplication, onEnd: (reason: string) => void): Promise<void>;
  /** Resolves when nothing of the application runs any more; with `force` it may lose what was not saved. */
  stop(application: RunnableApplication, how: 'graceful' | 'force'): Promise<void>;
  /** Facts about a running application. */
  describe?(application: RunnableApplication): Promise<RunningDetails>;
}
