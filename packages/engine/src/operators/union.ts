import type { Batch } from '@riffle/columns';
import type { Operator, OperatorContext } from '../operator.ts';

/** All rows of all inputs, as they come; the runtime joins the watermarks. */
export class UnionOperator implements Operator {
  readonly #context: OperatorContext;

  constructor(context: OperatorContext) {
    this.#context = context;
  }

  processBatch(batch: Batch): void {
    this.#context.output.emit(batch);
  }
}
