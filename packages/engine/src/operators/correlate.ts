import { type Batch, kindAt, rowAt, type Value } from '@riffle/columns';
import { findFunction, type TableFunction } from '@riffle/functions';
import type { CorrelateNode } from '@riffle/plan';
import { NotSupportedError } from '../errors.ts';
import { type CompiledRow, compileRow, evaluationContext } from '../expressions.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';

/** Applies a table function to every row and joins the row with what comes out. Keeps the kind of the row; no state. */
export class CorrelateOperator implements Operator {
  readonly #node: CorrelateNode;
  readonly #changes: ChangeBuilder;
  readonly #args: readonly CompiledRow[];
  readonly #apply: (...args: Value[]) => readonly (readonly Value[])[];
  readonly #condition: CompiledRow | null;
  readonly #padding: readonly Value[];

  constructor(context: OperatorContext, node: CorrelateNode) {
    this.#node = node;
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#args = node.call.args.map((arg) => compileRow(arg, context));
    this.#apply = findTableFunction(context, node.call.name).compile({
      argumentTypes: node.call.args.map((arg) => arg.type),
      resultType: node.call.type,
      literals: node.call.args.map((arg) => (arg.kind === 'literal' ? arg.value : undefined)),
      context: evaluationContext(context),
    });
    this.#condition = node.condition === null ? null : compileRow(node.condition, context);
    const width = context.outputTypes.length - (context.inputTypes[0]?.length ?? 0);
    this.#padding = new Array<Value>(width).fill(null);
  }

  processBatch(batch: Batch): void {
    for (let i = 0; i < batch.rowCount; i++) {
      const row = rowAt(batch, i);
      const joined = this.#joinedRows(row);
      for (const each of joined) {
        this.#changes.append(each, kindAt(batch, i));
      }
      if (joined.length === 0 && this.#node.type === 'left') {
        this.#changes.append([...row, ...this.#padding], kindAt(batch, i));
      }
    }
    this.#changes.flush();
  }

  #joinedRows(row: readonly Value[]): (readonly Value[])[] {
    const made = this.#apply(...this.#args.map((arg) => arg(row)));
    const rows = made.map((each, i) => (this.#node.withOrdinality ? [...row, ...each, i + 1] : [...row, ...each]));
    const condition = this.#condition;
    return condition === null ? rows : rows.filter((joined) => condition(joined) === true);
  }
}

function findTableFunction(context: OperatorContext, name: string): TableFunction {
  const found = context.functions.tables?.get(name) ?? findFunction(name);
  if (found?.kind !== 'table') {
    throw new NotSupportedError(`the table function ${name}`);
  }
  return found;
}
