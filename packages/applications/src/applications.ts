// The operations of the managed service. Wishes answer at once; what takes time goes on behind them and reports back
// through `news`, which counts only while its operation is still the one under way.
import type { Clock, Logger } from '@riffle/base';
import type { Application, ApplicationVersion, Operation } from './application.ts';
import { checkSettings, checkTagCount, readTags, type Tag } from './check-settings.ts';
import { ApplicationError } from './errors.ts';
import { NEW_LIFECYCLE } from './lifecycle.ts';
import type { RunStatus } from './process/run-spec.ts';
import { type Accepted, Records, stepFor } from './records.ts';
import { resumeApplication } from './resume.ts';
import type { RunningDetails } from './runner.ts';
import { type Runners, Runs, runnable } from './runs.ts';
import type { ApplicationMode, ApplicationSettings, RunConfiguration } from './settings.ts';
import { Snapshots } from './snapshots.ts';
import type { ApplicationStore } from './store.ts';
import { type SettingsUpdate, updateSettings } from './update-settings.ts';
import { newToken, Updates, type VersionGuard } from './updates.ts';

export interface ApplicationsOptions {
  readonly store: ApplicationStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What runs the applications of each mode; without one, starting is refused. */
  readonly runners: Runners;
}

export interface NewApplication {
  readonly name: string;
  readonly mode: ApplicationMode;
  readonly settings: ApplicationSettings;
  readonly tags?: readonly Tag[];
}

export type UpdateRequest = SettingsUpdate & VersionGuard;

/** When maintenance may begin as long as nobody has said otherwise. */
const MAINTENANCE_START = '06:00';

export class Applications {
  readonly snapshots: Snapshots;
  readonly #options: ApplicationsOptions;
  readonly #records: Records;
  readonly #runs: Runs;
  readonly #updates: Updates;
  /** Names whose code is being looked at before they are there. */
  readonly #creating = new Set<string>();

  constructor(options: ApplicationsOptions) {
    const { store, clock, logger, runners } = options;
    this.#options = options;
    const records = new Records(options);
    const runs = new Runs({ records, runners, logger });
    this.#records = records;
    this.#runs = runs;
    this.snapshots = new Snapshots({ records, runs, store, clock, logger });
    this.#updates = new Updates({ records, runs, snapshots: this.snapshots, store, clock });
  }

  /** By name, ascending. */
  list(): Application[] {
    return this.#options.store.list();
  }

  find(name: string): Application | undefined {
    return this.#records.find(name);
  }

  get(name: string): Application {
    return this.#records.get(name);
  }

  /** Newest first. */
  versions(name: string): ApplicationVersion[] {
    return this.#options.store.versions(this.get(name).name);
  }

  /** Newest first. */
  operations(name: string): Operation[] {
    return this.#options.store.operations(this.get(name).name);
  }

  /** Calls `listener` after every change of status or version; returns how to stop that. */
  onChange(listener: (application: Application) => void): () => void {
    return this.#records.onChange(listener);
  }

