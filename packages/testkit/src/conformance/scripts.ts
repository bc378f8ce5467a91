import type { ConformanceResult } from './parser.ts';
export async function runScriptCases(_lines: Iterable<string>): Promise<readonly ConformanceResult[]> {
  return [];
}
