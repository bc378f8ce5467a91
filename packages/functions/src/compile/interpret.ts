import type { Value } from '@riffle/columns';
import type { CallExpression, Expression } from '@riffle/plan';
import { bodyOfCall, bodyOfCast } from './call-body.ts';
import { type EvaluationContext, parameterValue, resolveScalar } from './context.ts';
import { flattenOperands, lazyKindOf } from './lazy-call.ts';
import { membershipOf } from './membership.ts';

/** Computes an expression for one row of input values. */
export type RowEvaluator = (row: readonly Value[]) => Value;

/**
 * Makes an expression a tree of closures. Slower than generated code and ready at once: for constants, for
 * expressions too large to generate, and as the reference generated code is tested against.
 */
export function interpretExpression(expression: Expression, context: EvaluationContext): RowEvaluator {
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'input': {
      const { index } = expression;
      return (row) => row[index] as Value;
    }
    case 'parameter': {
      const { name } = expression;
      return () => parameterValue(name, context);
    }
    case 'field': {
      const arg = interpretExpression(expression.arg, context);
      const { index } = expression;
      return (row) => {
        const value = arg(row);
        return value === null ? null : ((value as readonly Value[])[index] as Value);
      };
    }
    case 'cast': {
      const arg = interpretExpression(expression.arg, context);
      const body = bodyOfCast(expression, context);
      return (row) => {
        const value = arg(row);
        return value === null ? null : body(value);
      };
    }
    case 'call':
      return interpretCall(expression, context);
  }
}

function interpretCall(call: CallExpression, context: EvaluationContext): RowEvaluator {
  switch (lazyKindOf(call)) {
    case 'and':
      return interpretLogical(call, context, false);
    case 'or':
      return interpretMembership(call, context) ?? interpretLogical(call, context, true);
    case 'case':
      return interpretCase(call, context);
    case 'coalesce':
      return interpretCoalesce(call, context);
    default:
      return interpretEager(call, context);
  }
}

function interpretEager(call: CallExpression, context: EvaluationContext): RowEvaluator {
  const args = call.args.map((arg) => interpretExpression(arg, context));
  const body = bodyOfCall(call, context);
  const propagates = resolveScalar(call.name, context).nulls === 'propagate';
  return (row) => {
    const values = args.map((arg) => arg(row));
    return propagates && values.includes(null) ? null : body(...values);
  };
}

function interpretMembership(call: CallExpression, context: EvaluationContext): RowEvaluator | undefined {
  const membership = membershipOf(call);
  if (membership === undefined) {
    return undefined;
  }
  const operand = interpretExpression(membership.operand, context);
  return (row) => {
    const value = operand(row);
    return value === null ? null : membership.values.has(value);
  };
}

/** AND is decided by FALSE, OR by TRUE; without it the result is NULL when an operand is. */
function interpretLogical(call: CallExpression, context: EvaluationContext, decisive: boolean): RowEvaluator {
  const operands = flattenOperands(call).map((operand) => interpretExpression(operand, context));
  return (row) => {
    let sawNull = false;
    for (const operand of operands) {
      const value = operand(row);
      if (value === decisive) {
        return decisive;
      }
      sawNull ||= value === null;
    }
    return sawNull ? null : !decisive;
  };
}

function interpretCase(call: CallExpression, context: EvaluationContext): RowEvaluator {
  const parts = call.args.map((arg) => interpretExpression(arg, context));
  return (row) => {
    for (let i = 0; i + 1 < parts.length; i += 2) {
      if ((parts[i] as RowEvaluator)(row) === true) {
        return (parts[i + 1] as RowEvaluator)(row);
      }
    }
    return parts.length % 2 === 1 ? (parts.at(-1) as RowEvaluator)(row) : null;
  };
}

function interpretCoalesce(call: CallExpression, context: EvaluationContext): RowEvaluator {
  const parts = call.args.map((arg) => interpretExpression(arg, context));
  return (row) => {
    for (const part of parts) {
      const value = part(row);
      if (value !== null) {
        return value;
      }
    }
    return null;
  };
}
