import type { Batch } from '@riffle/columns';
import type { Operator } from '../operator.ts';

export interface ResultConsumer {
  onRows(batch: Batch): void;
  resultReady(): Promise<void> | null;
}

/** Hands every change to whoever asked for the result, in order, and waits while they take none. */
export class CollectOperator implements Operator {
  readonly #consumer: ResultConsumer;

  constructor(consumer: ResultConsumer) {
    this.#consumer = consumer;
  }

  processBatch(batch: Batch): void {
    this.#consumer.onRows(batch);
  }

  ready(): Promise<void> | null {
    return this.#consumer.resultReady();
  }
}
