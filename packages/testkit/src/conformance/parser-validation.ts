/** Checks made after parsing: a statement that Flink's parser takes and its validation refuses must be refused here too. */
import { definitionLookup } from '@riffle/plan';
import { failed, outcomeOfError } from './outcome.ts';
import { type ConformanceResult, runParserCases } from './parser.ts';
import { CompileFailure, SqlSession } from './sql-session.ts';

interface ValidatedCase {
  readonly sql: string;
  readonly validate?: { readonly ok: boolean; readonly error?: string };
}

/** `parser.jsonl`: parses as Flink does, and is refused afterwards where Flink does that. */
export async function runValidatedParserCases(lines: readonly string[]): Promise<readonly ConformanceResult[]> {
  const results: ConformanceResult[] = [];
  for (const line of lines) {
    for (const result of runParserCases([line])) {
      const { sql, validate } = JSON.parse(line) as ValidatedCase;
      const isRefusedLater = result.status === 'pass' && validate?.ok === false;
      results.push(isRefusedLater ? await checkRefusal(result, sql, validate.error) : result);
    }
  }
  return results;
}

async function checkRefusal(result: ConformanceResult, sql: string, error = 'it'): Promise<ConformanceResult> {
  try {
    await new SqlSession(definitionLookup()).compile(sql);
    return { id: result.id, ...failed(`is compiled, but Flink refuses: ${error}`) };
  } catch (problem) {
    return problem instanceof CompileFailure ? result : { id: result.id, ...outcomeOfError(problem) };
  }
}
