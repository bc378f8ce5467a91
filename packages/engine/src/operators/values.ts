import { batchOf, types, type Value } from '@riffle/columns';
import type { ValuesNode } from '@riffle/plan';
import { constantValue } from '../expressions.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import type { SourceHead } from '../runtime/subtask.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';

const EMITTED: StateSchema = { name: 'emitted', keyTypes: null, valueTypes: [types.boolean()], shared: true };

/** Emits constant rows once. */
export class ValuesOperator implements Operator, SourceHead {
  readonly #context: OperatorContext;
  readonly #rows: readonly (readonly Value[])[];
  #emitted = false;

  constructor(context: OperatorContext, node: ValuesNode) {
    this.#context = context;
    this.#rows = node.rows.map((row) => row.map((expression) => constantValue(expression, context)));
  }

  poll(): 'emitted' | 'finished' {
    if (this.#emitted || this.#rows.length === 0) {
      return 'finished';
    }
    this.#emitted = true;
    this.#context.output.emit(batchOf(this.#context.outputTypes, this.#rows));
    return 'emitted';
  }

  available(): Promise<void> {
    return Promise.resolve();
  }

  processBatch(): void {
    throw new Error('constant rows take no input');
  }

  snapshot(): readonly StateTable[] {
    return [{ ...EMITTED, rows: [[this.#emitted]] }];
  }

  restore(state: RestoredState): void {
    this.#emitted = state.rows(EMITTED).some(([emitted]) => emitted === true);
  }
}
