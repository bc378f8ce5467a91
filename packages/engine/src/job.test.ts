import { VirtualClock } from '@riffle/base';
import { types } from '@riffle/columns';
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from './checkpoint/checkpoint.ts';
import { ConnectorError } from './connector.ts';
import { JobError, RestoreError, StateLimitError } from './errors.ts';
import { createJob } from './job.ts';
import type { JobOptions } from './job-options.ts';
import { SeededScheduler } from './runtime/scheduler.ts';
import { testFunctions } from './testing/functions.ts';
import { MemoryConnectors, type MemoryTable, tableOf } from './testing/memory-connector.ts';
import { aggregate, column, PlanBuilder } from './testing/plan-builder.ts';
import { MemoryCheckpoints, runPlan, runWithRestore, sorted } from './testing/run-plan.ts';

const columns = { k: types.int(), v: types.bigint() };

function counting(options: { id?: string; sumType?: 'bigint' | 'int' } = {}) {
  const p = new PlanBuilder();
  const source = p.hash(p.source('t', columns), 0);
  const type = options.sumType === 'int' ? types.int() : types.bigint();
  const aggregated = p.node(
    'group-aggregate',
    [source],
    { k: types.int(), s: type },
    {
      grouping: [0],
      calls: [aggregate('T_SUM', type, [column(1, types.bigint())])],
      generateUpdateBefore: false,
      retracting: false,
      stateTtl: 0,
    },
  );
  return p.collect(aggregated);
}

function optionsFor(connectors: MemoryConnectors, more: Partial<JobOptions> = {}): JobOptions {
  const clock = new VirtualClock();
  return {
    jobId: 'test',
    connectors,
    clock,
    logger: { log: () => undefined },
    scheduler: new SeededScheduler(1, clock),
    functions: testFunctions,
    ...more,
  };
}

function manyKeys(count: number): MemoryTable {
  return tableOf(...Array.from({ length: count }, (_, i) => [i, i]));
}

describe('job', () => {
  it('restores a keyed aggregate taken at parallelism 2 at parallelism 1, whatever the interleaving', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [i % 7, i]);
    const split = { splits: { a: rows.slice(0, 30), b: rows.slice(30) } };
    const final = (changes: readonly string[]): string[] => {
      const last = new Map(changes.map((change) => [change.slice(3).split(',')[0], change]));
      return sorted([...last.values()].map((change) => change.slice(2)));
    };
    const wanted = final(await runPlan(counting(), { t: split }));
    for (let seed = 1; seed <= 10; seed++) {
      const options = { seed, batchSize: 4, parallelism: 2, restoreParallelism: 1, stopAfter: 11 };
      expect(final(await runWithRestore(counting(), { t: split }, options))).toEqual(wanted);
    }
  });

  it('refuses state beyond its limit by name instead of running out of memory', async () => {
    const job = createJob(
      counting(),
      optionsFor(new MemoryConnectors({ t: manyKeys(20_000) }), { memoryLimitBytes: 200_000 }),
    );
    const failure = await job.run().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StateLimitError);
    expect((failure as StateLimitError).operator).toBe('group-aggregate(group-aggregate-2)');
    expect((failure as StateLimitError).message).toMatch(/more than its limit of 0\.2 MiB/);
  });

  it('names the operator a failure happened in and keeps the connector message', async () => {
    const connectors = new MemoryConnectors({ t: manyKeys(1) });
    connectors.openSource = () => {
      throw new ConnectorError('record 7 is not JSON', { retryable: false });
    };
    const failure = await createJob(counting(), optionsFor(connectors))
      .run()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(JobError);
    expect(failure).toMatchObject({ operator: 'source(source-0)', message: 'record 7 is not JSON', retryable: false });
  });

  it('refuses a plan it cannot run yet, before anything is opened', () => {
    const p = new PlanBuilder();
    const source = p.source('t', columns);
    const pattern = { kind: 'quantified', part: { kind: 'variable', name: 'A' }, min: 0, max: null, greedy: true };
    const plan = p.collect(p.node('match', [source], columns, { pattern } as never));
    expect(() => createJob(plan, optionsFor(new MemoryConnectors({})))).toThrow(
      'not supported yet: a PATTERN that matches no rows',
    );
  });

  it('stops when cancelled and settles once all is closed', async () => {
    const connectors = new MemoryConnectors({ t: { ...manyKeys(3), bounded: false } });
    const job = createJob(counting(), optionsFor(connectors));
    const running = job.run();
    await connectors.reached;
    await job.cancel();
    expect(await running).toBe('cancelled');
  });

  it('waits while the consumer of the result takes no rows', async () => {
    let release = (): void => undefined;
    let isFull: Promise<void> | null = null;
    const seen: number[] = [];
    const job = createJob(counting(), {
      ...optionsFor(new MemoryConnectors({ t: manyKeys(5) }), { batchSize: 1 }),
      onRows: (batch) => {
        seen.push(batch.rowCount);
        if (seen.length === 2) {
          isFull = new Promise((resolve) => {
            release = resolve;
          });
        }
      },
      resultReady: () => isFull,
    });
    const running = job.run();
    for (let turn = 0; turn < 20; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(seen).toEqual([1, 1]);
    isFull = null;
    release();
    expect(await running).toBe('finished');
    expect(seen).toEqual([1, 1, 1, 1, 1]);
  });

  it('counts rows in and out of every node', async () => {
    const job = createJob(counting(), optionsFor(new MemoryConnectors({ t: manyKeys(5) })));
    await job.run();
    const { nodes } = job.metrics();
    expect(nodes.map(({ kind, rowsIn, rowsOut, watermark }) => [kind, rowsIn, rowsOut, watermark])).toEqual([
      ['source', 0, 5, null],
      ['exchange', 5, 5, null],
      ['group-aggregate', 5, 5, Number.POSITIVE_INFINITY],
      ['collect', 5, 0, Number.POSITIVE_INFINITY],
    ]);
  });

  it('says which operators share a task, what came in and when a subtask ended', async () => {
    const job = createJob(counting(), optionsFor(new MemoryConnectors({ t: manyKeys(5) })));
    const running = job.metrics().nodes.map(({ finishedAt }) => finishedAt);
    await job.run();
    const { nodes } = job.metrics();
    const bytes = nodes[0]?.bytesOut ?? 0;
    expect(running).toEqual([null, null, null, null]);
    expect(nodes.map(({ kind, task, bytesIn, finishedAt }) => [kind, task, bytesIn, finishedAt !== null])).toEqual([
      ['source', 0, 0, true],
      ['exchange', null, bytes, false],
      ['group-aggregate', 1, bytes, true],
      ['collect', 1, nodes[2]?.bytesOut, true],
    ]);
    expect(bytes).toBeGreaterThan(0);
  });

  it('fails when the last commit cannot be prepared, instead of waiting for it', async () => {
    const connectors = new MemoryConnectors({ t: manyKeys(1) });
    const openSink = connectors.openSink.bind(connectors);
    connectors.openSink = (node, context) => {
      const writer = openSink(node, context);
      writer.prepareCommit = () => Promise.reject(new ConnectorError('the disk is full'));
      return writer;
    };
    const p = new PlanBuilder();
    p.sink(p.source('t', columns));
    const job = createJob(p.collect(), optionsFor(connectors, { checkpoint: { store: new MemoryCheckpoints() } }));
    await expect(job.run()).rejects.toMatchObject({ message: 'the disk is full', operator: 'sink(sink-1)' });
  });

  it('keeps the error of a store that cannot save', async () => {
    const store = new MemoryCheckpoints();
    store.save = () => Promise.reject(new Error('no space left on device'));
    const job = createJob(counting(), optionsFor(new MemoryConnectors({ t: manyKeys(1) }), { checkpoint: { store } }));
    await expect(job.run()).rejects.toThrow('no space left on device');
  });

  it('refuses windows that fire early', () => {
    const p = new PlanBuilder();
    const source = p.source('t', columns);
    const own = {
      window: { kind: 'tumble', size: 1, offset: 0 },
      emit: { earlyDelay: 5, lateDelay: null, allowedLateness: 0 },
    };
    const plan = p.collect(p.node('group-window-aggregate', [source], columns, own as never));
    expect(() => createJob(plan, optionsFor(new MemoryConnectors({})))).toThrow(
      'not supported yet: windows that fire early',
    );
  });

  it('takes checkpoints at intervals, and one at the end', async () => {
    const clock = new VirtualClock();
    const store = new MemoryCheckpoints();
    const connectors = new MemoryConnectors({ t: { ...manyKeys(3), bounded: false } });
    const job = createJob(
      counting(),
      optionsFor(connectors, {
        clock,
        scheduler: new SeededScheduler(1, clock),
        checkpoint: { store, intervalMs: 100 },
      }),
    );
    const running = job.run();
    while (store.saved.length < 3) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await job.cancel();
    await running;
    expect(store.saved.slice(0, 3).map(({ id, takenAt }) => [id, takenAt])).toEqual([
      [1, 100],
      [2, 200],
      [3, 300],
    ]);
  });
});

