/** Runs Flink's semantic programs: tables are set up, INSERTs run as jobs, and the sinks' changes are compared. */
import { must } from '@riffle/base';
import { type Outcome, outcomeOfError, PASSED } from './outcome.ts';
import type { ConformanceResult } from './parser.ts';
import { isSource, type ProgramCase, type ProgramRun } from './program-case.ts';
import { ProgramWorld, type Way } from './program-world.ts';
import { sourceOrders, type TurnOrder } from './values/turns.ts';

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

/**
 * Sources run side by side in Flink: its expectation is one of the outcomes that their order leaves open, and any one
 * order that gives it will do.
 */
async function runAnyWay(program: ProgramCase, run: ProgramRun, batchSize: number | undefined): Promise<Outcome> {
  let first: Outcome | undefined;
  for (const turns of turnsOf(program, run)) {
    const outcome = await runOneWay(program, run, { batchSize, turns });
    if (outcome.status !== 'fail') {
      return outcome;
    }
    first ??= outcome;
  }
  return must(first);
}

/** Batch mode shows only final rows, whatever the order. */
function turnsOf({ setup }: ProgramCase, { base }: ProgramRun): readonly (TurnOrder | null)[] {
  return base === 'BatchRestoreTestBase' ? [null] : sourceOrders(setup.filter(isSource).map(({ name }) => name));
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
