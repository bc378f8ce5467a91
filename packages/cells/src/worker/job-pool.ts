import { Worker } from 'node:worker_threads';
import type { FromJobWorker, JobSpec, ToJobWorker } from './job-messages.ts';

/** A job that runs in a thread of its own. */
export interface RunningJob {
  /** Asks the job to end; when it has not within half a second, its thread is ended. */
  cancel(): void;
  setCap(cap: number): void;
  /** Turns messages about the changelog on and off. */
  watchChanges(on: boolean): void;
}

export type JobListener = (message: FromJobWorker) => void;

/** Threads kept ready, so that a run does not wait for modules to load. */
const WARM_THREADS = 2;
const CANCEL_GRACE_MS = 500;
const WORKER_MAIN = new URL('./job-worker.ts', import.meta.url);

/** Starts each job in a thread of its own; one that spins can be ended and the others live on. */
export class JobPool {
  readonly #warm: Worker[] = [];
  #closed = false;

  /** Loads the warm threads. */
  prepare(): void {
    while (this.#warm.length < WARM_THREADS && !this.#closed) {
      const worker = new Worker(WORKER_MAIN);
      worker.once('error', () => this.#discard(worker));
      worker.unref();
      this.#warm.push(worker);
    }
  }

  start(job: JobSpec, listener: JobListener): RunningJob {
    const worker = this.#warm.shift() ?? new Worker(WORKER_MAIN);
    worker.removeAllListeners('error');
    const running = superviseJob(worker, listener);
    send(worker, { op: 'start', job });
    setImmediate(() => this.prepare());
    return running;
  }

  close(): void {
    this.#closed = true;
    for (const worker of this.#warm.splice(0)) {
      void worker.terminate();
    }
  }

  #discard(worker: Worker): void {
    const index = this.#warm.indexOf(worker);
    if (index !== -1) {
      this.#warm.splice(index, 1);
    }
  }
}

function superviseJob(worker: Worker, listener: JobListener): RunningJob {
  let over = false;
  let graceTimer: NodeJS.Timeout | undefined;
  const end = (last: FromJobWorker): void => {
    if (!over) {
      over = true;
      clearTimeout(graceTimer);
      listener(last);
      void worker.terminate();
    }
  };
  worker.ref();
  worker.on('message', (message: FromJobWorker) => {
    if (message.op === 'ended' || message.op === 'failed') {
      end(message);
    } else if (!over && message.op !== 'ready') {
      listener(message);
    }
  });
  worker.on('error', (error: Error & { code?: string }) => {
    end({ op: 'failed', problem: { message: workerErrorText(error), detail: error.stack } });
  });
  worker.on('exit', () => end({ op: 'failed', problem: { message: 'The thread of this job ended unexpectedly.' } }));
  return {
    cancel() {
      if (!over && graceTimer === undefined) {
        send(worker, { op: 'cancel' });
        graceTimer = setTimeout(() => end({ op: 'ended', outcome: 'cancelled' }), CANCEL_GRACE_MS);
      }
    },
    setCap(cap) {
      send(worker, { op: 'set-cap', cap });
    },
    watchChanges(on) {
      send(worker, { op: 'watch-changes', on });
    },
  };
}

function workerErrorText(error: Error & { code?: string }): string {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'The job ran out of memory. Use a window or a state TTL to keep less, or fewer keys.'
    : error.message;
}

function send(worker: Worker, message: ToJobWorker): void {
  worker.postMessage(message);
}
