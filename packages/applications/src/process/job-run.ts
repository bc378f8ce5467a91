import { Worker } from 'node:worker_threads';
import { type CancelTimer, type Clock, type Logger, must } from '@riffle/base';
import { type Files, nodeFiles, writeFileAtomic } from '@riffle/base/node';
import type { AwsAccess } from '@riffle/cells';
import { fileCheckpointStore } from '@riffle/engine';
import type { ApplicationFolder } from './application-folder.ts';
import { backOff } from './back-off.ts';
import type { FromJobThread, ToJobThread } from './job-messages.ts';
import { UsageMeter } from './process-usage.ts';
import type { RestartCount } from './restart-count.ts';
import { findRestorePoint } from './restore-point.ts';
import type { RunEnd, RunSpec, RunStatus } from './run-spec.ts';

const THREAD_MAIN = new URL('./job-thread.ts', import.meta.url);
/** A job that ran this long, or took a checkpoint, starts its back-off anew. */
const STABLE_AFTER_MS = 60_000;

export interface JobRunOptions {
  readonly spec: RunSpec;
  readonly folder: ApplicationFolder;
  readonly epoch: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Counts how often the job began in this run. */
  readonly restarts: RestartCount;
  /** Asked at every attempt: the endpoint may have moved. */
  readonly aws: () => AwsAccess | undefined;
  /** Called once, when no further attempt follows. */
  readonly onEnd: (end: RunEnd | 'fenced') => Promise<void>;
}

interface PendingSave {
  readonly stop: boolean;
  readonly resolve: (file: string | null) => void;
  readonly reject: (error: Error) => void;
}

/** Keeps one application's job going: a thread for each attempt, with growing pauses between attempts. */
export class JobRun {
  readonly #options: JobRunOptions;
  readonly #files: Files = nodeFiles;
  readonly #saves = new Map<number, PendingSave>();
  #thread: Worker | null = null;
  #cancelRetry: CancelTimer = () => undefined;
  readonly #meter = new UsageMeter();
  #nextRequest = 1;
  #failures = 0;
  #openedOnce = false;
  #checkpointed = false;
  #status: RunStatus;

