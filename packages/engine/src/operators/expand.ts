import { type Batch, kindAt, type Vector, valueAt } from '@riffle/columns';
import type { ExpandNode } from '@riffle/plan';
import { type CompiledVector, compileVector } from '../expressions.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';

/** Repeats every row once per projection, keeping its kind. */
export class ExpandOperator implements Operator {
  readonly #projections: readonly (readonly CompiledVector[])[];
  readonly #changes: ChangeBuilder;

  constructor(context: OperatorContext, node: ExpandNode) {
    const inputTypes = context.inputTypes[0] ?? [];
    this.#projections = node.projections.map((projection) =>
      projection.map((expression) => compileVector(expression, inputTypes, context)),
    );
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
  }

  processBatch(batch: Batch): void {
    const copies = this.#projections.map((projection) => projection.map((evaluate) => evaluate(batch)));
    for (let row = 0; row < batch.rowCount; row++) {
      for (const copy of copies) {
        this.#changes.append(
          copy.map((column: Vector) => valueAt(column, row)),
          kindAt(batch, row),
        );
      }
    }
    this.#changes.flush();
  }
}
