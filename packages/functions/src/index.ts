export * from './cast/index.ts';
export * from './compile/index.ts';
export * from './contract.ts';
export { EvaluationError } from './evaluation-error.ts';
export { allFunctions, findAggregate, findFunction, findScalar } from './registry.ts';
export * from './runtime/index.ts';
export * from './signature/index.ts';
