export { runAggregateCases } from './conformance/aggregates.ts';
export { runExpressionCases, runFunctionCases } from './conformance/functions.ts';
export { type ConformanceResult, runCorpusCases, runParserCases } from './conformance/parser.ts';
