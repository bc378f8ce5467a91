/** How operators get their expressions compiled: the one place where the engine meets the compiler of expressions. */
import type { Batch, LogicalType, Value, Vector } from '@riffle/columns';
import {
  compileExpression,
  compileFilter,
  compileRowExpression,
  type EvaluationContext,
  evaluateConstant,
} from '@riffle/functions';
import type { Expression, ParameterExpression } from '@riffle/plan';
import { MIN_WATERMARK, type OperatorContext } from './operator.ts';

/** The value of an expression for every row of a batch. */
export type CompiledVector = (batch: Batch) => Vector;

/** The rows of a batch for which a condition is TRUE, in order. The array is reused by the next call. */
export type CompiledFilter = (batch: Batch) => { readonly rows: Int32Array; readonly count: number };

/** The value of an expression for one row given as values. */
export type CompiledRow = (row: readonly Value[]) => Value;

/** What functions may ask of the run an operator is in. */
export function evaluationContext(context: OperatorContext): EvaluationContext {
  return {
    zone: context.zone,
    now: () => context.clock.now(),
    random: () => context.random.next(),
    parameter: (name) => parameterValue(name, context),
    registered: context.functions.scalars,
    arrays: context.arrays,
  };
}

export function compileVector(
  expression: Expression,
  inputTypes: readonly LogicalType[],
  context: OperatorContext,
): CompiledVector {
  return compileExpression(expression, inputTypes, evaluationContext(context));
}

export function compileFilterRows(
  condition: Expression,
  inputTypes: readonly LogicalType[],
  context: OperatorContext,
): CompiledFilter {
  const filter = compileFilter(condition, inputTypes, evaluationContext(context));
  let rows = new Int32Array(0);
  return (batch) => {
    if (rows.length < batch.rowCount) {
      rows = new Int32Array(batch.rowCount);
    }
    return { rows, count: filter(batch, rows) };
  };
}

export function compileRow(expression: Expression, context: OperatorContext): CompiledRow {
  return compileRowExpression(expression, evaluationContext(context));
}

/** The value of an expression that reads no columns. */
export function constantValue(expression: Expression, context: OperatorContext): Value {
  return evaluateConstant(expression, evaluationContext(context));
}

function parameterValue(name: ParameterExpression['name'], context: OperatorContext): Value {
  switch (name) {
    case 'query-start':
      return context.startedAt;
    case 'current-watermark': {
      const watermark = context.currentWatermark();
      return watermark === MIN_WATERMARK ? null : Math.min(watermark, Number.MAX_SAFE_INTEGER);
    }
    case 'proctime':
    case 'row-timestamp':
      return context.clock.now();
  }
}
