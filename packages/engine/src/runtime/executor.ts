import type { Scheduler } from './scheduler.ts';
import type { Subtask } from './subtask.ts';

/** Runs subtasks until all are finished, one fails or the run is cancelled. */
export class Executor {
  readonly #subtasks: readonly Subtask[];
  readonly #scheduler: Scheduler;
  readonly #afterStep: () => void;
  #wake: () => void = () => undefined;
  #woken = false;
  #failure: { readonly error: unknown } | null = null;
  #cancelled = false;

  constructor(subtasks: readonly Subtask[], scheduler: Scheduler, afterStep: () => void) {
    this.#subtasks = subtasks;
    this.#scheduler = scheduler;
    this.#afterStep = afterStep;
  }

  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.wake();
  }

  cancel(): void {
    this.#cancelled = true;
    this.wake();
  }

  /** Throws what `fail` was given or a step threw. */
  async run(): Promise<'finished' | 'cancelled'> {
    for (;;) {
      const ran = this.#runSlice();
      if (this.#failure !== null) {
        throw this.#failure.error;
      }
      if (this.#cancelled) {
        return 'cancelled';
      }
      if (this.#subtasks.every((subtask) => subtask.isFinished)) {
        return 'finished';
      }
      await (ran ? this.#scheduler.yield() : this.#waitForWork());
    }
  }

  #runSlice(): boolean {
    this.#scheduler.beginSlice();
    let ran = false;
    this.#woken = false;
    do {
      const runnable = this.#subtasks.filter((subtask) => subtask.canRun());
      const next = runnable.length === 0 ? undefined : runnable[this.#scheduler.pick(runnable.length)];
      if (next === undefined || this.#stopping) {
        return ran;
      }
      next.step(this.#scheduler.pick);
      this.#afterStep();
      ran = true;
    } while (!this.#scheduler.sliceIsOver());
    return ran;
  }

  get #stopping(): boolean {
    return this.#cancelled || this.#failure !== null;
  }

  #waitForWork(): Promise<void> {
    if (this.#woken) {
      return Promise.resolve();
    }
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    return this.#scheduler.idle(woken);
  }
}
