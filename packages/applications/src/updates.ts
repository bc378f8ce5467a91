import { randomBytes } from 'node:crypto';
import type { Clock } from '@riffle/base';
import type { Application, ApplicationVersion, Snapshot } from './application.ts';
import { checkSettings } from './check-settings.ts';
import { ApplicationError } from './errors.ts';
import { type Accepted, type Progress, type Records, stepFor } from './records.ts';
import { type Runs, runnable } from './runs.ts';
import type { ApplicationSettings, RunConfiguration } from './settings.ts';
import type { Snapshots } from './snapshots.ts';
import type { ApplicationStore } from './store.ts';

export interface VersionGuard {
  /** The version the client knows; refused when it is no longer the current one. */
  readonly currentVersion?: number;
  readonly token?: string;
  readonly RunConfigurationUpdate?: RunConfiguration;
}

export interface UpdatesOptions {
  readonly records: Records;
  readonly runs: Runs;
  readonly snapshots: Snapshots;
  readonly store: ApplicationStore;
  readonly clock: Clock;
}

/** New versions of applications: made by updates, and made anew from earlier ones by rollbacks. */
export class Updates {
  readonly #options: UpdatesOptions;

  constructor(options: UpdatesOptions) {
    this.#options = options;
  }

  /** Makes a new version of the settings. A running application is stopped and goes on with it. */
  async reconfigure(
    name: string,
    guard: VersionGuard,
    change: (settings: ApplicationSettings, version: number) => ApplicationSettings,
  ): Promise<Accepted> {
    const { records, runs } = this.#options;
    const application = records.get(name);
    checkCurrent(application, guard);
    const settings = change(application.version.settings, application.version.id + 1);
    checkSettings(application.mode, settings);
    stepFor(application, { wish: 'update', kind: 'UpdateApplication' });
    const changed = this.#next(application, settings, guard.RunConfigurationUpdate);
    const kept = await this.#keepCode(changed, application);
    if (application.lifecycle.status === 'READY') {
      records.save(kept);
      return { application: kept, operationId: undefined };
    }
    const { checkUpdate } = runs.runnerOf(application);
    if (checkUpdate !== undefined) {
      await checkUpdate.call(runs.runnerOf(application), runnable(application), runnable(kept));
      checkUnchanged(records.get(name), application);
    }
    return records.begin(kept, { wish: 'update', kind: 'UpdateApplication' }, (updating, progress) =>
      this.carryOn(application, updating, progress, guard.RunConfigurationUpdate),
    );
  }

  /** The work of an update: stop the old version with its state, start the new one from it. */
  async carryOn(
    before: Application,
    updating: Application,
    progress: Progress,
    asked: RunConfiguration | undefined,
  ): Promise<void> {
    const { records, runs, snapshots } = this.#options;
    let taken: Snapshot | undefined;
    try {
      taken = await this.#stopOld(before);
    } catch (error) {
      if (progress.isUnderWay()) {
        // Nothing has happened to what runs: the version is as if it had never been made.
        records.takeBackVersion(updating.name);
        progress.news('kept');
      }
      throw error;
    }
    try {
      const state = snapshots.startState(updating, { ...asked, ...allowed(updating) });
      await runs.start(updating, state);
      progress.news('updated');
    } catch (error) {
      await this.#rollBackByItself(before, updating, { progress, taken, error });
      throw error;
    }
  }

  /** Goes back to the version that ran before the current one. */
  async rollBack(name: string, currentVersion: number): Promise<Accepted> {
    const { records, snapshots } = this.#options;
    const application = records.get(name);
    const step = { wish: 'roll-back', kind: 'RollbackApplication' } as const;
    stepFor(application, step);
    checkCurrent(application, { currentVersion });
    const target = this.#versionBefore(application);
    if (target === undefined) {
      throw new ApplicationError('invalid-request', `Application ${name} has no earlier version to go back to.`);
    }
    if (snapshots.latest(name) === undefined) {
      throw new ApplicationError(
        'invalid-request',
        `Application ${name} has no snapshot, and a rollback starts from the last one.`,
      );
    }
    const next = this.#next(application, target.settings, undefined, application.version.id);
    const kept = await this.#keepCode(next, { ...application, version: target });
    checkUnchanged(records.get(name), application);
    return records.begin(kept, step, (rolling, progress) => this.carryBack(application, rolling, progress));
  }

