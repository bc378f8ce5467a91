import { randomUUID } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock, Logger } from '@riffle/base';
import { nodeFiles, writeFileAtomic } from '@riffle/base/node';
import type { AwsAccess, PropertyGroups } from '@riffle/cells';
import { fileCheckpointStore } from '@riffle/engine';
import { planFromJson } from '@riffle/plan';
import { buildPlanApart } from '../code/build-plan-apart.ts';
import type { CodeStore } from '../code/code-store.ts';
import { planDifferences } from '../code/plan-differences.ts';
import { checkCodeBytes, keptFacts, readCode } from '../code/read-code.ts';
import { ApplicationError } from '../errors.ts';
import { ApplicationFolder } from '../process/application-folder.ts';
import { findRestorePoint } from '../process/restore-point.ts';
import { type RunSpec, type RunStatus, readRunSpec, writeJsonFile } from '../process/run-spec.ts';
import type { ApplicationRunner, OnEnd, RunnableApplication, RunningDetails, StartState } from '../runner.ts';
import { type ApplicationSettings, effectiveFlinkSettings } from '../settings.ts';
import { flinkJobPlan } from './flink-job-plan.ts';
import { RunWatch } from './run-watch.ts';
import { RunnerRefusal } from './runner-client.ts';
import { RunnerProcess } from './runner-process.ts';

export interface ProcessRunnerOptions {
  /** Where the folders of all applications lie. */
  readonly directory: string;
  readonly home: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where Glue and the streams are, asked when it is needed. */
  readonly aws: () => AwsAccess;
  readonly realAws: boolean;
  readonly codeStore?: CodeStore | undefined;
}

/** One application as this runner sees it. */
interface Place {
  readonly folder: ApplicationFolder;
  readonly process: RunnerProcess;
  watch: RunWatch | null;
  /** How often a stop by force came: what was under way before it gives up. */
  interrupts: number;
  /** Calls for one application follow one another. */
  turn: Promise<unknown>;
}

/** How long a process that does not answer any more may take to be gone. */
const DEATH_PATIENCE_MS = 5_000;
/** Names may be ".." or end in what a file system does not like. */
const PREFIX = 'application-';

/** Runs STREAMING applications, each in a process of its own that outlives this one. */
export class ProcessRunner implements ApplicationRunner {
  readonly #options: ProcessRunnerOptions;
  readonly #places = new Map<string, Place>();
  #closed = false;

  constructor(options: ProcessRunnerOptions) {
    this.#options = options;
  }

  start(application: RunnableApplication, onEnd: OnEnd, from: StartState): Promise<void> {
    const place = this.#place(application.name);
    const { interrupts } = place;
    return inTurn(place, async () => {
      await this.#clear(place, 'The application is started anew.');
      await this.#preparePlan(application);
      const spec = this.#specOf(application, from);
      await nodeFiles.makeDirectory(place.folder.checkpointsOf(spec.runId));
      await writeJsonFile(nodeFiles, place.folder.run, spec);
      const checkWanted = (): void => {
        if (place.interrupts !== interrupts) {
          throw new Error('The application was stopped while it started.');
        }
      };
      try {
        checkWanted();
        await place.process.launch(spec.workingDirectory);
        const watch = this.#watch(place, { spec, onEnd, resumed: false });
        checkWanted();
        await watch.running;
      } catch (error) {
        // When only the server ends, what was launched goes on, and the next server finds it.
        if (!this.#closed) {
          await this.#clear(place, 'The start failed.');
        }
        throw error;
      }
    });
  }

