export {
  type BatchEvaluator,
  type BatchFilter,
  compileExpression,
  compileFilter,
  compileRowExpression,
  evaluateConstant,
} from './compile.ts';
export type { EvaluationContext } from './context.ts';
export { INLINE_SCOPE } from './inline-scope.ts';
export { interpretExpression, type RowEvaluator } from './interpret.ts';
