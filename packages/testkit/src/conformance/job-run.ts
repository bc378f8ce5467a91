/** Runs jobs in virtual time, one step after the other in a fixed order, and cuts those that never end. */
import { seededRandom, type VirtualClock, voidLogger } from '@riffle/base';
import {
  type Checkpoint,
  type CheckpointStore,
  type ConnectorRuntime,
  createJob,
  type Job,
  type JobOptions,
  type Scheduler,
} from '@riffle/engine';
import type { PhysicalPlan } from '@riffle/plan';

export interface JobSetup {
  readonly plan: PhysicalPlan;
  readonly connectors: ConnectorRuntime;
  readonly clock: VirtualClock;
  readonly batchSize?: number | undefined;
  readonly onRows?: JobOptions['onRows'];
  /** Milliseconds of real time a job may wait for files; none when absent. */
  readonly realWait?: number | undefined;
}

/** Steps a job of a case may take: the largest needs some thousands. */
const STEP_BUDGET = 200_000;
/** How often virtual time may move in one job. */
const CLOCK_BUDGET = 3_000;
/** Turns of the event loop given to promises before virtual time may move. */
const SETTLING_TURNS = 3;
/** Turns of the event loop after which a job without timers and files has nothing to wait for. */
const LAST_TURNS = 20;

/** Runs a job to the end of its input. */
export async function runToEnd(setup: JobSetup, restore?: Checkpoint): Promise<void> {
  const store = memoryStore();
  await jobOf(setup, { store, restore }).run();
}

/**
 * Runs a job whose input never ends until `isDone`, which is asked whenever nothing can run any more before virtual
 * time moves; then stops it with a savepoint.
 */
export async function runUntil(setup: JobSetup, isDone: () => boolean, restore?: Checkpoint): Promise<Checkpoint> {
  const store = memoryStore();
  let stopping: Promise<unknown> | null = null;
  const onQuiet = (): boolean => {
    if (stopping === null && isDone()) {
      stopping = job.stopWithSavepoint();
      stopping.catch(() => undefined);
      return true;
    }
    return false;
  };
  const job: Job = jobOf(setup, { store, restore, onQuiet });
  await job.run();
  await stopping;
  const savepoint = store.saved.at(-1);
  if (savepoint === undefined) {
    throw new JobStuck('the job ended before its savepoint');
  }
  return savepoint;
}

interface JobExtras {
  readonly store: CheckpointStore;
  readonly restore?: Checkpoint | undefined;
  readonly onQuiet?: () => boolean;
}

function jobOf(setup: JobSetup, extras: JobExtras): Job {
  const { plan, connectors, clock, batchSize, onRows, realWait = 0 } = setup;
  return createJob(plan, {
    jobId: 'conformance',
    connectors,
    clock,
    random: seededRandom(1),
    logger: voidLogger,
    scheduler: new StepScheduler({ clock, realWait, onQuiet: extras.onQuiet ?? (() => false) }),
    checkpoint: { store: extras.store },
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(onRows === undefined ? {} : { onRows }),
    ...(extras.restore === undefined ? {} : { restore: { checkpoint: extras.restore } }),
  });
}

/** The job does not come to its end. */
export class JobStuck extends Error {
  override readonly name = 'JobStuck';
}

interface SchedulerParts {
  readonly clock: VirtualClock;
  readonly realWait: number;
  readonly onQuiet: () => boolean;
}

class StepScheduler implements Scheduler {
  readonly #parts: SchedulerParts;
  #steps = 0;
  #moves = 0;

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
  }

  /** The last one that can run: whatever is nearest to the sinks, so that rows pass through before others follow. */
  readonly pick = (count: number): number => {
    this.#steps++;
    if (this.#steps > STEP_BUDGET) {
      throw new JobStuck(`the job is not done after ${STEP_BUDGET} steps`);
    }
    return count - 1;
  };

  beginSlice(): void {
    // Every slice is one step long.
  }

  sliceIsOver(): boolean {
    return true;
  }

  yield(): Promise<void> {
    return Promise.resolve();
  }

  async idle(woken: Promise<void>): Promise<void> {
    let isWoken = false;
    const watching = woken.then(() => {
      isWoken = true;
    });
    await turns(SETTLING_TURNS, () => isWoken);
    if (isWoken || this.#parts.onQuiet()) {
      return watching;
    }
    const next = this.#parts.clock.nextTimer();
    if (next === undefined) {
      await turns(LAST_TURNS, () => isWoken);
      return withinRealTime(watching, isWoken ? Number.POSITIVE_INFINITY : this.#parts.realWait);
    }
    this.#moves++;
    if (this.#moves > CLOCK_BUDGET) {
      throw new JobStuck(`the job is not done though virtual time moved ${CLOCK_BUDGET} times`);
    }
    this.#parts.clock.advanceTo(next);
  }
}

/** Lets the event loop turn, so that promises settle. */
async function turns(count: number, isEnough: () => boolean): Promise<void> {
  for (let turn = 0; turn < count && !isEnough(); turn++) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}

function withinRealTime(woken: Promise<void>, wait: number): Promise<void> {
  if (wait === Number.POSITIVE_INFINITY) {
    return woken;
  }
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new JobStuck('the job waits for something that never comes')), wait);
    woken.then(() => {
      clearTimeout(timer);
      resolve();
    }, reject);
  });
}

interface MemoryStore extends CheckpointStore {
  readonly saved: readonly Checkpoint[];
}

function memoryStore(): MemoryStore {
  const saved: Checkpoint[] = [];
  return {
    saved,
    save(checkpoint) {
      saved.push(structuredClone(checkpoint));
      return Promise.resolve({ location: `memory:${checkpoint.id}`, bytes: 0 });
    },
    load(id) {
      const found = saved.find((checkpoint) => checkpoint.id === id);
      return found === undefined ? Promise.reject(new Error(`there is no checkpoint ${id}`)) : Promise.resolve(found);
    },
    list: () => Promise.resolve(saved.map(({ id }) => id)),
  };
}
