export { castProblem } from './cast/can-cast.ts';
export { compileExpression, compileFilter, compileRowExpression, evaluateConstant } from './compile/compile.ts';
export type { EvaluationContext } from './compile/context.ts';
export type {
  Accumulators,
  AggregateFunction,
  AggregateSetup,
  ArgumentInfo,
  CompiledCall,
  FunctionContext,
  FunctionDefinition,
  Inference,
  ScalarBody,
  ScalarFunction,
  TableFunction,
} from './contract.ts';
export { EvaluationError } from './evaluation-error.ts';
export { allFunctions, findAggregate, findFunction, findScalar } from './registry.ts';
export { equalityOf } from './runtime/value-order.ts';
export { commonType } from './signature/common-type.ts';
export { isImplicit } from './signature/implicit-cast.ts';
