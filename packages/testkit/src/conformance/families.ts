/** The families of conformance cases: a file each, and what runs it. */
import { runAggregateCases } from './aggregates.ts';
import { runDocsCases } from './docs.ts';
import { runExpressionCases, runFunctionCases } from './functions.ts';
import { outcomeOfError } from './outcome.ts';
import { type ConformanceResult, runCorpusCases } from './parser.ts';
import { runValidatedParserCases } from './parser-validation.ts';
import { runProgramCases } from './programs.ts';
import { runScriptCases } from './scripts.ts';

/** In the order in which reports list them. */
export const FAMILIES = [
  'parser',
  'programs',
  'functions',
  'expressions',
  'aggregates',
  'corpus',
  'scripts',
  'docs',
] as const;
export type Family = (typeof FAMILIES)[number];

interface FamilyRunner {
  readonly run: Run;
  /** The part of the family a case belongs to. */
  groupOf(line: CaseLine): string;
}

/** What lines of all files have. */
interface CaseLine {
  readonly id: string;
  readonly [field: string]: unknown;
}

const field =
  (name: string) =>
  (line: CaseLine): string =>
    String(line[name]);

type Run = (lines: readonly string[]) => readonly ConformanceResult[] | Promise<readonly ConformanceResult[]>;

/** Runs each case by itself: whatever it throws is its own failure. */
function lineByLine(run: Run): Run {
  return async (lines) => {
    const results: ConformanceResult[] = [];
    for (const line of lines) {
      try {
        results.push(...(await run([line])));
      } catch (error) {
        results.push({ id: (JSON.parse(line) as CaseLine).id, ...outcomeOfError(error) });
      }
    }
    return results;
  };
}

const RUNNERS: { readonly [F in Family]: FamilyRunner } = {
  parser: { run: lineByLine(runValidatedParserCases), groupOf: ({ id }) => id.split('.')[0] ?? id },
  programs: { run: lineByLine(runProgramCases), groupOf: field('family') },
  functions: { run: lineByLine(runFunctionCases), groupOf: field('class') },
  expressions: { run: lineByLine(runExpressionCases), groupOf: field('class') },
  aggregates: { run: lineByLine(runAggregateCases), groupOf: field('class') },
  corpus: { run: lineByLine(runCorpusCases), groupOf: field('sqlKind') },
  scripts: { run: runScriptCases, groupOf: ({ runner, file }) => `${runner}: ${file}` },
  docs: { run: lineByLine(runDocsCases), groupOf: ({ file }) => String(file).replace('docs/content/docs/', '') },
};

/** A judged case with the place it came from. */
export interface JudgedCase extends ConformanceResult {
  readonly family: Family;
  readonly group: string;
}

/**
 * Judges the lines of a family's file. `wanted` chooses cases; those that share a session with a wanted one run as well
 * but are not reported.
 */
export async function runFamily(
  family: Family,
  lines: readonly string[],
  wanted: (id: string) => boolean,
): Promise<readonly JudgedCase[]> {
  const cases = lines
    .filter((line) => line.trim() !== '')
    .map((text) => ({ text, line: JSON.parse(text) as CaseLine }));
  const { run, groupOf } = RUNNERS[family];
  const sessions = new Set(cases.filter(({ line }) => wanted(line.id)).map(({ line }) => sessionOf(family, line)));
  const running = cases.filter(({ line }) => sessions.has(sessionOf(family, line)));
  const groups = new Map(running.map(({ line }) => [line.id, groupOf(line)]));
  const results = await run(running.map(({ text }) => text));
  return results
    .filter(({ id }) => wanted(id))
    .map((result) => ({ ...result, family, group: groups.get(result.id) ?? '' }));
}

/** Scripts keep state from block to block; every other case stands alone. */
function sessionOf(family: Family, line: CaseLine): string {
  return family === 'scripts' ? RUNNERS.scripts.groupOf(line) : line.id;
}
