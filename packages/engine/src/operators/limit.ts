import { type Batch, takeBatchRows, types } from '@riffle/columns';
import type { LimitNode } from '@riffle/plan';
import type { Operator, OperatorContext } from '../operator.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';

const SEEN: StateSchema = { name: 'seen', keyTypes: [], valueTypes: [types.bigint()] };

/** LIMIT without ORDER BY over rows that are never taken back: the first ones that come. */
export class LimitOperator implements Operator {
  readonly #context: OperatorContext;
  readonly #first: number;
  readonly #last: number;
  #seen = 0;

  constructor(context: OperatorContext, node: LimitNode) {
    this.#context = context;
    this.#first = node.offset;
    this.#last = node.fetch === null ? Number.POSITIVE_INFINITY : node.offset + node.fetch;
  }

  processBatch(batch: Batch): void {
    const from = Math.max(0, this.#first - this.#seen);
    const to = Math.min(batch.rowCount, this.#last - this.#seen);
    this.#seen += batch.rowCount;
    if (to > from) {
      const rows = Int32Array.from({ length: to - from }, (_, i) => from + i);
      this.#context.output.emit(rows.length === batch.rowCount ? batch : takeBatchRows(batch, rows, rows.length));
    }
  }

  snapshot(): readonly StateTable[] {
    return [{ ...SEEN, rows: [[this.#seen]] }];
  }

  restore(state: RestoredState): void {
    this.#seen = (state.rows(SEEN)[0]?.[0] as number | undefined) ?? 0;
  }
}
