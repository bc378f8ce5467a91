import type { Clock, Millis } from '@riffle/base';
import { NotebookError } from './notebook-error.ts';

interface Waiting<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}

/** Questions sent to the interpreter whose answers are still to come, each for a limited time. */
export class PendingReplies<T> {
  readonly #clock: Clock;
  readonly #timeout: Millis;
  readonly #late: string;
  readonly #waiting = new Map<number, Waiting<T>>();
  #nextId = 0;

  /** `late` is what is said when no answer has come in time. */
  constructor(clock: Clock, timeout: Millis, late: string) {
    this.#clock = clock;
    this.#timeout = timeout;
    this.#late = late;
  }

  /** Sends a question under a number of its own; rejects with a `NotebookError` when the answer is late. */
  ask(send: (requestId: number) => void): Promise<T> {
    const requestId = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const cancelTimer = this.#clock.schedule(this.#clock.now() + this.#timeout, () => {
      this.fail(requestId, this.#late);
    });
    const settle = (): void => {
      cancelTimer();
      this.#waiting.delete(requestId);
    };
    this.#waiting.set(requestId, {
      resolve: (value) => {
        settle();
        resolve(value);
      },
      reject: (error) => {
        settle();
        reject(error);
      },
    });
    send(requestId);
    return promise;
  }

  /** An answer that nobody waits for any more is dropped. */
  answer(requestId: number, value: T): void {
    this.#waiting.get(requestId)?.resolve(value);
  }

  fail(requestId: number, message: string): void {
    this.#waiting.get(requestId)?.reject(new NotebookError('failed', message));
  }

  failAll(message: string): void {
    for (const requestId of [...this.#waiting.keys()]) {
      this.fail(requestId, message);
    }
  }
}
