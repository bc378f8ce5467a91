// The operations of the managed service. Wishes answer at once; what takes time goes on behind them and reports back
// through `news`, which counts only while its operation is still the one under way.
import { randomBytes, randomUUID } from 'node:crypto';
import { assert, type Clock, type Logger } from '@riffle/base';
import type { Application, ApplicationVersion, Operation, OperationKind } from './application.ts';
import { checkSettings, checkTagCount, readTags, type Tag } from './check-settings.ts';
import { ApplicationError } from './errors.ts';
import { allowedFrom, type Lifecycle, NEW_LIFECYCLE, type News, takeStep, type Wish } from './lifecycle.ts';
import type { ApplicationRunner, RunnableApplication, RunningDetails } from './runner.ts';
import type { ApplicationMode, ApplicationSettings, RunConfiguration } from './settings.ts';
import type { ApplicationStore } from './store.ts';
import { type SettingsUpdate, updateSettings } from './update-settings.ts';

export interface ApplicationsOptions {
  readonly store: ApplicationStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What runs the applications of each mode; without one, starting is refused. */
  readonly runners: Readonly<Partial<Record<ApplicationMode, ApplicationRunner>>>;
}

export interface NewApplication {
  readonly name: string;
  readonly mode: ApplicationMode;
  readonly settings: ApplicationSettings;
  readonly tags?: readonly Tag[];
}

export interface VersionGuard {
  /** The version the client knows; refused when it is no longer the current one. */
  readonly currentVersion?: number;
  readonly token?: string;
  readonly RunConfigurationUpdate?: RunConfiguration;
}

export type UpdateRequest = SettingsUpdate & VersionGuard;

/** An answer to a wish: the application after it, and the operation it began, if it takes time. */
export interface Accepted {
  readonly application: Application;
  readonly operationId: string | undefined;
}

export class Applications {
  readonly #options: ApplicationsOptions;
  /** Work under way, by operation. */
  readonly #work = new Map<string, Promise<void>>();
  readonly #listeners = new Set<(application: Application) => void>();
  readonly #latestRun = new Map<string, symbol>();
  #closed = false;

  constructor(options: ApplicationsOptions) {
    this.#options = options;
  }

  /** By name, ascending. */
  list(): Application[] {
    return this.#options.store.list();
  }

  find(name: string): Application | undefined {
    return this.#options.store.find(name);
  }

