import type { Clock, Logger, Random } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import type { AwsAccess } from '@riffle/cells';
import { NoteStore, RevisionStore } from '@riffle/notes';
import type { Home } from '../home/home.ts';
import { JobHistory } from '../jobs/job-history.ts';
import { Notebook } from './notebook.ts';

export interface NotebooksOptions {
  readonly home: Home;
  readonly aws: AwsAccess;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** Most bytes of state one interactive job may hold. */
const JOB_MEMORY_BYTES = 512 * 1024 * 1024;

/**
 * The notebooks that are running. The default one, with the empty name, always runs; the others are the INTERACTIVE
 * applications that were started.
 */
export class Notebooks {
  readonly #options: NotebooksOptions;
  readonly #running = new Map<string, Notebook>();

  constructor(options: NotebooksOptions) {
    this.#options = options;
  }

  find(name: string): Notebook | undefined {
    return this.#running.get(name);
  }

  all(): Iterable<Notebook> {
    return this.#running.values();
  }

  /** Starts a notebook on its Glue database; one that runs already is given as it is. */
  start(name: string, database: string): Notebook {
    const running = this.#running.get(name);
    if (running !== undefined) {
      return running;
    }
    const { home, aws, clock, random, logger } = this.#options;
    // Prefixed, since an application may be named ".." or "default".
    const folder = name === '' ? 'default' : `application-${name}`;
    const notebook = new Notebook({
      name,
      store: new NoteStore({ directory: home.directory('notes', folder), files: nodeFiles, clock, random }),
      revisions: new RevisionStore({ directory: home.directory('revisions', folder), files: nodeFiles, clock }),
      jobHistory: new JobHistory(nodeFiles, home.directory('jobs', folder)),
      interpreter: {
        notebook: name,
        database,
        aws,
        directory: home.directory('interpreters', folder),
        jobMemoryBytes: JOB_MEMORY_BYTES,
      },
      clock,
      random,
      logger,
    });
    this.#running.set(name, notebook);
    return notebook;
  }

  async stop(name: string): Promise<void> {
    const notebook = this.#running.get(name);
    this.#running.delete(name);
    await notebook?.stop();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((name) => this.stop(name)));
  }
}
