import { type Clock, must } from '@riffle/base';
import { type Batch, formatterOf } from '@riffle/columns';
import type { PhysicalPlan } from '@riffle/plan';
import { CHANGE_CAP, ChangeLog, type ChangeLogDelta } from '../results/change-log.ts';
import { deltaRows, ResultView, type ViewDelta } from '../results/result-view.ts';
import { firstColumnRetention } from '../results/retention.ts';
import { ChangeSender } from './change-sender.ts';
import type { FromJobWorker, ViewSpec } from './job-messages.ts';

/** People cannot read a changelog faster. */
const LOG_INTERVAL_MS = 250;

/** What people see of a job's rows: the view, always, and the changelog, while somebody looks at it. */
export class JobOutput {
  readonly #view: ResultView;
  readonly #log: ChangeLog;
  readonly #viewSender: ChangeSender<ViewDelta>;
  readonly #logSender: ChangeSender<ChangeLogDelta>;
  readonly #sendLog: (delta: ChangeLogDelta) => void;
  readonly #clock: Clock;
  #logWatched = false;

  constructor(spec: ViewSpec, plan: PhysicalPlan, clock: Clock, send: (message: FromJobWorker) => void) {
    const { resultId, mode, cap, keyColumns, refreshMs, thresholdMs } = spec;
    const output = must(plan.nodes.find((node) => node.kind === 'collect')).output;
    const zone = plan.settings['table.local-time-zone'] ?? 'UTC';
    const formatters = output.map((field) => formatterOf(field.type, { zone }));
    const format = (value: Parameters<(typeof formatters)[number]>[0], column: number): string =>
      must(formatters[column])(value);
    this.#clock = clock;
    this.#view = new ResultView({
      mode,
      cap,
      keyColumns,
      format,
      ...(thresholdMs === undefined ? {} : { retention: firstColumnRetention(output, thresholdMs) }),
    });
    this.#log = new ChangeLog({ cap: CHANGE_CAP, format });
    this.#viewSender = new ChangeSender({
      source: this.#view,
      clock,
      ...(refreshMs === undefined ? {} : { interval: refreshMs }),
      rowsOf: deltaRows,
      send: (delta) => send({ op: 'changed', change: { resultId, ...delta } }),
    });
    this.#sendLog = (delta) => send({ op: 'logged', log: { resultId, ...delta } });
    this.#logSender = new ChangeSender({
      source: this.#log,
      clock,
      interval: LOG_INTERVAL_MS,
      rowsOf: (delta) => delta.entries.length,
      send: this.#sendLog,
    });
  }

  add(batch: Batch): void {
    this.#view.apply(batch);
    this.#log.add(batch, this.#clock.now());
    this.#viewSender.notify();
    if (this.#logWatched) {
      this.#logSender.notify();
    }
  }

  setCap(cap: number): void {
    this.#view.setCap(cap);
    this.#viewSender.notify();
  }

  /** Begins with all that is kept; ends without a word. */
  watchLog(on: boolean): void {
    this.#logWatched = on;
    if (on) {
      this.#sendLog(this.#log.takeAll());
    } else {
      this.#logSender.stop();
    }
  }

  /** The job is over: what has not been sent goes out, and the changelog for those who look later. */
  close(): void {
    this.#viewSender.flush();
    this.#logSender.stop();
    this.#sendLog(this.#log.takeAll());
  }
}