  constructor(options: JobRunOptions) {
    this.#options = options;
    const { spec, epoch, restarts } = options;
    this.#status = {
      application: spec.application,
      version: spec.version,
      epoch,
      pid: process.pid,
      state: 'starting',
      runningSince: null,
      restarts: restarts.value,
      downSince: null,
      problem: null,
      remarks: [],
      restoredFrom: null,
      checkpoints: { completed: 0, failed: 0, last: null },
      figures: null,
      operators: [],
      awsEndpoint: null,
      usage: null,
    };
  }

  get status(): RunStatus {
    return this.#status;
  }

  start(): void {
    const { spec, folder, epoch, aws } = this.#options;
    const access = aws();
    this.#checkpointed = false;
    this.#change({ awsEndpoint: access?.endpoint ?? null });
    const thread = new Worker(THREAD_MAIN);
    this.#thread = thread;
    thread.on('message', (message: FromJobThread) => this.#receive(thread, message));
    thread.on('error', (error: Error & { code?: string }) => {
      const message =
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? 'The job ran out of memory. Use a window or a state TTL to keep less, or fewer keys.'
          : error.message;
      this.#attemptFailed(thread, { message, retryable: true, fenced: false });
    });
    const start: ToJobThread = { op: 'start', setup: { spec, folder: folder.path, epoch, aws: access } };
    thread.postMessage(start);
  }

  /** Ends the attempt and begins another from the last checkpoint, at once. */
  async restart(reason: string): Promise<void> {
    const thread = this.#thread;
    if (thread !== null) {
      this.#options.logger.log('info', `the job is started again: ${reason}`);
      await this.#dropThread(thread, reason);
    }
    this.#cancelRetry();
    this.#failures = 0;
    this.start();
  }

  /**
   * Saves the state to `file`; with `stop` the job ends with it. Gives whether there is state: a job that stands between
   * two attempts is stopped with its last checkpoint, and one that never had any with none.
   */
  async save(file: string | null, stop: boolean): Promise<boolean> {
    if (stop) {
      this.#change({ state: 'stopping' });
    }
    const saved = await this.#takeCheckpoint(stop);
    if (saved !== null && file !== null) {
      await this.#copy(saved, file);
    }
    if (stop) {
      if (this.#thread !== null) {
        await this.#dropThread(this.#thread, 'The job was stopped.');
      }
      this.#change({ state: 'stopped', runningSince: null });
      await this.#options.onEnd({ state: 'stopped', message: 'It was stopped.' });
    }
    return saved !== null;
  }

  /** Ends after a last checkpoint, where one can be had; the run is to go on in another process. */
  async suspend(): Promise<void> {
    this.#cancelRetry();
    this.#change({ state: 'stopping' });
    await this.#takeCheckpoint(true);
  }

  /** The file of a checkpoint that holds everything up to now. */
  async #takeCheckpoint(stop: boolean): Promise<string | null> {
    const thread = this.#thread;
    if (thread !== null && this.#status.runningSince !== null) {
      try {
        return await this.#request(thread, stop);
      } catch (error) {
        if (stop && this.#thread !== null) {
          this.#change({ state: 'running' });
        }
        throw error;
      }
    }
    if (!stop) {
      throw new Error(`The job does not run now: ${this.#status.problem ?? 'it is being started'}.`);
    }
    this.#cancelRetry();
    if (thread !== null) {
      await this.#dropThread(thread, 'The job is being stopped.');
    }
    const { spec, folder } = this.#options;
    const directory = folder.checkpointsOf(spec.runId);
    const point = await findRestorePoint({
      store: fileCheckpointStore({ directory }),
      fileOf: (id) => `${directory}/chk-${id}.checkpoint`,
      initial: spec.restore?.file ?? null,
      files: this.#files,
    });
    return point?.file ?? null;
  }

  #request(thread: Worker, stop: boolean): Promise<string | null> {
    return new Promise((resolve, reject) => {
      const requestId = this.#nextRequest++;
      this.#saves.set(requestId, { stop, resolve, reject });
      const message: ToJobThread = { op: 'save', requestId, stop };
      thread.postMessage(message);
    });
  }

  async #copy(from: string, to: string): Promise<void> {
    await this.#files.makeDirectory(this.#options.folder.snapshots);
    await writeFileAtomic(this.#files, to, await this.#files.readFile(from));
  }

  #receive(thread: Worker, message: FromJobThread): void {
    if (thread !== this.#thread) {
      return;
    }
    const { logger, clock } = this.#options;
    switch (message.op) {
      case 'log':
        logger.log(message.level, message.message, { ...message.fields });
        break;
      case 'opened':
        this.#openedOnce = true;
        logger.log('info', 'the job runs', { restoredFrom: message.restoredFrom });
        this.#change({
          ...(this.#status.state === 'stopping' ? {} : { state: 'running' as const }),
          runningSince: clock.now(),
          downSince: null,
          restoredFrom: message.restoredFrom,
          remarks: message.remarks,
        });
        break;
      case 'checkpoint':
        this.#checkpointed = true;
        this.#failures = 0;
        this.#change({
          problem: null,
          checkpoints: {
            ...this.#status.checkpoints,
            completed: this.#status.checkpoints.completed + 1,
            last: message.facts,
          },
        });
        break;
      case 'checkpoint-failed': {
        const problem = `A checkpoint failed, the one before it counts: ${message.message}`;
        logger.log('error', problem);
        const { checkpoints } = this.#status;
        this.#change({ problem, checkpoints: { ...checkpoints, failed: checkpoints.failed + 1 } });
        break;
      }
      case 'figures':
        this.#change({ figures: message.figures, operators: message.operators });
        void this.#measure(thread);
        break;
      case 'saved':
        this.#takeSave(message.requestId)?.resolve(message.file);
        break;
      case 'save-failed':
        this.#takeSave(message.requestId)?.reject(new Error(message.message));
        break;
      case 'ended':
        this.#ended(thread, message.outcome);
        break;
      case 'failed':
        if (message.detail !== undefined) {
          logger.log('error', message.detail);
        }
        this.#attemptFailed(thread, message);
        break;
    }
  }

  #takeSave(requestId: number): PendingSave | undefined {
    const save = this.#saves.get(requestId);
    this.#saves.delete(requestId);
    return save;
  }

  /** A cancelled job is one that was stopped: the answer to that request follows. */
  #ended(thread: Worker, outcome: 'finished' | 'cancelled'): void {
    if (outcome === 'cancelled') {
      return;
    }
    const { last } = this.#status.checkpoints;
    const { folder, spec, onEnd } = this.#options;
    const stopping = [...this.#saves.values()].find(({ stop }) => stop);
    this.#saves.clear();
    this.#thread = null;
    void thread.terminate();
    if (stopping !== undefined) {
      // The input ended while the stop was under way: the job's last checkpoint holds everything.
      stopping.resolve(last === null ? null : `${folder.checkpointsOf(spec.runId)}/chk-${last.id}.checkpoint`);
      return;
    }
    this.#change({ state: 'finished', runningSince: null });
    void onEnd({ state: 'finished', message: 'All input was read to its end.' });
  }

  #attemptFailed(
    thread: Worker,
    failure: { readonly message: string; readonly retryable: boolean; readonly fenced: boolean },
  ): void {
    if (thread !== this.#thread) {
      return;
    }
    const { logger, clock, onEnd } = this.#options;
    const ranFor = this.#status.runningSince === null ? 0 : clock.now() - this.#status.runningSince;
    void this.#dropThread(thread, failure.message).then(async () => {
      if (failure.fenced) {
        await onEnd('fenced');
        return;
      }
      logger.log('error', `the job failed: ${failure.message}`);
      if (!(this.#openedOnce || failure.retryable || (await this.#hasOwnCheckpoint()))) {
        this.#change({ state: 'failed', problem: failure.message });
        await onEnd({ state: 'failed', message: failure.message });
        return;
      }
      this.#failures = this.#checkpointed || ranFor > STABLE_AFTER_MS ? 1 : this.#failures + 1;
      const pause = backOff(this.#failures);
      void this.#options.restarts.add();
      const restarts = this.#options.restarts.value;
      logger.log('warn', `the job is started again in ${pause / 1000} s`, { restart: restarts });
      this.#change({ state: this.#openedOnce ? 'restarting' : 'starting', problem: failure.message, restarts });
      this.#cancelRetry = clock.schedule(clock.now() + pause, () => this.start());
    });
  }

  async #hasOwnCheckpoint(): Promise<boolean> {
    const { folder, spec } = this.#options;
    const ids = await fileCheckpointStore({ directory: folder.checkpointsOf(spec.runId) }).list();
    return ids.length > 0;
  }

  /** Ends a thread; settles when nothing of it can write any more. */
  async #dropThread(thread: Worker, reason: string): Promise<void> {
    if (this.#thread === thread) {
      this.#thread = null;
      const downSince = this.#status.downSince ?? (this.#openedOnce ? this.#options.clock.now() : null);
      this.#change({ runningSince: null, downSince });
    }
    for (const [requestId] of [...this.#saves]) {
      must(this.#takeSave(requestId)).reject(new Error(reason));
    }
    await thread.terminate();
  }

  async #measure(thread: Worker): Promise<void> {
    const usage = await this.#meter.take(thread);
    if (thread === this.#thread && usage !== null) {
      this.#change({ usage });
    }
  }

  #change(change: Partial<RunStatus>): void {
    this.#status = { ...this.#status, ...change };
  }
}