  get(name: string): Application {
    const application = this.find(name);
    if (application === undefined) {
      throw new ApplicationError('not-found', `Application ${name} not found.`);
    }
    return application;
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
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  create({ name, mode, settings, tags = [] }: NewApplication): Application {
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
    if (!this.#options.store.insert(application)) {
      throw new ApplicationError('in-use', `Application ${name} already exists.`);
    }
    this.#tell(application);
    return application;
  }

  start(name: string, runConfiguration: RunConfiguration = {}): Accepted {
    const application = this.get(name);
    const runner = this.#runner(application);
    checkRestore(runConfiguration);
    const step: Step = { wish: 'start', kind: 'StartApplication' };
    return this.#begin({ ...application, runConfiguration }, step, async (started, news) => {
      await this.#run(runner, started);
      news('started');
    });
  }

  stop(name: string, how: 'graceful' | 'force' = 'graceful'): Accepted {
    const application = this.get(name);
    const step: Step = { wish: how === 'force' ? 'force-stop' : 'stop', kind: 'StopApplication' };
    stepFor(application, step);
    const runner = this.#runner(application);
    return this.#begin(application, step, async (stopping, news) => {
      await runner.stop(runnable(stopping), how);
      news('stopped');
    });
  }

  /** Changes settings as UpdateApplication asks; see `reconfigure`. */
  update(name: string, request: UpdateRequest): Accepted {
    return this.reconfigure(name, request, (settings) => updateSettings(settings, request));
  }

  /** Makes a new version of the settings. A running application is stopped and started again with it. */
  reconfigure(
    name: string,
    guard: VersionGuard,
    change: (settings: ApplicationSettings, version: number) => ApplicationSettings,
  ): Accepted {
    const application = this.get(name);
    checkCurrent(application, guard);
    const id = application.version.id + 1;
    const settings = change(application.version.settings, id);
    checkSettings(application.mode, settings);
    const changed: Application = {
      ...application,
      runConfiguration: { ...application.runConfiguration, ...guard.RunConfigurationUpdate },
      version: { id, created: this.#options.clock.now(), token: newToken(), settings, rolledBackFrom: undefined },
    };
    if (application.lifecycle.status === 'READY') {
      this.#save(changed);
      return { application: changed, operationId: undefined };
    }
    const runner = this.#runner(application);
    return this.#begin(changed, { wish: 'update', kind: 'UpdateApplication' }, async (updating, news) => {
      await runner.stop(runnable(application), 'graceful').catch(() => runner.stop(runnable(application), 'force'));
      await this.#run(runner, updating);
      news('updated');
    });
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
    return this.#begin(application, { wish: 'delete', kind: 'DeleteApplication' }, async (deleting) => {
      if (isRunning) {
        await this.#runner(deleting).stop(runnable(deleting), 'force');
      }
      this.#remove(deleting);
    });
  }

  /** Adds tags, replacing those of the same key. */
  addTags(name: string, tags: readonly Tag[]): void {
    const application = this.get(name);
    const merged = { ...application.tags, ...readTags(tags) };
    checkTagCount(merged);
    this.#save({ ...application, tags: merged });
  }

  removeTags(name: string, keys: readonly string[]): void {
    const application = this.get(name);
    const kept = Object.entries(application.tags).filter(([key]) => !keys.includes(key));
    this.#save({ ...application, tags: Object.fromEntries(kept) });
  }

  /** What the runner can tell about a running application; nothing when it does not run. */
  async describeRunning(name: string): Promise<RunningDetails> {
    const application = this.get(name);
    const runner = this.#options.runners[application.mode];
    return application.lifecycle.status === 'RUNNING' ? ((await runner?.describe?.(runnable(application))) ?? {}) : {};
  }

  /** After a restart of the server: brings every application to where it was heading. */
  resume(): void {
    for (const application of this.list()) {
      this.#resumeOne(application);
    }
  }

  /** Resolves when no operation of the application is under way. */
  async settled(name: string): Promise<void> {
    for (;;) {
      const work = this.#work.get(this.find(name)?.lifecycle.operationId ?? '');
      if (work === undefined) {
        return;
      }
      await work;
    }
  }

  /** From here on nothing is written any more: whatever is under way is found and carried on by `resume`. */
  close(): void {
    this.#closed = true;
  }

  #resumeOne(application: Application): void {
    const { status, operationId } = application.lifecycle;
    const runner = this.#options.runners[application.mode];
    if (status === 'READY') {
      return;
    }
    if (runner === undefined) {
      const reason = `nothing here runs ${application.mode} applications`;
      this.#save({ ...application, lifecycle: NEW_LIFECYCLE });
      this.#options.logger.log('warn', `application ${application.name} is not resumed: ${reason}`);
      return;
    }
    const id = operationId ?? randomUUID();
    switch (status) {
      case 'DELETING':
        this.#carry(application, id, async () => {
          await runner.stop(runnable(application), 'force');
          this.#remove(application);
        });
        return;
      case 'STOPPING':
      case 'FORCE_STOPPING':
        this.#carry(application, id, async (stopping, news) => {
          await runner.stop(runnable(stopping), 'force');
          news('stopped');
        });
        return;
      default:
        this.#restart({ ...application, lifecycle: { status: 'STARTING', operationId: id } }, runner, id);
    }
  }

  #restart(application: Application, runner: ApplicationRunner, id: string): void {
    this.#save(application);
    const operations = this.#options.store.operations(application.name);
    if (!operations.some((operation) => operation.id === id)) {
      this.#options.store.saveOperation(this.#newOperation(application, id, 'StartApplication'));
    }
    this.#carry(application, id, async (starting, news) => {
      await this.#run(runner, starting);
      news('started');
    });
  }

  #runner(application: Application): ApplicationRunner {
    const runner = this.#options.runners[application.mode];
    if (runner === undefined) {
      throw new ApplicationError(
        'not-supported',
        `not supported yet: running applications of mode ${application.mode}`,
      );
    }
    return runner;
  }

  /** Takes the step of a wish, records the operation, and does its work behind. */
  #begin(application: Application, { wish, kind }: Step, work: Work): Accepted {
    const id = randomUUID();
    const before = application.lifecycle;
    const lifecycle = stepFor(application, { wish, kind }, id);
    if (before.operationId !== undefined) {
      this.#endOperation(application.name, before.operationId, { status: 'CANCELLED' });
    }
    const begun = { ...application, lifecycle };
    this.#save(begun);
    this.#options.store.saveOperation(this.#newOperation(begun, id, kind));
    this.#carry(begun, id, work);
    return { application: begun, operationId: id };
  }

  #newOperation(application: Application, id: string, kind: OperationKind): Operation {
    return {
      id,
      application: application.name,
      kind,
      status: 'IN_PROGRESS',
      started: this.#options.clock.now(),
      ended: undefined,
      error: undefined,
    };
  }

  #carry(application: Application, id: string, work: Work): void {
    const news = (step: News): void => this.#news(application.name, id, step);
    const done = (async () => {
      // Never inside the caller's own turn: a wish answers before its work begins.
      await Promise.resolve();
      await work(application, news);
      this.#endOperation(application.name, id, { status: 'SUCCESSFUL' });
    })().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.logger.log('error', `application ${application.name}: ${reason}`, { operationId: id });
      this.#endOperation(application.name, id, { status: 'FAILED', error: reason });
      this.#news(application.name, id, 'failed');
    });
    this.#work.set(
      id,
      done.finally(() => this.#work.delete(id)),
    );
  }

  /** Takes a step for the news of an operation, unless something else has ended that operation. */
  #news(name: string, operationId: string, step: News): void {
    const application = this.#closed ? undefined : this.find(name);
    if (application?.lifecycle.operationId !== operationId) {
      return;
    }
    const lifecycle = takeStep(application.lifecycle, step, operationId);
    if (lifecycle !== undefined) {
      this.#save({ ...application, lifecycle });
    }
  }

  /** Starts a run; when it ends by itself while it is still the latest one, the application is told. */
  async #run(runner: ApplicationRunner, application: Application): Promise<void> {
    const { name } = application;
    const run = Symbol(name);
    this.#latestRun.set(name, run);
    await runner.start(runnable(application), (reason) => {
      if (!this.#closed && this.#latestRun.get(name) === run) {
        this.#options.logger.log('info', `application ${name} ended: ${reason}`);
        this.#ended(name);
      }
    });
  }

  #ended(name: string): void {
    const application = this.find(name);
    const lifecycle = application === undefined ? undefined : takeStep(application.lifecycle, 'ended', '');
    if (application !== undefined && lifecycle !== undefined) {
      this.#save({ ...application, lifecycle });
    }
  }

  #endOperation(name: string, id: string, end: { status: Operation['status']; error?: string }): void {
    if (this.#closed || this.find(name) === undefined) {
      return;
    }
    const operation = this.#options.store.operations(name).find((each) => each.id === id);
    if (operation?.status === 'IN_PROGRESS') {
      this.#options.store.saveOperation({ ...operation, ...end, ended: this.#options.clock.now() });
    }
  }

  #save(application: Application): void {
    const before = this.get(application.name).version.id;
    const { id } = application.version;
    assert(id === before || id === before + 1, `version ${id} does not follow version ${before}`);
    this.#options.store.save(application);
    this.#tell(application);
  }

  #remove(application: Application): void {
    if (!this.#closed) {
      this.#options.store.remove(application.name);
      this.#tell(application);
    }
  }

  #tell(application: Application): void {
    for (const listener of this.#listeners) {
      listener(application);
    }
  }
}

