/** Runs Flink's semantic programs: tables are set up, INSERTs run as jobs, and the sinks' changes are compared. */
import { must } from '@riffle/base';
import type { Interleaving } from './job-run.ts';
import { type Outcome, outcomeOfError, PASSED } from './outcome.ts';
import type { ConformanceResult } from './parser.ts';
import { isSource, type ProgramCase, type ProgramRun } from './program-case.ts';
import { ProgramWorld, type Way } from './program-world.ts';

/** `programs.jsonl`: a program passes when each of its runs does, with whole batches and row by row. */
export async function runProgramCases(lines: Iterable<string>): Promise<readonly ConformanceResult[]> {
  const results: ConformanceResult[] = [];
  for (const line of lines) {
    if (line.trim() !== '') {
      const program = JSON.parse(line) as ProgramCase;
      results.push({ id: program.id, ...(await runProgram(program)) });
    }
  }
  return results;
}

const BATCH_SIZES: readonly (number | undefined)[] = [undefined, 1];
const INTERLEAVINGS: readonly Interleaving[] = ['first', 'alternating', 'last'];

async function runProgram(program: ProgramCase): Promise<Outcome> {
  for (const run of program.runs) {
    for (const batchSize of BATCH_SIZES) {
      const outcome = await runAnyWay(program, run, batchSize);
      if (outcome.status !== 'pass') {
        const size = batchSize === undefined ? '' : `, batch size ${batchSize}`;
        return { ...outcome, reason: `${run.base}${size}: ${outcome.reason}` };
      }
    }
  }
  return PASSED;
}

/** Sources run side by side in Flink: its expectation is one of the outcomes that their interleaving leaves open. */
async function runAnyWay(program: ProgramCase, run: ProgramRun, batchSize: number | undefined): Promise<Outcome> {
  const sources = program.setup.filter(isSource);
  const ways = sources.length > 1 ? INTERLEAVINGS : INTERLEAVINGS.slice(0, 1);
  let first: Outcome | undefined;
  for (const interleaving of ways) {
    const outcome = await runOneWay(program, run, { batchSize, interleaving });
    if (outcome.status !== 'fail') {
      return outcome;
    }
    first ??= outcome;
  }
  return must(first);
}

async function runOneWay(program: ProgramCase, run: ProgramRun, way: Way): Promise<Outcome> {
  try {
    const world = await ProgramWorld.of(program, run.base === 'BatchRestoreTestBase', way);
    switch (run.base) {
      case 'SemanticTestBase':
        return await world.runSemantic();
      case 'RestoreTestBase':
        return await world.runRestore(run.afterRestore ?? 'FINITE');
      case 'BatchRestoreTestBase':
        return await world.runBatch();
    }
  } catch (error) {
    return outcomeOfError(error);
  }
}
