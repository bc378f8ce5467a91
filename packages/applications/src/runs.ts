import type { Logger } from '@riffle/base';
import type { Application } from './application.ts';
import { ApplicationError } from './errors.ts';
import type { Records } from './records.ts';
import type { ApplicationRunner, OnEnd, RunnableApplication, StartState } from './runner.ts';
import type { ApplicationMode } from './settings.ts';

export type Runners = Readonly<Partial<Record<ApplicationMode, ApplicationRunner>>>;

/** Starts runs and hears when one ends by itself while it is still the latest one. */
export class Runs {
  readonly #options: { readonly records: Records; readonly runners: Runners; readonly logger: Logger };
  readonly #latest = new Map<string, symbol>();

  constructor(options: { readonly records: Records; readonly runners: Runners; readonly logger: Logger }) {
    this.#options = options;
  }

  find(mode: ApplicationMode): ApplicationRunner | undefined {
    return this.#options.runners[mode];
  }

  runnerOf(application: Pick<Application, 'mode'>): ApplicationRunner {
    const runner = this.find(application.mode);
    if (runner === undefined) {
      throw new ApplicationError(
        'not-supported',
        `not supported yet: running applications of mode ${application.mode}`,
      );
    }
    return runner;
  }

  async start(application: Application, from: StartState): Promise<void> {
    await this.runnerOf(application).start(runnable(application), this.#listen(application.name), from);
  }

  /** Goes on with a run that began earlier; false when there is none. */
  async resume(application: Application): Promise<boolean> {
    const { resume } = this.runnerOf(application);
    return resume === undefined
      ? false
      : resume.call(this.runnerOf(application), runnable(application), this.#listen(application.name));
  }

  #listen(name: string): OnEnd {
    const run = Symbol(name);
    this.#latest.set(name, run);
    return (reason) => {
      if (this.#latest.get(name) === run && !this.#options.records.isClosed) {
        this.#options.logger.log('info', `application ${name} ended: ${reason}`);
        this.#options.records.ended(name);
      }
    };
  }
}

export function runnable({ name, mode, version, runConfiguration = {} }: Application): RunnableApplication {
  return { name, mode, version: version.id, settings: version.settings, runConfiguration };
}
