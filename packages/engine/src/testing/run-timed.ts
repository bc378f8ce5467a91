import { type Clock, type Json, type Millis, VirtualClock, voidLogger } from '@riffle/base';
import type { Batch } from '@riffle/columns';
import type { PhysicalPlan, SourceNode } from '@riffle/plan';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { ConnectorContext, ConnectorRuntime, LookupReader, SourcePoll, SourceReader } from '../connector.ts';
import { createJob } from '../job.ts';
import type { Job } from '../job-options.ts';
import { SeededScheduler } from '../runtime/scheduler.ts';
import { testFunctions } from './functions.ts';
import { rowTexts, type TestRow, testBatch } from './memory-connector.ts';
import { MemoryCheckpoints } from './run-plan.ts';

/** Rows by the time they come, ascending. */
export type TimedTable = readonly (readonly [at: Millis, row: TestRow])[];
export type TimedTables = Readonly<Record<string, TimedTable>>;

export interface TimedOptions {
  /** When the input ends. */
  readonly until: Millis;
  /** When a savepoint is taken and the job goes on from it. */
  readonly restoreAt?: Millis;
  /** The table that lookup joins ask. */
  readonly lookup?: (clock: Clock) => LookupReader;
  /** Takes the job that runs last, after it has ended. */
  readonly inspect?: (job: Job) => void;
}

/** Runs a plan on the virtual clock while rows come at given times. Gives each change with the time it came: `5 +I[a]`. */
export async function runTimed(plan: PhysicalPlan, tables: TimedTables, options: TimedOptions): Promise<string[]> {
  const clock = new VirtualClock();
  const store = new MemoryCheckpoints();
  const changes: string[] = [];
  const jobFrom = (checkpoint: Checkpoint | undefined): Job =>
    createJob(plan, {
      jobId: 'timed',
      connectors: timedConnectors(tables, options, clock),
      clock,
      logger: voidLogger,
      functions: testFunctions,
      scheduler: new SeededScheduler(1, clock),
      checkpoint: { store },
      onRows: (batch: Batch) => changes.push(...rowTexts(batch).map((text) => `${clock.now()} ${text}`)),
      ...(checkpoint === undefined ? {} : { restore: { checkpoint } }),
    });
  let job = jobFrom(undefined);
  if (options.restoreAt !== undefined) {
    const first = job;
    const stopping = new Promise<unknown>((resolve) => {
      clock.schedule(options.restoreAt as Millis, () => resolve(first.stopWithSavepoint()));
    });
    await first.run();
    await stopping;
    job = jobFrom(store.saved.at(-1));
  }
  await job.run();
  options.inspect?.(job);
  return changes;
}

function timedConnectors(tables: TimedTables, options: TimedOptions, clock: Clock): ConnectorRuntime {
  const { lookup } = options;
  return {
    openSource: (node, context) =>
      new TimedReader({ node, rows: tables[node.table.object] ?? [], until: options.until, context }),
    openSink: () => {
      throw new Error('timed plans collect their rows');
    },
    ...(lookup === undefined ? {} : { openLookup: () => lookup(clock) }),
  };
}

interface TimedParts {
  readonly node: SourceNode;
  readonly rows: TimedTable;
  readonly until: Millis;
  readonly context: ConnectorContext & { readonly restored: Json | null };
}

class TimedReader implements SourceReader {
  readonly #parts: TimedParts;
  #next: number;

  constructor(parts: TimedParts) {
    this.#parts = parts;
    this.#next = (parts.context.restored as { next?: number } | null)?.next ?? 0;
  }

  splits(): readonly string[] {
    return ['only'];
  }

  poll(): SourcePoll {
    const { context, node, rows, until } = this.#parts;
    const due = rows[this.#next];
    if (due !== undefined && due[0] <= context.clock.now()) {
      this.#next++;
      const types = node.output.map(({ type }) => type);
      return { kind: 'batch', split: 'only', batch: testBatch(types, [due[1]]) };
    }
    return due === undefined && context.clock.now() >= until ? { kind: 'finished' } : { kind: 'pending' };
  }

  available(): Promise<void> {
    const { context, rows, until } = this.#parts;
    return new Promise((resolve) => {
      context.clock.schedule(rows[this.#next]?.[0] ?? until, resolve);
    });
  }

  snapshot(): Json {
    return { next: this.#next };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
