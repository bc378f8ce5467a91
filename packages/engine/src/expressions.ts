/** How operators get their expressions compiled: the one place where the engine meets `@riffle/functions`' compiler. */
import { type Batch, type LogicalType, type Value, type Vector, VectorBuilder, valueAt } from '@riffle/columns';
import { type FunctionContext, findScalar, type ScalarBody } from '@riffle/functions';
import type { Expression } from '@riffle/plan';
import { NotSupportedError } from './errors.ts';
import { MIN_WATERMARK, type OperatorContext } from './operator.ts';

/** The value of an expression for every row of a batch. */
export type CompiledVector = (batch: Batch) => Vector;

/** The rows of a batch for which a condition is TRUE, in order. The array is reused by the next call. */
export type CompiledFilter = (batch: Batch) => { readonly rows: Int32Array; readonly count: number };

/** The value of an expression for one row given as values. */
export type CompiledRow = (row: readonly Value[]) => Value;

export function functionContext(context: OperatorContext): FunctionContext {
  return {
    zone: context.zone,
    now: () => context.clock.now(),
    random: () => context.random.next(),
  };
}

export function compileVector(
  expression: Expression,
  inputTypes: readonly LogicalType[],
  context: OperatorContext,
): CompiledVector {
  if (expression.kind === 'input') {
    return (batch) => batch.columns[expression.index] as Vector;
  }
  const evaluate = compileRow(expression, inputTypes, context);
  return (batch) => {
    const builder = new VectorBuilder(expression.type, Math.max(1, batch.rowCount));
    const row: Value[] = [];
    for (let i = 0; i < batch.rowCount; i++) {
      for (let c = 0; c < batch.columns.length; c++) {
        row[c] = valueAt(batch.columns[c] as Vector, i);
      }
      builder.append(evaluate(row));
    }
    return builder.finish();
  };
}

export function compileFilterRows(
  expression: Expression,
  inputTypes: readonly LogicalType[],
  context: OperatorContext,
): CompiledFilter {
  const evaluate = compileVector(expression, inputTypes, context);
  let rows = new Int32Array(0);
  return (batch) => {
    if (rows.length < batch.rowCount) {
      rows = new Int32Array(batch.rowCount);
    }
    const column = evaluate(batch);
    let count = 0;
    for (let i = 0; i < batch.rowCount; i++) {
      if (valueAt(column, i) === true) {
        rows[count++] = i;
      }
    }
    return { rows, count };
  };
}

export function compileRow(
  expression: Expression,
  inputTypes: readonly LogicalType[],
  context: OperatorContext,
): CompiledRow {
  switch (expression.kind) {
    case 'literal':
      return () => expression.value;
    case 'input':
      return (row) => row[expression.index] as Value;
    case 'parameter':
      return parameterOf(expression.name, context);
    case 'call': {
      const args = expression.args.map((arg) => compileRow(arg, inputTypes, context));
      const body = bodyOf(expression, context);
      return (row) => body(...args.map((arg) => arg(row)));
    }
    default:
      throw new NotSupportedError(`expressions of kind ${expression.kind}`);
  }
}

function bodyOf(expression: Extract<Expression, { kind: 'call' }>, context: OperatorContext): ScalarBody {
  const definition = context.functions.scalars?.get(expression.name) ?? findScalar(expression.name);
  if (definition === undefined) {
    throw new NotSupportedError(`the function ${expression.name}`);
  }
  const body = definition.compile({
    argumentTypes: expression.args.map((arg) => arg.type),
    resultType: expression.type,
    literals: expression.args.map((arg) => (arg.kind === 'literal' ? arg.value : undefined)),
    context: functionContext(context),
  });
  return definition.nulls === 'handled' ? body : (...args) => (args.includes(null) ? null : body(...args));
}

function parameterOf(name: string, context: OperatorContext): CompiledRow {
  switch (name) {
    case 'query-start':
      return () => context.startedAt;
    case 'current-watermark':
      return () => {
        const watermark = context.currentWatermark();
        return watermark === MIN_WATERMARK ? null : watermark;
      };
    default:
      return () => context.clock.now();
  }
}

/** The value of an expression that reads no columns. */
export function constantValue(expression: Expression, context: OperatorContext): Value {
  return compileRow(expression, [], context)([]);
}