  async create({ name, mode, settings, tags = [] }: NewApplication): Promise<Application> {
    checkSettings(mode, settings);
    const readyTags = readTags(tags);
    checkTagCount(readyTags);
    const now = this.#options.clock.now();
    const application: Application = {
      name,
      mode,
      created: Math.floor(now / 1000) * 1000,
      lifecycle: NEW_LIFECYCLE,
      tags: readyTags,
      runConfiguration: undefined,
      version: { id: 1, created: now, token: newToken(), settings, rolledBackFrom: undefined },
    };
    const runner = this.#runs.find(mode);
    if (runner?.keepCode === undefined) {
      this.#records.insert(application);
      return application;
    }
    return this.#createWithCode(application, (created) =>
      Promise.resolve(runner.keepCode?.(runnable(created), undefined)),
    );
  }

  start(name: string, runConfiguration: RunConfiguration = {}): Accepted {
    const application = this.get(name);
    this.#runs.runnerOf(application);
    checkRestore(runConfiguration);
    const from = this.snapshots.startState(application, runConfiguration);
    const step = { wish: 'start', kind: 'StartApplication' } as const;
    return this.#records.begin({ ...application, runConfiguration }, step, async (started, progress) => {
      await this.#runs.start(started, from);
      progress.news('started');
    });
  }

  stop(name: string, how: 'graceful' | 'force' = 'graceful'): Accepted {
    const application = this.get(name);
    const step = { wish: how === 'force' ? 'force-stop' : 'stop', kind: 'StopApplication' } as const;
    stepFor(application, step);
    const runner = this.#runs.runnerOf(application);
    return this.#records.begin(application, step, async (stopping, progress) => {
      if (how === 'force') {
        await runner.stop(runnable(stopping), how);
      } else {
        await this.snapshots.stop(stopping);
      }
      progress.news('stopped');
    });
  }

  /** Changes settings as UpdateApplication asks; see `reconfigure`. */
  update(name: string, request: UpdateRequest): Promise<Accepted> {
    return this.reconfigure(name, request, (settings) => updateSettings(settings, request));
  }

  /** Makes a new version of the settings. A running application is stopped and goes on with it. */
  reconfigure(
    name: string,
    guard: VersionGuard,
    change: (settings: ApplicationSettings, version: number) => ApplicationSettings,
  ): Promise<Accepted> {
    return this.#updates.reconfigure(name, guard, change);
  }

  /** Goes back to the version that ran before the current one. */
  rollBack(name: string, currentVersion: number): Promise<Accepted> {
    return this.#updates.rollBack(name, currentVersion);
  }

  /** `created` must be the application's own time, so that no later one of the same name is hit. */
  delete(name: string, created: number): Accepted {
    const application = this.get(name);
    if (Math.floor(created / 1000) * 1000 !== application.created) {
      throw new ApplicationError(
        'invalid-argument',
        `CreateTimestamp does not match that of application ${name}, which is ${application.created / 1000}.`,
      );
    }
    const isRunning = application.lifecycle.status === 'RUNNING';
    const step = { wish: 'delete', kind: 'DeleteApplication' } as const;
    return this.#records.begin(application, step, async (deleting) => {
      if (isRunning) {
        await this.#runs.runnerOf(deleting).stop(runnable(deleting), 'force');
      }
      await this.#runs.find(deleting.mode)?.remove?.(runnable(deleting));
      this.#records.remove(deleting);
    });
  }

  /** Adds tags, replacing those of the same key. */
  addTags(name: string, tags: readonly Tag[]): void {
    const application = this.get(name);
    const merged = { ...application.tags, ...readTags(tags) };
    checkTagCount(merged);
    this.#records.save({ ...application, tags: merged });
  }

  removeTags(name: string, keys: readonly string[]): void {
    const application = this.get(name);
    const kept = Object.entries(application.tags).filter(([key]) => !keys.includes(key));
    this.#records.save({ ...application, tags: Object.fromEntries(kept) });
  }

  /** When maintenance may begin, as HH:MM. */
  maintenanceStart(name: string): string {
    return this.#options.store.maintenanceStart(name) ?? MAINTENANCE_START;
  }

  setMaintenanceStart(name: string, start: string): void {
    const { status } = this.get(name).lifecycle;
    if (status !== 'READY' && status !== 'RUNNING') {
      throw new ApplicationError(
        'in-use',
        `Application ${name} is ${status}; UpdateApplicationMaintenanceConfiguration needs it to be READY or RUNNING.`,
      );
    }
    this.#options.store.setMaintenanceStart(name, start);
  }

  /** What the runner can tell about a running application; nothing when it does not run. */
  async describeRunning(name: string): Promise<RunningDetails> {
    const application = this.get(name);
    const runner = this.#runs.find(application.mode);
    return application.lifecycle.status === 'RUNNING' ? ((await runner?.describe?.(runnable(application))) ?? {}) : {};
  }

  /** The last thing a run said about itself; null when nothing runs or it cannot be asked. */
  runStatus(name: string): RunStatus | null {
    const application = this.get(name);
    const runner = this.#runs.find(application.mode);
    return runner?.status?.(runnable(application)) ?? null;
  }

  /** After a restart of the server: brings every application to where it was heading. */
  resume(): void {
    const applications = this.list();
    for (const mode of ['STREAMING', 'INTERACTIVE'] as const) {
      const names = applications.filter((application) => application.mode === mode).map(({ name }) => name);
      this.#runs
        .find(mode)
        ?.removeAllBut?.(names)
        .catch((error: Error) => this.#options.logger.log('warn', `leftovers of applications: ${error.message}`));
    }
    for (const application of applications) {
      resumeApplication(application, {
        records: this.#records,
        runs: this.#runs,
        snapshots: this.snapshots,
        updates: this.#updates,
        store: this.#options.store,
        logger: this.#options.logger,
      });
    }
  }

  /** Resolves when no operation of the application is under way. */
  settled(name: string): Promise<void> {
    return this.#records.settled(name);
  }

  /** From here on nothing is written any more: whatever is under way is found and carried on by `resume`. */
  close(): void {
    this.#records.close();
  }

  async #createWithCode(
    application: Application,
    keepCode: (application: Application) => Promise<ApplicationSettings | undefined>,
  ): Promise<Application> {
    const { name } = application;
    if (this.find(name) !== undefined || this.#creating.has(name)) {
      throw new ApplicationError('in-use', `Application ${name} already exists.`);
    }
    this.#creating.add(name);
    try {
      const settings = (await keepCode(application)) ?? application.version.settings;
      const created = { ...application, version: { ...application.version, settings } };
      this.#records.insert(created);
      return created;
    } catch (error) {
      await this.#runs.find(application.mode)?.remove?.(runnable(application));
      throw error;
    } finally {
      this.#creating.delete(name);
    }
  }
}

function checkRestore({ ApplicationRestoreConfiguration: restore }: RunConfiguration): void {
  if (restore?.ApplicationRestoreType === 'RESTORE_FROM_CUSTOM_SNAPSHOT' && restore.SnapshotName === undefined) {
    throw new ApplicationError('invalid-argument', 'RESTORE_FROM_CUSTOM_SNAPSHOT needs a SnapshotName.');
  }
  if (restore?.ApplicationRestoreType !== 'RESTORE_FROM_CUSTOM_SNAPSHOT' && restore?.SnapshotName !== undefined) {
    throw new ApplicationError('invalid-argument', 'A SnapshotName needs the type RESTORE_FROM_CUSTOM_SNAPSHOT.');
  }
}