  async resume(application: RunnableApplication, onEnd: OnEnd): Promise<boolean> {
    const place = this.#place(application.name);
    const spec = await readRunSpec(nodeFiles, place.folder);
    if (spec === undefined || spec.version !== application.version) {
      return false;
    }
    const watch = this.#watch(place, { spec, onEnd, resumed: true });
    void watch.running.then(() => this.#moveEndpoint(place)).catch(() => undefined);
    return true;
  }

  async stop(application: RunnableApplication, how: 'graceful' | 'force'): Promise<void> {
    const place = this.#place(application.name);
    if (how === 'force') {
      place.interrupts++;
      place.watch?.stop('The application was stopped by force.');
      await place.process.kill();
    }
    await inTurn(place, async () => {
      if (how === 'graceful') {
        await this.#saveAndStop(place, null);
      }
      await this.#clear(place, 'The application was stopped.');
    });
  }

  stopSaving(application: RunnableApplication, snapshot: string): Promise<boolean> {
    const place = this.#place(application.name);
    return inTurn(place, async () => {
      const saved = await this.#saveAndStop(place, place.folder.snapshot(snapshot));
      await this.#clear(place, 'The application was stopped.');
      return saved;
    });
  }

  async saveSnapshot({ name }: RunnableApplication, snapshot: string): Promise<void> {
    const { folder, process } = this.#place(name);
    const client = await process.client();
    if (client === undefined) {
      throw new Error('The application does not run at this moment. Try again when it does.');
    }
    await client.save(folder.snapshot(snapshot), false);
  }

  async hasSnapshot({ name }: RunnableApplication, snapshot: string): Promise<boolean> {
    return (await nodeFiles.info(this.#place(name).folder.snapshot(snapshot))) !== null;
  }

  async removeSnapshot({ name }: RunnableApplication, snapshot: string): Promise<void> {
    await nodeFiles.remove(this.#place(name).folder.snapshot(snapshot));
  }

  async describe({ name, version }: RunnableApplication): Promise<RunningDetails> {
    const { folder, watch } = this.#place(name);
    const status = watch?.status ?? null;
    const plan = await nodeFiles.readFile(folder.plan(version)).catch(() => undefined);
    return {
      ...(plan === undefined ? {} : { jobPlan: flinkJobPlan(name, new TextDecoder().decode(plan)) }),
      ...(status === null ? {} : { run: status }),
    };
  }

  status({ name }: RunnableApplication): RunStatus | null {
    return this.#places.get(name)?.watch?.status ?? null;
  }

  async keepCode(
    application: RunnableApplication,
    previous: RunnableApplication | undefined,
  ): Promise<ApplicationSettings> {
    const { folder } = this.#place(application.name);
    const { settings, version } = application;
    const code = settings.ApplicationConfiguration.ApplicationCodeConfiguration;
    const before = previous?.settings.ApplicationConfiguration.ApplicationCodeConfiguration;
    if (code?.CodeContent === undefined) {
      return settings;
    }
    await nodeFiles.makeDirectory(dirname(folder.code(version)));
    if (previous !== undefined && JSON.stringify(code.CodeContent) === JSON.stringify(before?.CodeContent)) {
      await copyFile(folder.code(previous.version), folder.code(version));
      return settings;
    }
    const bytes = await readCode(code.CodeContent, this.#options.codeStore);
    checkCodeBytes(bytes);
    await writeFileAtomic(nodeFiles, folder.code(version), bytes);
    return withKeptCode(settings, bytes);
  }

  async checkUpdate(current: RunnableApplication, next: RunnableApplication): Promise<void> {
    const { folder } = this.#place(current.name);
    await this.#preparePlan(next);
    const { ApplicationRestoreConfiguration: restore, FlinkRunConfiguration: flink } = next.runConfiguration;
    const skips = restore?.ApplicationRestoreType === 'SKIP_RESTORE_FROM_SNAPSHOT';
    const before = await nodeFiles.readFile(folder.plan(current.version)).catch(() => undefined);
    if (before === undefined || skips || flink?.AllowNonRestoredState === true) {
      return;
    }
    const after = await nodeFiles.readFile(folder.plan(next.version));
    const { lost, added } = planDifferences(planOf(before), planOf(after));
    if (lost.length > 0) {
      throw new ApplicationError(
        'invalid-configuration',
        `The new version has no place for the state of: ${lost.join('; ')}. ` +
          `${added.length === 0 ? '' : `These would begin empty: ${added.join('; ')}. `}` +
          'Set AllowNonRestoredState to go on without that state, or keep those parts of the program as they are.',
      );
    }
  }

  async coversState(current: RunnableApplication, next: RunnableApplication): Promise<boolean> {
    const { folder } = this.#place(current.name);
    await this.#preparePlan(next);
    const [before, after] = await Promise.all([
      nodeFiles.readFile(folder.plan(current.version)),
      nodeFiles.readFile(folder.plan(next.version)),
    ]);
    return planDifferences(planOf(before), planOf(after)).added.length === 0;
  }

  async remove({ name }: RunnableApplication): Promise<void> {
    const place = this.#place(name);
    await this.#clear(place, 'The application is deleted.');
    await nodeFiles.remove(place.folder.path);
    this.#places.delete(name);
  }

  async removeAllBut(names: readonly string[]): Promise<void> {
    const kept = new Set(names);
    for (const folder of await nodeFiles.list(this.#options.directory)) {
      const name = folder.slice(PREFIX.length);
      if (folder.startsWith(PREFIX) && !kept.has(name)) {
        await this.remove({ name } as RunnableApplication);
      }
    }
  }

  /** Stops looking; what runs goes on. */
  close(): void {
    this.#closed = true;
    for (const { watch } of this.#places.values()) {
      watch?.stop('The server ends.');
    }
  }

  #place(name: string): Place {
    let place = this.#places.get(name);
    if (place === undefined) {
      const folder = new ApplicationFolder(`${this.#options.directory}/${PREFIX}${name}`);
      place = { folder, process: new RunnerProcess(folder), watch: null, interrupts: 0, turn: Promise.resolve() };
      this.#places.set(name, place);
    }
    return place;
  }

  #watch(place: Place, { onEnd, ...run }: { spec: RunSpec; onEnd: OnEnd; resumed: boolean }): RunWatch {
    const { clock, logger } = this.#options;
    const { folder, process } = place;
    place.watch?.stop('Another run is looked after.');
    const watch = new RunWatch({ ...run, folder, process, clock, logger, onEnd: (end) => onEnd(end.message) });
    place.watch = watch;
    watch.watch();
    return watch;
  }

  /** Ends whatever runs, and removes what belongs to the run. */
  async #clear(place: Place, reason: string): Promise<void> {
    place.watch?.stop(reason);
    place.watch = null;
    const { folder, process } = place;
    if ((await nodeFiles.info(folder.path)) === null) {
      return;
    }
    await process.kill();
    await nodeFiles.remove(folder.run);
    await nodeFiles.remove(folder.end);
    await nodeFiles.remove(folder.control);
    await nodeFiles.remove(folder.checkpoints);
  }

  /** A process that is gone is stopped with its last checkpoint: nothing newer was ever committed. */
  async #saveAndStop({ folder, process, watch }: Place, file: string | null): Promise<boolean> {
    const client = process.isAlive ? await process.client() : undefined;
    if (client !== undefined) {
      watch?.pause();
      try {
        const saved = await client.save(file, true);
        await process.gone();
        return saved;
      } catch (error) {
        // A process that died while it stopped has left its last checkpoint, as any other.
        if (error instanceof RunnerRefusal || !(await process.goneWithin(DEATH_PATIENCE_MS))) {
          watch?.goOn();
          throw error;
        }
      }
    }
    await process.kill();
    const spec = await readRunSpec(nodeFiles, folder);
    if (spec === undefined) {
      return false;
    }
    const directory = folder.checkpointsOf(spec.runId);
    const point = await findRestorePoint({
      store: fileCheckpointStore({ directory }),
      fileOf: (id) => `${directory}/chk-${id}.checkpoint`,
      initial: spec.restore?.file ?? null,
      files: nodeFiles,
    });
    if (point !== null && file !== null) {
      await nodeFiles.makeDirectory(folder.snapshots);
      await writeFileAtomic(nodeFiles, file, await nodeFiles.readFile(point.file));
    }
    return point !== null;
  }

  async #preparePlan({ name, version, settings }: RunnableApplication): Promise<void> {
    const { folder } = this.#place(name);
    const code = await nodeFiles.readFile(folder.code(version)).catch(() => undefined);
    if (code === undefined) {
      throw new ApplicationError(
        'invalid-configuration',
        `Application ${name} has no code. Give it some: ApplicationCodeConfiguration with ZipFileContent.`,
      );
    }
    const properties = propertiesOf(settings);
    const plan = await buildPlanApart({ code, properties, aws: this.#options.aws() });
    await writeFileAtomic(nodeFiles, folder.plan(version), plan);
  }

  #specOf({ name, version, settings }: RunnableApplication, from: StartState): RunSpec {
    const { folder } = this.#place(name);
    const { checkpoint, monitoring, parallelism } = effectiveFlinkSettings(settings.ApplicationConfiguration);
    return {
      application: name,
      version,
      runId: randomUUID(),
      planFile: folder.plan(version),
      parallelism: parallelism.Parallelism,
      checkpoint: {
        intervalMs: checkpoint.CheckpointingEnabled ? checkpoint.CheckpointInterval : null,
        minPauseMs: checkpoint.MinPauseBetweenCheckpoints,
      },
      restore:
        from.snapshot === null
          ? null
          : { file: folder.snapshot(from.snapshot), allowNonRestoredState: from.allowNonRestoredState },
      logLevel: monitoring.LogLevel,
      home: this.#options.home,
      realAws: this.#options.realAws,
      workingDirectory: process.cwd(),
    };
  }

  /** A server that came back on another port tells its applications. */
  async #moveEndpoint({ process, watch }: Place): Promise<void> {
    const { endpoint } = this.#options.aws();
    const known = watch?.status?.awsEndpoint;
    if (endpoint !== undefined && known !== undefined && known !== endpoint) {
      await (await process.client())?.restart('the AWS endpoint has moved');
    }
  }
}

/** After what is under way for the application; a failure of that is not ours. */
function inTurn<T>(place: Place, work: () => Promise<T>): Promise<T> {
  const turn = place.turn.then(work, work);
  place.turn = turn;
  turn.catch(() => undefined);
  return turn;
}

function planOf(bytes: Uint8Array): ReturnType<typeof planFromJson> {
  return planFromJson(new TextDecoder().decode(bytes));
}

export function propertiesOf({ ApplicationConfiguration }: ApplicationSettings): PropertyGroups {
  const groups = ApplicationConfiguration.EnvironmentProperties?.PropertyGroups ?? [];
  return Object.fromEntries(groups.map(({ PropertyGroupId, PropertyMap }) => [PropertyGroupId, PropertyMap]));
}

/** The bytes lie in the application's folder; the settings keep what is to be known of them. */
function withKeptCode(settings: ApplicationSettings, bytes: Uint8Array): ApplicationSettings {
  const configuration = settings.ApplicationConfiguration;
  const code = configuration.ApplicationCodeConfiguration;
  if (code?.CodeContent?.ZipFileContent === undefined) {
    return settings;
  }
  return {
    ...settings,
    ApplicationConfiguration: {
      ...configuration,
      ApplicationCodeConfiguration: { ...code, CodeContent: { KeptZipFile: keptFacts(bytes) } },
    },
  };
}
