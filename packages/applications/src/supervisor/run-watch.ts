import type { Clock, Logger } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import type { ApplicationFolder } from '../process/application-folder.ts';
import { backOff } from '../process/back-off.ts';
import { type RunEnd, type RunSpec, type RunStatus, readJsonFile } from '../process/run-spec.ts';
import type { RunnerProcess } from './runner-process.ts';

const LOOK_INTERVAL_MS = 500;
const FIRST_LOOK_INTERVAL_MS = 50;
/** A process that holds the lock and does not answer for so long hangs. */
const HANGS_AFTER_MS = 60_000;
/** A run whose process dies so often before it ever ran will not run. */
const MOST_EARLY_DEATHS = 5;

export interface RunWatchOptions {
  readonly folder: ApplicationFolder;
  readonly process: RunnerProcess;
  readonly spec: RunSpec;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The run began under another watch: its end is told even when this one never saw it run. */
  readonly resumed: boolean;
  /** The run ended by itself. Called once, and not for one that never ran: that rejects `running`. */
  readonly onEnd: (end: RunEnd) => void;
}

/** Looks after one run: starts its process again when it dies, and hears when it ends. */
export class RunWatch {
  readonly #options: RunWatchOptions;
  readonly #running = Promise.withResolvers<void>();
  #status: RunStatus | null = null;
  #ran = false;
  #stopped = false;
  #paused = false;
  #deaths = 0;
  #silentSince: number | null = null;
  #nextLaunch: number | null = null;

  constructor(options: RunWatchOptions) {
    this.#options = options;
    this.#running.promise.catch(() => undefined);
  }

  /** The last thing the process said; null while it cannot be asked. */
  get status(): RunStatus | null {
    return this.#status;
  }

  /** Resolves when the job runs for the first time; rejects when the run ended before. */
  get running(): Promise<void> {
    return this.#running.promise;
  }

  watch(): void {
    this.#lookLater();
  }

  /** Looks away, while somebody else deals with the process. */
  pause(): void {
    this.#paused = true;
  }

  goOn(): void {
    this.#paused = false;
  }

  /** From here on nothing is started or told. */
  stop(reason: string): void {
    this.#stopped = true;
    this.#running.reject(new Error(reason));
  }

  #lookLater(): void {
    const { clock, logger, spec } = this.#options;
    const interval = this.#ran ? LOOK_INTERVAL_MS : FIRST_LOOK_INTERVAL_MS;
    clock.schedule(clock.now() + interval, () => {
      if (this.#stopped) {
        return;
      }
      (this.#paused ? Promise.resolve() : this.#look())
        .catch((error: unknown) => logger.log('error', `application ${spec.application}: ${(error as Error).message}`))
        .finally(() => {
          if (!this.#stopped) {
            this.#lookLater();
          }
        });
    });
  }

  async #look(): Promise<void> {
    const client = await this.#options.process.client();
    const status = await client?.status().catch(() => undefined);
    if (this.#stopped || this.#paused) {
      return;
    }
    if (status !== undefined) {
      this.#heard(status);
      return;
    }
    this.#status = null;
    const { folder } = this.#options;
    const end = await readJsonFile<RunEnd>(nodeFiles, folder.end);
    if ((await nodeFiles.info(folder.run)) === null) {
      this.#end({ state: 'failed', message: 'The folder of the application is gone.' });
      return;
    }
    if (this.#options.process.isAlive) {
      await this.#endIfHanging();
    } else if (end !== undefined) {
      this.#end(end);
    } else {
      await this.#startAgain();
    }
  }

  #heard(status: RunStatus): void {
    this.#status = status;
    this.#silentSince = null;
    this.#nextLaunch = null;
    if (status.state === 'running') {
      this.#ran = true;
      this.#deaths = 0;
      this.#running.resolve();
    }
  }

  #end(end: RunEnd): void {
    if (!this.#stopped) {
      this.#stopped = true;
      this.#running.reject(new Error(end.message));
      if (this.#ran || this.#options.resumed) {
        this.#options.onEnd(end);
      }
    }
  }

  async #endIfHanging(): Promise<void> {
    const { clock, logger, process, spec } = this.#options;
    this.#silentSince ??= clock.now();
    if (clock.now() - this.#silentSince > HANGS_AFTER_MS) {
      logger.log('warn', `the runner of application ${spec.application} does not answer and is ended`);
      this.#silentSince = null;
      await process.kill();
    }
  }

  async #startAgain(): Promise<void> {
    const { clock, logger, process, spec } = this.#options;
    const now = clock.now();
    if (this.#nextLaunch === null) {
      this.#deaths++;
      if (!this.#ran && this.#deaths > MOST_EARLY_DEATHS) {
        const output = await process.lastOutput();
        this.#end({ state: 'failed', message: `The process of the application ended at its start. ${output}`.trim() });
        return;
      }
      const pause = backOff(this.#deaths);
      this.#nextLaunch = now + pause;
      logger.log('warn', `the runner of application ${spec.application} is gone; started again in ${pause} ms`);
    }
    if (now >= this.#nextLaunch) {
      this.#nextLaunch = null;
      await process.launch(spec.workingDirectory);
    }
  }
}