/** A wish, and the operation that carries it out. */
interface Step {
  readonly wish: Wish;
  readonly kind: OperationKind;
}

type Work = (application: Application, news: (step: News) => void) => Promise<void>;

/** The lifecycle after a wish; throws when the present status does not allow it. */
function stepFor({ name, lifecycle }: Application, { wish, kind }: Step, id = ''): Lifecycle {
  const next = takeStep(lifecycle, wish, id);
  if (next === undefined) {
    const needed = allowedFrom(wish).join(' or ');
    throw new ApplicationError(
      'in-use',
      `Application ${name} is ${lifecycle.status}; ${kind} needs it to be ${needed}.`,
    );
  }
  return next;
}

function runnable({ name, mode, version, runConfiguration = {} }: Application): RunnableApplication {
  return { name, mode, version: version.id, settings: version.settings, runConfiguration };
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
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

function checkRestore({ ApplicationRestoreConfiguration: restore }: RunConfiguration): void {
  if (restore?.ApplicationRestoreType === 'RESTORE_FROM_CUSTOM_SNAPSHOT' && restore.SnapshotName === undefined) {
    throw new ApplicationError('invalid-argument', 'RESTORE_FROM_CUSTOM_SNAPSHOT needs a SnapshotName.');
  }
  if (restore?.ApplicationRestoreType !== 'RESTORE_FROM_CUSTOM_SNAPSHOT' && restore?.SnapshotName !== undefined) {
    throw new ApplicationError('invalid-argument', 'A SnapshotName needs the type RESTORE_FROM_CUSTOM_SNAPSHOT.');
  }
}
