export { canCast, castProblem } from './can-cast.ts';
export { type CastBody, compileCast } from './compile-cast.ts';
