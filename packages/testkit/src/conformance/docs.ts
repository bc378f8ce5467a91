import type { ConformanceResult } from './parser.ts';
export async function runDocsCases(_lines: Iterable<string>): Promise<readonly ConformanceResult[]> {
  return [];
}
