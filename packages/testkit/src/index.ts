export { runAggregateCases } from './conformance/aggregates.ts';
export { FAMILIES, type Family, type JudgedCase, runFamily } from './conformance/families.ts';
export { runExpressionCases, runFunctionCases } from './conformance/functions.ts';
export { type ConformanceResult, runCorpusCases, runParserCases } from './conformance/parser.ts';
export { runProgramCases } from './conformance/programs.ts';
export {
  type ConformanceReport,
  type Counts,
  fallsBelow,
  reportJson,
  reportOf,
  reportPage,
  reportText,
  type Summary,
} from './conformance/report.ts';
