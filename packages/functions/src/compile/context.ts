import type { Value, VectorArrays } from '@riffle/columns';
import type { ParameterExpression } from '@riffle/plan';
import type { FunctionContext, ScalarFunction } from '../contract.ts';
import { findScalar } from '../registry.ts';

/** What expressions are compiled for: the run they are in. */
export interface EvaluationContext extends FunctionContext {
  /** Where the arrays of results come from; each is new when absent. */
  readonly arrays?: VectorArrays | undefined;
  /** The value of what only the runtime knows. Read once a batch, or once a row where rows are evaluated alone. */
  parameter?(name: ParameterExpression['name']): Value;
  /** Functions a user registered, by the name the plan calls them; looked up before the built-in ones. */
  readonly registered?: ReadonlyMap<string, ScalarFunction> | undefined;
}

/** The function a call names. Throws for one that does not exist: the binder should have refused it. */
export function resolveScalar(name: string, context: EvaluationContext): ScalarFunction {
  const found = context.registered?.get(name) ?? findScalar(name);
  if (found === undefined) {
    throw new Error(`not supported yet: the function ${name}`);
  }
  return found;
}

/** What a parameter expression stands for. */
export function parameterValue(name: ParameterExpression['name'], context: EvaluationContext): Value {
  if (context.parameter !== undefined) {
    return context.parameter(name);
  }
  return name === 'current-watermark' ? null : context.now();
}
