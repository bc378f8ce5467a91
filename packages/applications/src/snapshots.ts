import type { Clock, Logger } from '@riffle/base';
import type { Application, Snapshot } from './application.ts';
import { ApplicationError } from './errors.ts';
import type { Records } from './records.ts';
import type { StartState } from './runner.ts';
import { type Runs, runnable } from './runs.ts';
import { type RunConfiguration, snapshotsEnabled } from './settings.ts';
import type { ApplicationStore } from './store.ts';

/** How many an application may have when one is asked for; those of stops and updates are taken all the same. */
const MOST_SNAPSHOTS = 1000;

export interface SnapshotsOptions {
  readonly records: Records;
  readonly runs: Runs;
  readonly store: ApplicationStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The saved states of applications: asked for, or taken by themselves when an application is stopped or updated. */
export class Snapshots {
  readonly #options: SnapshotsOptions;
  readonly #work = new Set<Promise<void>>();

  constructor(options: SnapshotsOptions) {
    this.#options = options;
  }

  /** Newest first. */
  list(name: string): Snapshot[] {
    return this.#options.store.snapshots(this.#options.records.get(name).name);
  }

  get(application: string, name: string): Snapshot {
    const found = this.list(application).find((snapshot) => snapshot.name === name);
    if (found === undefined) {
      throw new ApplicationError('not-found', `Application ${application} has no snapshot ${name}.`);
    }
    return found;
  }