describe('restore', () => {
  async function checkpointOf(plan = counting()): Promise<Checkpoint> {
    const store = new MemoryCheckpoints();
    await createJob(plan, optionsFor(new MemoryConnectors({ t: manyKeys(3) }), { checkpoint: { store } })).run();
    return store.saved.at(-1) as Checkpoint;
  }

  it('refuses state of other types, naming the operator', async () => {
    const saved = await checkpointOf();
    const operators = saved.operators.map((operator) => ({
      ...operator,
      tables: operator.tables.map((table) =>
        table.name === 'groups' ? { ...table, keyTypes: [types.string()] } : table,
      ),
    }));
    const job = createJob(
      counting(),
      optionsFor(new MemoryConnectors({ t: manyKeys(3) }), { restore: { checkpoint: { ...saved, operators } } }),
    );
    const failure = await job.run().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RestoreError);
    expect((failure as Error).message).toContain(
      'The state "groups" of "group-aggregate(group-aggregate-2)" was saved as [',
    );
  });

  it('refuses state the plan has no place for, unless told to leave it behind', async () => {
    const saved = await checkpointOf();
    const operators = [
      ...saved.operators,
      { ...(saved.operators[1] as Checkpoint['operators'][number]), id: 'gone', description: 'Gone' },
    ];
    const restore = { checkpoint: { ...saved, operators } };
    const connectors = new MemoryConnectors({ t: manyKeys(3) });
    expect(() => createJob(counting(), optionsFor(connectors, { restore }))).toThrow(
      'Checkpoint 1 holds state of "Gone", which the plan no longer has.',
    );
    const allowed = createJob(
      counting(),
      optionsFor(connectors, { restore: { ...restore, allowNonRestoredState: true } }),
    );
    expect(await allowed.run()).toBe('finished');
  });

  it('refuses a format from the future', async () => {
    const saved = await checkpointOf();
    const restore = { checkpoint: { ...saved, formatVersion: 99 } };
    expect(() => createJob(counting(), optionsFor(new MemoryConnectors({}), { restore }))).toThrow(/format version 99/);
  });
});
