import { join } from 'node:path';
import { type Files, writeFileAtomic } from '@riffle/base/node';
import { endOf, type JobRecord } from './job-record.ts';

/** Ended jobs that are kept, for each notebook. */
const KEPT_JOBS = 50;
const NAME = /^[0-9a-f]{32}\.json$/;

/** Ended jobs as files of one folder, one each, so that they outlive the server. The latest are kept. */
export class JobHistory {
  readonly #files: Files;
  readonly #directory: string;

  constructor(files: Files, directory: string) {
    this.#files = files;
    this.#directory = directory;
  }

  /** The jobs that were kept, the one that ended first in front. A file that cannot be read is left out. */
  async load(): Promise<JobRecord[]> {
    const names = (await this.#files.list(this.#directory)).filter((name) => NAME.test(name));
    const jobs = await Promise.all(names.map((name) => this.#read(name)));
    return jobs.flatMap((job) => job ?? []).sort((a, b) => (endOf(a) ?? 0) - (endOf(b) ?? 0));
  }

  async save(job: JobRecord): Promise<void> {
    await this.#files.makeDirectory(this.#directory);
    await writeFileAtomic(this.#files, this.#pathOf(job), JSON.stringify(job));
  }

  /** Takes out what is more than is kept; `jobs` has the one that ended first in front. Gives those that stay. */
  async trim(jobs: readonly JobRecord[]): Promise<readonly JobRecord[]> {
    const surplus = jobs.slice(0, Math.max(0, jobs.length - KEPT_JOBS));
    await Promise.all(surplus.map((job) => this.#files.remove(this.#pathOf(job))));
    return jobs.slice(surplus.length);
  }

  #pathOf(job: JobRecord): string {
    return join(this.#directory, `${job.id}.json`);
  }

  async #read(name: string): Promise<JobRecord | undefined> {
    try {
      const text = new TextDecoder().decode(await this.#files.readFile(join(this.#directory, name)));
      const job = JSON.parse(text) as JobRecord;
      return `${job.id}.json` === name && Array.isArray(job.outline.operators) ? job : undefined;
    } catch {
      return undefined;
    }
  }
}