  /** Begins to save the state of a running application; the snapshot is CREATING until that is done. */
  create(applicationName: string, name: string): Snapshot {
    const application = this.#options.records.get(applicationName);
    const runner = this.#options.runs.runnerOf(application);
    const { saveSnapshot } = runner;
    if (saveSnapshot === undefined) {
      throw new ApplicationError('not-supported', `not supported: snapshots of ${application.mode} applications`);
    }
    const { status } = application.lifecycle;
    if (status !== 'RUNNING') {
      throw new ApplicationError(
        'in-use',
        `Application ${application.name} is ${status}; CreateApplicationSnapshot needs it to be RUNNING.`,
      );
    }
    if (!snapshotsEnabled(application.mode, application.version.settings.ApplicationConfiguration)) {
      throw new ApplicationError(
        'invalid-configuration',
        `Snapshots are disabled for application ${application.name}. Enable them: ApplicationSnapshotConfigurationUpdate with SnapshotsEnabledUpdate.`,
      );
    }
    if (this.list(application.name).length >= MOST_SNAPSHOTS) {
      throw new ApplicationError(
        'limit-exceeded',
        `Application ${application.name} has ${MOST_SNAPSHOTS} snapshots, which is the most. Delete some first.`,
      );
    }
    const snapshot = this.#insert(application, name);
    this.#behind(async () => {
      try {
        await saveSnapshot.call(runner, runnable(application), name);
        this.#finish(snapshot);
      } catch (error) {
        this.#fail(snapshot, error);
      }
    });
    return snapshot;
  }

  /** `created` must be the snapshot's own time, so that no later one of the same name is hit. */
  delete(applicationName: string, name: string, created: number): void {
    const snapshot = this.get(applicationName, name);
    if (Math.floor(created / 1000) * 1000 !== snapshot.created) {
      throw new ApplicationError(
        'invalid-argument',
        `SnapshotCreationTimestamp does not match that of snapshot ${name}, which is ${snapshot.created / 1000}.`,
      );
    }
    if (snapshot.status === 'CREATING' || snapshot.status === 'DELETING') {
      throw new ApplicationError('in-use', `Snapshot ${name} is ${snapshot.status}. Wait until that is done.`);
    }
    this.#options.store.setSnapshotStatus(snapshot, 'DELETING');
    this.#behind(() => this.#remove(snapshot));
  }

  /**
   * Stops an application gracefully, with a snapshot of its state where it wants that; gives the snapshot. Rejects when
   * the state could not be saved: then the application still runs.
   */
  async stop(application: Application): Promise<Snapshot | undefined> {
    const { mode, version } = application;
    const runner = this.#options.runs.runnerOf(application);
    if (runner.stopSaving === undefined || !snapshotsEnabled(mode, version.settings.ApplicationConfiguration)) {
      await runner.stop(runnable(application), 'graceful');
      return undefined;
    }
    const snapshot = this.#insert(application, this.#automaticName(application));
    try {
      if (await runner.stopSaving(runnable(application), snapshot.name)) {
        this.#finish(snapshot);
        return snapshot;
      }
      this.#options.store.removeSnapshot(snapshot);
      return undefined;
    } catch (error) {
      this.#fail(snapshot, error);
      throw error;
    }
  }

  /** The newest that can be restored, of a version up to `version` where that is given. */
  latest(name: string, version = Number.POSITIVE_INFINITY): Snapshot | undefined {
    return this.list(name).find((snapshot) => snapshot.status === 'READY' && snapshot.version <= version);
  }

  /** The state a start asks for. @throws ApplicationError for a snapshot that cannot be restored. */
  startState(application: Application, run: RunConfiguration): StartState {
    const { ApplicationRestoreConfiguration: restore, FlinkRunConfiguration: flink } = run;
    const allowNonRestoredState = flink?.AllowNonRestoredState ?? false;
    switch (restore?.ApplicationRestoreType) {
      case 'SKIP_RESTORE_FROM_SNAPSHOT':
        return { snapshot: null, allowNonRestoredState };
      case 'RESTORE_FROM_CUSTOM_SNAPSHOT': {
        const snapshot = this.get(application.name, restore.SnapshotName ?? '');
        if (snapshot.status !== 'READY') {
          throw new ApplicationError(
            'invalid-argument',
            `Snapshot ${snapshot.name} is ${snapshot.status} and cannot be restored.`,
          );
        }
        return { snapshot: snapshot.name, allowNonRestoredState };
      }
      default:
        return { snapshot: this.latest(application.name)?.name ?? null, allowNonRestoredState };
    }
  }

  /** After a restart of the server: what was being made is there or not, what was being deleted goes. */
  async resume(application: Application): Promise<void> {
    const runner = this.#options.runs.find(application.mode);
    for (const snapshot of this.list(application.name)) {
      if (snapshot.status === 'DELETING') {
        await this.#remove(snapshot);
      } else if (snapshot.status === 'CREATING') {
        if ((await runner?.hasSnapshot?.(runnable(application), snapshot.name)) === true) {
          this.#finish(snapshot);
        } else {
          this.#fail(snapshot, new Error('The server ended before the snapshot was complete.'));
        }
      }
    }
  }

  /** Resolves when nothing is being made or deleted. */
  async settled(): Promise<void> {
    await Promise.all(this.#work);
  }

  #automaticName({ name: application, version }: Application): string {
    const time = new Date(this.#options.clock.now()).toISOString().replaceAll(/[-:.]/g, '');
    const taken = new Set(this.list(application).map(({ name }) => name));
    const base = `automatic-v${version.id}-${time}`;
    let name = base;
    for (let n = 2; taken.has(name); n++) {
      name = `${base}-${n}`;
    }
    return name;
  }

  #insert(application: Application, name: string): Snapshot {
    const { store, clock } = this.#options;
    const snapshot: Snapshot = {
      application: application.name,
      name,
      status: 'CREATING',
      created: Math.floor(clock.now() / 1000) * 1000,
      version: application.version.id,
      runtimeEnvironment: application.version.settings.RuntimeEnvironment,
      problem: undefined,
    };
    if (!store.insertSnapshot(snapshot)) {
      throw new ApplicationError('in-use', `Application ${application.name} already has a snapshot ${name}.`);
    }
    return snapshot;
  }

  async #remove(snapshot: Snapshot): Promise<void> {
    const { records, runs, store } = this.#options;
    const application = records.find(snapshot.application);
    if (application !== undefined && !records.isClosed) {
      await runs.find(application.mode)?.removeSnapshot?.(runnable(application), snapshot.name);
      if (!records.isClosed) {
        store.removeSnapshot(snapshot);
      }
    }
  }

  #finish(snapshot: Snapshot): void {
    if (!this.#options.records.isClosed) {
      this.#options.store.setSnapshotStatus(snapshot, 'READY');
    }
  }

  #fail(snapshot: Snapshot, error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error);
    if (!this.#options.records.isClosed) {
      this.#options.store.setSnapshotStatus(snapshot, 'FAILED', problem);
      this.#options.logger.log('error', `snapshot ${snapshot.name} of ${snapshot.application} failed: ${problem}`);
    }
  }

  #behind(work: () => Promise<void>): void {
    const done = work()
      .catch((error: unknown) => {
        this.#options.logger.log('error', `a snapshot: ${(error as Error).message}`);
      })
      .finally(() => this.#work.delete(done));
    this.#work.add(done);
  }
}