  /** The work of a rollback: stop what runs, with its state where the earlier version can use that, and start that one. */
  async carryBack(before: Application, rolling: Application, progress: Progress): Promise<void> {
    const { runs, snapshots } = this.#options;
    const runner = runs.runnerOf(rolling);
    // An update that is cut short may have left nothing that runs, or something that cannot be stopped in order.
    const covers =
      before.lifecycle.status === 'RUNNING' &&
      (await runner.coversState?.(runnable(before), runnable(rolling)).catch(() => false)) === true;
    const fresh = covers ? await this.#stopOld(before).catch(() => undefined) : undefined;
    if (fresh === undefined) {
      await runner.stop(runnable(before), 'force');
    }
    // The newest state is taken along when the earlier version finds all of its own in it.
    const target = this.#versionBefore(before)?.id;
    const snapshot = fresh ?? (covers ? snapshots.latest(rolling.name) : snapshots.latest(rolling.name, target));
    await runs.start(rolling, { snapshot: snapshot?.name ?? null, allowNonRestoredState: covers });
    progress.news('rolled-back');
  }

  /** With system rollback on, a version that does not start gives way to the one before, with the state it left. */
  async #rollBackByItself(
    before: Application,
    updating: Application,
    { progress, taken, error }: { progress: Progress; taken: Snapshot | undefined; error: unknown },
  ): Promise<void> {
    const { records, runs } = this.#options;
    const { ApplicationSystemRollbackConfiguration: rollback } = before.version.settings.ApplicationConfiguration;
    if (rollback?.RollbackEnabled !== true || !progress.isUnderWay()) {
      return;
    }
    const next = this.#next(updating, before.version.settings, undefined, updating.version.id);
    const kept = await this.#keepCode(next, before);
    const step = { wish: 'roll-back', kind: 'RollbackApplication' } as const;
    records.failOperation(updating.name, progress.operationId, error);
    records.begin(kept, step, async (rolling, news) => {
      await runs.start(rolling, { snapshot: taken?.name ?? null, allowNonRestoredState: false });
      news.news('rolled-back');
    });
  }

  /** Stops the version that runs; gives the snapshot of its state. Rejects when that could not be saved. */
  async #stopOld(application: Application): Promise<Snapshot | undefined> {
    const { runs, snapshots } = this.#options;
    const runner = runs.runnerOf(application);
    if (runner.stopSaving === undefined) {
      await runner.stop(runnable(application), 'graceful').catch(() => runner.stop(runnable(application), 'force'));
      return undefined;
    }
    return snapshots.stop(application);
  }

  #next(
    application: Application,
    settings: ApplicationSettings,
    run: RunConfiguration | undefined,
    rolledBackFrom?: number,
  ): Application {
    const id = application.version.id + 1;
    const { FlinkRunConfiguration: _, ...kept } = application.runConfiguration ?? {};
    return {
      ...application,
      // Whether state may be left behind is asked anew each time.
      runConfiguration: { ...kept, ...run },
      version: { id, created: this.#options.clock.now(), token: newToken(), settings, rolledBackFrom },
    };
  }

  async #keepCode(changed: Application, previous: Application): Promise<Application> {
    const runner = this.#options.runs.find(changed.mode);
    if (runner?.keepCode === undefined) {
      return changed;
    }
    const before = this.#options.records.get(changed.name);
    const settings = await runner.keepCode(runnable(changed), runnable(previous));
    checkUnchanged(this.#options.records.get(changed.name), before);
    return { ...changed, version: { ...changed.version, settings } };
  }

  /** The newest earlier version that was not itself rolled back. */
  #versionBefore({ name, version }: Application): ApplicationVersion | undefined {
    const versions = this.#options.store.versions(name);
    const given = new Set(versions.flatMap(({ rolledBackFrom }) => rolledBackFrom ?? []));
    return versions.find(({ id }) => id < version.id && !given.has(id));
  }
}

function allowed({ runConfiguration }: Application): Pick<RunConfiguration, 'FlinkRunConfiguration'> {
  const flink = runConfiguration?.FlinkRunConfiguration;
  return flink === undefined ? {} : { FlinkRunConfiguration: flink };
}

export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

function checkUnchanged(now: Application, before: Application): void {
  if (now.version.id !== before.version.id || now.lifecycle.status !== before.lifecycle.status) {
    throw new ApplicationError(
      'concurrent-modification',
      `Application ${now.name} was changed meanwhile: it is ${now.lifecycle.status} in version ${now.version.id}. Look again, and retry.`,
    );
  }
}

function checkCurrent({ name, version }: Application, { currentVersion, token }: VersionGuard): void {
  if (currentVersion !== undefined && currentVersion !== version.id) {
    throw new ApplicationError(
      'concurrent-modification',
      `The current version of application ${name} is ${version.id}, not ${currentVersion}.`,
    );
  }
  if (token !== undefined && token !== version.token) {
    throw new ApplicationError(
      'concurrent-modification',
      `The conditional token is not that of the current version ${version.id} of application ${name}.`,
    );
  }
}
