export { type ConformanceResult, runCorpusCases, runParserCases } from './conformance/parser.ts';
