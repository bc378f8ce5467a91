/** Runs a plan over a case's tables and gives the changes it collects or writes. */
import { seededRandom, VirtualClock, voidLogger } from '@riffle/base';
import { type Batch, kindAt, ROW_KIND_NAMES, type RowKindName, rowAt, type Value } from '@riffle/columns';
import { type Checkpoint, type CheckpointStore, createJob, type Job, SeededScheduler } from '@riffle/engine';
import type { PhysicalPlan } from '@riffle/plan';
import type { OracleCase } from '../model/model.ts';
import { OracleRuntime, type StopPoints } from './memory-source.ts';

export interface ResultChange {
  readonly op: RowKindName;
  readonly row: readonly Value[];
}

/** One way to run a query. */
export interface Way {
  readonly name: string;
  readonly batchSize: number;
  readonly parallelism: number;
  /** Stop there with a savepoint and go on from it. */
  readonly stops: StopPoints;
  readonly restoreParallelism: number;
  /** Written into a table by key instead of collected. */
  readonly keyed: boolean;
}

/** Real milliseconds after which a job that makes no progress is given up. */
const PATIENCE = 10_000;

/** The changes of the result in order, those before and after a restore together. */
export async function runPlan(plan: PhysicalPlan, oracleCase: OracleCase, way: Way): Promise<ResultChange[]> {
  const changes: ResultChange[] = [];
  const clock = new VirtualClock(Date.UTC(2024, 0, 1));
  const phase = { plan, oracleCase, way, clock, changes };
  if (way.stops === null) {
    await patiently(startJob({ ...phase, parallelism: way.parallelism }).job.run());
    return changes;
  }
  const first = startJob({ ...phase, parallelism: way.parallelism, stops: way.stops });
  const running = first.job.run();
  const outcome = await patiently(Promise.race([first.runtime.allStopped, running]));
  if (outcome === 'finished') {
    return changes;
  }
  await patiently(Promise.all([first.job.stopWithSavepoint(), running]));
  const restore = first.saved.at(-1);
  if (restore === undefined) {
    throw new Error('stopping with a savepoint saved nothing');
  }
  await patiently(startJob({ ...phase, parallelism: way.restoreParallelism, restore }).job.run());
  return changes;
}

interface Phase {
  readonly plan: PhysicalPlan;
  readonly oracleCase: OracleCase;
  readonly way: Way;
  readonly clock: VirtualClock;
  readonly changes: ResultChange[];
  readonly parallelism: number;
  readonly stops?: StopPoints;
  readonly restore?: Checkpoint;
}

interface StartedJob {
  readonly job: Job;
  readonly runtime: OracleRuntime;
  readonly saved: readonly Checkpoint[];
}

function startJob({ plan, oracleCase, way, clock, changes, parallelism, stops = null, restore }: Phase): StartedJob {
  const saved: Checkpoint[] = [];
  const onRows = (batch: Batch): void => {
    for (let i = 0; i < batch.rowCount; i++) {
      changes.push({ op: ROW_KIND_NAMES[kindAt(batch, i)], row: rowAt(batch, i) });
    }
  };
  const runtime = new OracleRuntime(oracleCase.tables, stops, onRows);
  const job = createJob(plan, {
    jobId: 'oracle',
    connectors: runtime,
    clock,
    random: seededRandom(oracleCase.seed),
    logger: voidLogger,
    scheduler: new SeededScheduler(oracleCase.seed, clock),
    batchSize: way.batchSize,
    parallelism,
    checkpoint: { store: storeInto(saved) },
    onRows,
    ...(restore === undefined ? {} : { restore: { checkpoint: restore } }),
  });
  return { job, runtime, saved };
}

function storeInto(saved: Checkpoint[]): CheckpointStore {
  return {
    save(checkpoint) {
      saved.push(structuredClone(checkpoint));
      return Promise.resolve({ location: `memory:${checkpoint.id}`, bytes: 0 });
    },
    load: (id) => Promise.reject(new Error(`nobody asks for checkpoint ${id} by its number`)),
    list: () => Promise.resolve(saved.map(({ id }) => id)),
  };
}

async function patiently<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the job is stuck')), PATIENCE);
  });
  try {
    return await Promise.race([work, givenUp]);
  } finally {
    clearTimeout(timer);
  }
}
