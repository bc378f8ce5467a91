import { type CancelTimer, type Clock, seededRandom, systemClock, voidLogger } from '@riffle/base';
import { type CompiledInsert, type CompiledQuery, isBoundedPlan, ResultView, type ScriptHost } from '@riffle/cells';
import { type Batch, kindAt, ROW_KIND_NAMES, type RowField, rowAt, types, type Value } from '@riffle/columns';
import { type ConnectorRuntime, createJob, type Job } from '@riffle/engine';
import type { PhysicalPlan } from '@riffle/plan';
import { type OutputFormat, printRows, rowJson } from './output.ts';

export interface SqlRunnerOptions {
  readonly format: OutputFormat;
  /** For the whole script; null waits for the end of every query. */
  readonly timeoutMs: number | null;
  readonly connectors: ConnectorRuntime;
  zone(): string;
  /** Takes result rows. */
  out(text: string): void;
  /** Takes everything that is not a result row. */
  say(text: string): void;
}

/** Runs a script's jobs in this process, one query after the other, and prints their rows. */
export class SqlRunner implements ScriptHost {
  readonly #options: SqlRunnerOptions;
  readonly #clock: Clock = systemClock;
  readonly #running = new Map<Job, Promise<unknown>>();
  #cancelTimeout: CancelTimer = () => undefined;
  #timedOut = false;
  #jobs = 0;
  /** Why a job failed, as a sentence. */
  problem: string | null = null;

  constructor(options: SqlRunnerOptions) {
    this.#options = options;
    if (options.timeoutMs !== null) {
      this.#cancelTimeout = this.#clock.schedule(this.#clock.now() + options.timeoutMs, () => this.#stop());
    }
  }

  #stop(): void {
    this.#timedOut = true;
    for (const job of this.#running.keys()) {
      void job.cancel();
    }
  }

  cancelled(): boolean {
    return this.#timedOut || this.problem !== null;
  }

  text(text: string): void {
    this.#options.say(`${text}\n`);
  }

  /** A plan is a result: as it is, or as a row of one column where the format has rows. */
  explain(text: string): void {
    if (this.#options.format === 'table') {
      this.#options.out(`${text.trimEnd()}\n`);
    } else {
      this.table([{ name: 'result', type: types.string() }], [[text]]);
    }
  }

  table(columns: readonly RowField[], rows: readonly (readonly Value[])[]): void {
    const { format, zone } = this.#options;
    this.#options.out(printRows(format === 'changelog' ? 'json' : format, { fields: columns, rows, zone: zone() }));
  }

  catalogChanged(): void {}

  async query(query: CompiledQuery): Promise<void> {
    const { format, zone, out } = this.#options;
    if (format === 'changelog') {
      await this.#run(query.plan, (batch) => out(changeLines(query.columns, batch)));
      return;
    }
    const view = new ResultView({
      mode: 'update',
      cap: Number.POSITIVE_INFINITY,
      keyColumns: query.upsertKeys[0] ?? [],
      format: String,
    });
    await this.#run(query.plan, (batch) => view.apply(batch));
    out(printRows(format, { fields: query.columns, rows: view.rows(), zone: zone() }));
  }

  async insert(insert: CompiledInsert): Promise<void> {
    const done = this.#run(insert.plan, () => undefined);
    // An INSERT without end runs on beside the statements after it.
    await (isBoundedPlan(insert.plan) ? done : undefined);
  }

  /** Settles when every job has ended. */
  async finish(): Promise<void> {
    await Promise.all(this.#running.values());
    // A timeout that is still to come must not keep the process.
    this.#cancelTimeout();
  }

  async #run(plan: PhysicalPlan, onRows: (batch: Batch) => void): Promise<void> {
    try {
      const job = createJob(plan, {
        jobId: `sql-${this.#jobs++}`,
        connectors: this.#options.connectors,
        clock: this.#clock,
        random: seededRandom(crypto.getRandomValues(new Int32Array(1))[0] as number),
        logger: voidLogger,
        onRows,
      });
      const done = job.run().finally(() => this.#running.delete(job));
      this.#running.set(job, done);
      await done;
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }
}

function changeLines(fields: readonly RowField[], batch: Batch): string {
  let lines = '';
  for (let row = 0; row < batch.rowCount; row++) {
    lines += `{"op":"${ROW_KIND_NAMES[kindAt(batch, row)]}","row":${rowJson(fields, rowAt(batch, row))}}\n`;
  }
  return lines;
}
