import type { RunOutcome } from '../messages.ts';
import { RunQueue } from './run-queue.ts';

/**
 * Paragraphs started together ("run all"). Each begins once an INSERT that ends by itself in the one before has ended,
 * and none begins after one has failed. Paragraphs outside the batch need not wait for any of this.
 */
export class Batch {
  readonly #queue = new RunQueue();
  #waiting = 0;
  #failed = false;

  /** Everything that was put in has ended. */
  get isOver(): boolean {
    return this.#waiting === 0;
  }

  /** `run` is told how to let the next one begin; `failed` is asked then whether it had better not. */
  async enqueue(run: (written: () => void) => Promise<RunOutcome>, failed: () => boolean): Promise<RunOutcome> {
    let outcome: RunOutcome = 'skipped';
    this.#waiting++;
    await this.#queue.enqueue(async (release) => {
      if (this.#failed) {
        return;
      }
      outcome = await run(() => {
        this.#failed ||= failed();
        release();
      });
      this.#failed ||= failed();
    });
    this.#waiting--;
    return outcome;
  }
}
