import type { Clock, Logger } from '@riffle/base';
import type { JobEnd, JobFigures, JobOutline } from '@riffle/cells';
import type { JobHistory } from './job-history.ts';
import { flinkJobId, isEnded, type JobPlace, type JobRecord, type JobState } from './job-record.ts';

const END_STATES: Readonly<Record<JobEnd['outcome'], JobState>> = {
  finished: 'FINISHED',
  cancelled: 'CANCELED',
  failed: 'FAILED',
};

/** The jobs of one notebook: those that run, with their latest figures, and the last ones that ended. */
export class JobLog {
  readonly #history: JobHistory;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #running = new Map<string, JobRecord>();
  /** The one that ended first in front. */
  #ended: readonly JobRecord[] = [];
  /** Reading and writing of files, one after the other. */
  #filing: Promise<unknown>;

  constructor(parts: { readonly history: JobHistory; readonly clock: Clock; readonly logger: Logger }) {
    this.#history = parts.history;
    this.#clock = parts.clock;
    this.#logger = parts.logger;
    this.#filing = this.#file(async () => {
      const kept = await this.#history.load();
      this.#ended = [...kept, ...this.#ended];
    });
  }

  /** All jobs, the one that started last in front. Settles when those of earlier runs of the server are read. */
  async all(): Promise<JobRecord[]> {
    await this.#filing;
    return [...this.#running.values(), ...this.#ended].sort((a, b) => b.outline.startedAt - a.outline.startedAt);
  }

  /** By the id Flink's REST uses. */
  async find(id: string): Promise<JobRecord | undefined> {
    return (await this.all()).find((job) => job.id === id.toLowerCase());
  }

  running(): Iterable<JobRecord> {
    return this.#running.values();
  }

  /** The jobs of one run, ended or not, as far as they are in memory. */
  ofRun(runId: string): readonly JobRecord[] {
    return [...this.#ended, ...this.#running.values()].filter((job) => job.runId === runId);
  }

  started(outline: JobOutline, runId: string, place: JobPlace): void {
    const id = flinkJobId(outline.jobId);
    const since = { RUNNING: this.#clock.now() };
    this.#running.set(id, { id, place, runId, outline, state: 'RUNNING', since, figures: null, problem: null });
  }

  /** Gives the job with its new figures; undefined when it is not running. */
  measured(figures: JobFigures): JobRecord | undefined {
    return this.#change(flinkJobId(figures.jobId), { figures });
  }

  /** A person asked the job to end. */
  cancelling(id: string): void {
    const job = this.#running.get(id);
    if (job?.state === 'RUNNING') {
      this.#change(id, { state: 'CANCELLING', since: { ...job.since, CANCELLING: this.#clock.now() } });
    }
  }

  ended(jobId: string, end: JobEnd): void {
    const id = flinkJobId(jobId);
    const running = this.#running.get(id);
    if (running === undefined) {
      return;
    }
    this.#running.delete(id);
    const state = END_STATES[end.outcome];
    const job: JobRecord = {
      ...running,
      state,
      since: { ...running.since, [state]: this.#clock.now() },
      problem: end.problem ?? null,
    };
    this.#ended = [...this.#ended, job];
    this.#filing = this.#file(async () => {
      await this.#history.save(job);
      this.#ended = await this.#history.trim(this.#ended.filter(isEnded));
    });
  }

  /** The interpreter is gone, and all jobs with it. */
  allEnded(end: JobEnd): void {
    for (const job of [...this.#running.values()]) {
      this.ended(job.outline.jobId, end);
    }
  }

  /** Settles when what has ended is on disk. */
  async settled(): Promise<void> {
    await this.#filing;
  }

  #change(id: string, change: Partial<JobRecord>): JobRecord | undefined {
    const job = this.#running.get(id);
    if (job === undefined) {
      return undefined;
    }
    const changed = { ...job, ...change };
    this.#running.set(id, changed);
    return changed;
  }

  async #file(work: () => Promise<void>): Promise<void> {
    await this.#filing;
    try {
      await work();
    } catch (error) {
      this.#logger.log('error', 'the jobs that ended could not be kept', { error: (error as Error).message });
    }
  }
}
