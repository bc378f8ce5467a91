import type { Value } from '@riffle/columns';
import type { CallExpression, CastExpression, Expression } from '@riffle/plan';
import { compileCast } from '../cast/compile-cast.ts';
import type { ScalarBody } from '../contract.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { type EvaluationContext, resolveScalar } from './context.ts';

/** The body of a call, prepared for its types and constant arguments. */
export function bodyOfCall(call: CallExpression, context: EvaluationContext): ScalarBody {
  return resolveScalar(call.name, context).compile({
    argumentTypes: call.args.map(({ type }) => type),
    resultType: call.type,
    literals: call.args.map(literalOf),
    context,
  });
}

function literalOf(expression: Expression): Value | undefined {
  return expression.kind === 'literal' ? expression.value : undefined;
}

/** The body of a cast of values that are not NULL; TRY_CAST gives NULL for what cannot be cast. */
export function bodyOfCast(cast: CastExpression, context: EvaluationContext): (value: Value) => Value {
  const body = compileCast(cast.arg.type, cast.type, context);
  if (cast.mode !== 'try') {
    return body;
  }
  return (value) => {
    try {
      return body(value);
    } catch (error) {
      if (error instanceof EvaluationError) {
        return null;
      }
      throw error;
    }
  };
}
