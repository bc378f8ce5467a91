import { type Batch, RowKind, takeBatchRows } from '@riffle/columns';
import type { Operator, OperatorContext } from '../operator.ts';

/** Leaves out -U where nobody behind needs it. */
export class DropUpdateBeforeOperator implements Operator {
  readonly #context: OperatorContext;

  constructor(context: OperatorContext) {
    this.#context = context;
  }

  processBatch(batch: Batch): void {
    if (batch.kinds === null) {
      this.#context.output.emit(batch);
      return;
    }
    const rows = new Int32Array(batch.rowCount);
    let count = 0;
    for (let row = 0; row < batch.rowCount; row++) {
      if (batch.kinds[row] !== RowKind.updateBefore) {
        rows[count++] = row;
      }
    }
    this.#context.output.emit(count === batch.rowCount ? batch : takeBatchRows(batch, rows, count));
  }
}
