import { type Batch, takeRows, type Vector } from '@riffle/columns';
import type { CalcNode } from '@riffle/plan';
import { type CompiledFilter, type CompiledVector, compileFilterRows, compileVector } from '../expressions.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { columnsOf, defaultsOfKeyOnlyDeletes } from './key-only-deletes.ts';

/** Filters, then projects. Keeps the kind of every row and holds no state. */
export class CalcOperator implements Operator {
  readonly #context: OperatorContext;
  readonly #condition: CompiledFilter | null;
  readonly #projections: readonly CompiledVector[];
  /** Columns the projections read: only these are copied when rows are filtered out. */
  readonly #used: ReadonlySet<number>;
  readonly #withDefaults: ReturnType<typeof defaultsOfKeyOnlyDeletes>;

  constructor(context: OperatorContext, node: CalcNode) {
    const inputTypes = context.inputTypes[0] ?? [];
    this.#context = context;
    this.#condition = node.condition === null ? null : compileFilterRows(node.condition, inputTypes, context);
    this.#projections = node.projections.map((projection) => compileVector(projection, inputTypes, context));
    this.#withDefaults = defaultsOfKeyOnlyDeletes(node);
    this.#used = new Set(node.projections.flatMap(columnsOf));
  }

  processBatch(batch: Batch): void {
    const kept = this.#condition === null ? batch : this.#filter(batch, this.#condition);
    if (kept.rowCount > 0) {
      const computed = this.#projections.map((projection) => projection(kept));
      const columns = this.#withDefaults === null ? computed : this.#withDefaults(computed, kept);
      this.#context.output.emit({ rowCount: kept.rowCount, columns, kinds: kept.kinds });
    }
  }

  #filter(batch: Batch, condition: CompiledFilter): Batch {
    const selection = condition(batch);
    const { rows, count } = selection;
    if (count === batch.rowCount) {
      return batch;
    }
    return {
      rowCount: count,
      columns: batch.columns.map(
        (column, i): Vector => (this.#used.has(i) ? takeRows(column, selection, this.#context.arrays) : column),
      ),
      kinds: batch.kinds === null ? null : takeKinds(batch.kinds, rows, count),
    };
  }
}

function takeKinds(kinds: Uint8Array, rows: Int32Array, count: number): Uint8Array {
  const taken = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    taken[i] = kinds[rows[i] as number] as number;
  }
  return taken;
}
