import type { Applications } from '@riffle/applications';
import type { Clock, Millis } from '@riffle/base';
import { operatorName } from '../flink-rest/vertices.ts';
import type { JobRecord } from '../jobs/job-record.ts';
import type { Notebook } from '../notebook/notebook.ts';
import type { Notebooks } from '../notebook/notebooks.ts';
import { applicationSamples } from './application-samples.ts';
import { METRICS } from './definitions.ts';
import { jobSamples, type Labels, type MeasuredOperator, samplesOf } from './job-samples.ts';
import { printSamples, type Sample } from './prometheus-text.ts';

export interface MetricsOptions {
  readonly applications: Applications;
  readonly notebooks: Pick<Notebooks, 'all'>;
  readonly clock: Clock;
}

/** The name of the notebook that has none. */
const DEFAULT_NOTEBOOK = 'default';

/** What `/metrics` answers: the server, the STREAMING applications, and the running jobs of notebooks. */
export class Metrics {
  readonly #options: MetricsOptions;
  readonly #startedAt: Millis;
  /** When each application was last seen running. */
  readonly #lastUp = new Map<string, Millis>();
  #cpu = process.cpuUsage();
  #cpuTakenAt = performance.now();

  constructor(options: MetricsOptions) {
    this.#options = options;
    this.#startedAt = options.clock.now();
  }

  /** In Prometheus' text format. */
  async print(): Promise<string> {
    const applications = await this.#applications();
    const jobs = [...this.#options.notebooks.all()].flatMap((notebook) => this.#notebook(notebook));
    return printSamples(METRICS, [...applications, ...jobs, ...this.#server()]);
  }

  async #applications(): Promise<Sample[]> {
    const { applications, clock } = this.#options;
    const samples: Sample[] = [];
    for (const application of applications.list().filter(({ mode }) => mode === 'STREAMING')) {
      const { name } = application;
      const { run = null } = await applications.describeRunning(name);
      const now = clock.now();
      if (run !== null && run.runningSince !== null) {
        this.#lastUp.set(name, now);
      } else if (application.lifecycle.status === 'READY') {
        this.#lastUp.delete(name);
      }
      samples.push(...applicationSamples(application, { run, now, lastUp: this.#lastUp.get(name) ?? null }));
    }
    return samples;
  }

  #notebook({ name, jobs }: Notebook): Sample[] {
    return [...jobs.running()].flatMap((job) => this.#job(name === '' ? DEFAULT_NOTEBOOK : name, job));
  }

  #job(application: string, { id, place, outline, figures }: JobRecord): Sample[] {
    const labels: Labels = { application, note: place.notePath, job_id: id };
    const uptime = this.#options.clock.now() - outline.startedAt;
    const whole = samplesOf(labels, { uptime, downtime: 0, fullRestarts: 0 });
    if (figures === null) {
      return whole;
    }
    const measured = new Map(figures.operators.map((each) => [each.id, each]));
    const operators = outline.operators.flatMap((operator, index): MeasuredOperator[] => {
      const own = measured.get(operator.id);
      return own === undefined ? [] : [{ name: operatorName(operator, index), task: operator.task, figures: own }];
    });
    const last = figures.checkpoints.latest.at(-1);
    return [
      ...whole,
      ...samplesOf(labels, {
        lastCheckpointSize: last?.bytes ?? null,
        lastCheckpointDuration: last?.durationMs ?? null,
      }),
      ...jobSamples(labels, { figures, operators, level: 'PARALLELISM' }),
    ];
  }

  #server(): Sample[] {
    const { user, system } = process.cpuUsage(this.#cpu);
    const elapsed = Math.max(1, performance.now() - this.#cpuTakenAt);
    this.#cpu = process.cpuUsage();
    this.#cpuTakenAt = performance.now();
    return samplesOf(
      {},
      {
        process_cpu_usage: (user + system) / 1000 / elapsed,
        process_resident_memory_bytes: process.memoryUsage.rss(),
        process_uptime_seconds: (this.#options.clock.now() - this.#startedAt) / 1000,
      },
    );
  }
}
