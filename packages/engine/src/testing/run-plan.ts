import { seededRandom, VirtualClock, voidLogger } from '@riffle/base';
import type { Batch } from '@riffle/columns';
import type { PhysicalPlan } from '@riffle/plan';
import type { Checkpoint, CheckpointStore } from '../checkpoint/checkpoint.ts';
import { createJob } from '../job.ts';
import type { JobOptions } from '../job-options.ts';
import { SeededScheduler } from '../runtime/scheduler.ts';
import { testFunctions } from './functions.ts';
import { MemoryConnectors, type MemoryTable, rowTexts } from './memory-connector.ts';

export type Tables = Readonly<Record<string, MemoryTable>>;

/** Keeps checkpoints as they are. */
export class MemoryCheckpoints implements CheckpointStore {
  readonly saved: Checkpoint[] = [];

  save(checkpoint: Checkpoint): Promise<{ location: string; bytes: number }> {
    this.saved.push(structuredClone(checkpoint));
    return Promise.resolve({ location: `memory:${checkpoint.id}`, bytes: 0 });
  }

  load(id: number): Promise<Checkpoint> {
    return Promise.resolve(this.saved.find((checkpoint) => checkpoint.id === id) as Checkpoint);
  }

  list(): Promise<readonly number[]> {
    return Promise.resolve(this.saved.map((checkpoint) => checkpoint.id));
  }
}

export interface RunOptions extends Partial<JobOptions> {
  readonly seed?: number;
  readonly clock?: VirtualClock;
}

/** Runs a plan over tables to the end and gives its changes in order: collected rows, then rows written by sinks. */
export async function runPlan(plan: PhysicalPlan, tables: Tables, options: RunOptions = {}): Promise<string[]> {
  const connectors = new MemoryConnectors(tables);
  const rows: string[] = [];
  await createJob(plan, jobOptions(connectors, rows, options)).run();
  return [...rows, ...connectors.written];
}

/** Runs until every split has given `stopAfter` rows, takes a savepoint, and runs the rest from it. */
export async function runWithRestore(
  plan: PhysicalPlan,
  tables: Tables,
  options: RunOptions & { readonly stopAfter: number; readonly restoreParallelism?: number },
): Promise<string[]> {
  const clock = options.clock ?? new VirtualClock();
  const store = new MemoryCheckpoints();
  const before = new MemoryConnectors(tables, options.stopAfter);
  const rows: string[] = [];
  const first = createJob(plan, { ...jobOptions(before, rows, { ...options, clock }), checkpoint: { store } });
  const running = first.run();
  await Promise.race([before.reached, running]);
  await first.stopWithSavepoint();
  const after = new MemoryConnectors(tables, undefined, before.committed);
  const checkpoint = store.saved.at(-1) as Checkpoint;
  const parallelism = options.restoreParallelism ?? options.parallelism ?? 1;
  const second = createJob(plan, {
    ...jobOptions(after, rows, { ...options, clock, parallelism }),
    checkpoint: { store },
    restore: { checkpoint },
  });
  await second.run();
  return [...rows, ...before.written, ...after.written];
}

/**
 * Runs a plan in every way that must not change its result: straight, row by row, over a savepoint after each of some
 * numbers of rows, at parallelism 2, and from 2 to 1 and back. Gives the changes of the straight run in order; throws
 * when another way gives other changes (compared without order, as keys may overtake each other).
 */
export async function runAllWays(
  plan: PhysicalPlan,
  tables: Tables,
  options: RunOptions & { readonly final?: boolean } = {},
): Promise<string[]> {
  const straight = await runPlan(plan, tables, options);
  const compare = options.final === true ? finalRows : sorted;
  const wanted = compare(straight);
  const ways: Record<string, Promise<string[]>> = {};
  const longest = Math.max(
    ...Object.values(tables).flatMap((table) => Object.values(table.splits).map((rows) => rows.length)),
  );
  ways['batch size 1'] = runPlan(plan, tables, { ...options, batchSize: 1, seed: 3 });
  ways['parallelism 2'] = runPlan(plan, tables, { ...options, batchSize: 3, parallelism: 2, seed: 5 });
  for (const stopAfter of new Set([1, Math.floor(longest / 2), longest - 1])) {
    ways[`restored after ${stopAfter}`] = runWithRestore(plan, tables, { ...options, stopAfter });
    ways[`restored after ${stopAfter} from 2 to 1`] = runWithRestore(plan, tables, {
      ...options,
      stopAfter,
      parallelism: 2,
      restoreParallelism: 1,
    });
    ways[`restored after ${stopAfter} from 1 to 2`] = runWithRestore(plan, tables, {
      ...options,
      stopAfter,
      restoreParallelism: 2,
    });
  }
  for (const [way, result] of Object.entries(ways)) {
    const got = compare(await result);
    if (got.join('\n') !== wanted.join('\n')) {
      throw new Error(`${way}: got\n${got.join('\n')}\ninstead of\n${wanted.join('\n')}`);
    }
  }
  return straight;
}

export function sorted(rows: readonly string[]): string[] {
  return [...rows].sort();
}

/** The rows that are left when all changes have been applied, sorted. Throws when something unknown is taken back. */
export function finalRows(changes: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const change of changes) {
    const row = change.slice(2);
    const by = change.startsWith('-') ? -1 : 1;
    counts.set(row, (counts.get(row) ?? 0) + by);
  }
  const left = [...counts].flatMap(([row, count]) => {
    if (count < 0) {
      throw new Error(`the changes take back ${row}, which was not there:\n${changes.join('\n')}`);
    }
    return new Array<string>(count).fill(row);
  });
  return left.sort();
}

function jobOptions(connectors: MemoryConnectors, rows: string[], options: RunOptions): JobOptions {
  const { seed = 1, clock = new VirtualClock(), ...rest } = options;
  return {
    jobId: 'test',
    connectors,
    clock,
    random: seededRandom(seed),
    logger: voidLogger,
    scheduler: new SeededScheduler(seed, clock),
    functions: testFunctions,
    onRows: (batch: Batch) => {
      rows.push(...rowTexts(batch));
    },
    ...rest,
  };
}
