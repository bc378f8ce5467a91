import { VirtualClock, voidLogger } from '@riffle/base';
import { type Batch, batchOf, types } from '@riffle/columns';
import type { SourceNode, WatermarkAssignerNode } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import type { ConnectorContext, SourcePoll } from '../connector.ts';
import { createJob } from '../job.ts';
import { SeededScheduler } from '../runtime/scheduler.ts';
import { testFunctions } from '../testing/functions.ts';
import { MemoryConnectors, rowTexts } from '../testing/memory-connector.ts';
import { aggregate, column, PlanBuilder, rowtime } from '../testing/plan-builder.ts';

/** An unbounded source that is fed while the job runs; splits belong to subtasks as `owner` says. */
class LiveConnectors extends MemoryConnectors {
  readonly #queues = new Map<string, number[][]>();
  readonly #owner: (split: string) => number;
  readonly #wakes: (() => void)[] = [];

  constructor(splits: readonly string[], owner: (split: string) => number) {
    super({});
    this.#owner = owner;
    for (const split of splits) {
      this.#queues.set(split, []);
    }
  }

  feed(split: string, value: number, time: number): void {
    this.#queues.get(split)?.push([value, time, time - 1]);
    for (const wake of this.#wakes.splice(0)) {
      wake();
    }
  }

  override openSource(_node: SourceNode, context: ConnectorContext) {
    const own = [...this.#queues.keys()].filter((split) => this.#owner(split) === context.subtask);
    const columnTypes = [types.int(), rowtime, rowtime];
    return {
      splits: () => own,
      poll: (): SourcePoll => {
        for (const split of own) {
          const row = this.#queues.get(split)?.shift();
          if (row !== undefined) {
            return { kind: 'batch', split, batch: batchOf(columnTypes, [row]) };
          }
        }
        return { kind: 'pending' };
      },
      available: () => new Promise<void>((resolve) => this.#wakes.push(resolve)),
      snapshot: () => null,
      close: () => Promise.resolve(),
    } as never;
  }
}

function sessions(own: Partial<WatermarkAssignerNode>) {
  const p = new PlanBuilder();
  const source = p.source('t', { v: types.int(), ts: rowtime, wm: rowtime });
  const assigned = p.node('watermark-assigner', [source], p.output(source), {
    rowtimeIndex: 1,
    watermark: column(2, rowtime),
    emit: 'on-periodic',
    interval: 200,
    idleTimeout: 15_000,
    ...own,
  });
  const aggregated = p.node(
    'window-aggregate',
    [p.single(assigned)],
    { n: types.bigint(), max: types.int(), end: types.timestamp(3) },
    {
      window: { kind: 'session', gap: 10_000, partitionKeys: [] },
      time: { index: 1, kind: 'rowtime', local: false },
      attached: null,
      grouping: [],
      calls: [aggregate('T_COUNT', types.bigint(), []), aggregate('T_MAX', types.int(), [column(0, types.int())])],
      properties: ['window-end'],
      retracting: false,
    },
  );
  return p.collect(aggregated);
}

/** The eight recorded events: number, shard, time. */
const EVENTS = [
  [6, 1, 1648030822428],
  [4, 10, 1648030809282],
  [3, 14, 1648030797697],
  [5, 14, 1648030810871],
  [7, 8, 1648030834105],
  [1, 12, 1648030794441],
  [2, 12, 1648030796122],
  [8, 12, 1648030887171],
] as const;
const SHARDS_OF_SUBTASK = [[1, 9, 12], [2, 13], [3, 14], [4, 15], [5], [6], [7, 10], [0, 8, 11]];

async function runShards(own: Partial<WatermarkAssignerNode>, clockSteps: number): Promise<string[]> {
  const clock = new VirtualClock();
  const splits = Array.from({ length: 16 }, (_, shard) => `shard-${shard}`);
  const owner = (split: string): number =>
    SHARDS_OF_SUBTASK.findIndex((shards) => shards.includes(Number(split.slice(6))));
  const connectors = new LiveConnectors(splits, owner);
  const rows: string[] = [];
  const job = createJob(sessions(own), {
    jobId: 'shards',
    connectors,
    clock,
    logger: voidLogger,
    functions: testFunctions,
    parallelism: 8,
    scheduler: {
      ...steadyScheduler(),
      idle: (woken) => woken,
    },
    onRows: (batch: Batch) => rows.push(...rowTexts(batch)),
  });
  const running = job.run();
  for (let step = 0; step < clockSteps; step++) {
    await settle();
    clock.advanceBy(1_000);
    const event = EVENTS[step];
    if (event !== undefined) {
      connectors.feed(`shard-${event[1]}`, event[0], event[2]);
    }
  }
  await settle();
  await job.cancel();
  await running;
  return rows;
}

function steadyScheduler() {
  return {
    pick: () => 0,
    beginSlice: () => undefined,
    sliceIsOver: () => true,
    yield: () => Promise.resolve(),
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('watermarks per split', () => {
  it('lets idle shards go: the four sessions of the recorded example close, the last stays open', async () => {
    expect(await runShards({}, 40)).toEqual([
      '+I[3, 3, 1648030807697]',
      '+I[2, 5, 1648030820871]',
      '+I[1, 6, 1648030832428]',
      '+I[1, 7, 1648030844105]',
    ]);
  });

  it('closes nothing while shards that never had a row hold event time back', async () => {
    expect(await runShards({ idleTimeout: 0 }, 40)).toEqual([]);
  });

  it('emits periodic watermarks on the engine clock only', async () => {
    const clock = new VirtualClock();
    const connectors = new LiveConnectors(['a'], () => 0);
    const job = createJob(sessions({ idleTimeout: 0 }), {
      jobId: 'periodic',
      connectors,
      clock,
      logger: voidLogger,
      functions: testFunctions,
      scheduler: { ...steadyScheduler(), idle: (woken) => woken },
    });
    const running = job.run();
    const watermark = () => job.metrics().nodes.find((node) => node.kind === 'window-aggregate')?.watermark;
    connectors.feed('a', 1, 5_000);
    await settle();
    expect(watermark()).toBeNull();
    clock.advanceBy(199);
    await settle();
    expect(watermark()).toBeNull();
    clock.advanceBy(1);
    await settle();
    expect(watermark()).toBe(4_999);
    await job.cancel();
    await running;
  });

  it('takes the lower of two splits', async () => {
    const clock = new VirtualClock();
    const connectors = new LiveConnectors(['a', 'b'], () => 0);
    const job = createJob(sessions({ emit: 'on-event', idleTimeout: 0 }), {
      jobId: 'two',
      connectors,
      clock,
      logger: voidLogger,
      functions: testFunctions,
      scheduler: new SeededScheduler(1, clock),
    });
    const running = job.run();
    const watermark = () => job.metrics().nodes.find((node) => node.kind === 'window-aggregate')?.watermark;
    connectors.feed('a', 1, 5_000);
    await settle();
    expect(watermark()).toBeNull();
    connectors.feed('b', 1, 3_000);
    await settle();
    expect(watermark()).toBe(2_999);
    await job.cancel();
    await running;
  });
});
