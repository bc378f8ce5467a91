// State of a keyed aggregate from 10³ to 10⁶ keys: bytes per key and time per record, as a curve.
// Usage: node bench/engine-state.ts [records]
//
// Method: COUNT(*) and SUM by key over seeded records of evenly spread keys, every record giving its change. Each point
// runs in a process of its own, so that no run finds the heap of another. Per point: one job that meets every key
// once (the heap it leaves, after a collection, is the real size of the state), then the same job goes on with records
// of known keys, which is what is timed; best of five stretches. `ratio` compares with the point before.
import { spawnSync } from 'node:child_process';
import { seededRandom, systemClock, voidLogger } from '@riffle/base';
import { type Batch, type LogicalType, types, type Vector } from '@riffle/columns';
import { type ConnectorRuntime, createJob, type Job } from '@riffle/engine';
import { insertOnly, type PhysicalNode, type PhysicalPlan } from '@riffle/plan';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const STRETCHES = 5;
const BATCH = 2_048;

interface Point {
  readonly keys: number;
  readonly estimatedBytes: number;
  readonly heapBytes: number;
  readonly nanosPerRecord: number;
}

const columns: readonly { name: string; type: LogicalType }[] = [
  { name: 'account', type: types.bigint() },
  { name: 'amount', type: types.bigint() },
];

function plan(): PhysicalPlan {
  const amount = { kind: 'input', index: 1, type: types.bigint() } as const;
  const output = [...columns, { name: 'total', type: types.bigint() }];
  const base = { upsertKeys: [], changelog: insertOnly };
  const updating = { ...base, changelog: { updateBefore: false, updateAfter: true, delete: false } };
  const nodes = [
    { ...base, id: 'source', kind: 'source', inputs: [], output: columns, description: 'Source' },
    {
      ...updating,
      id: 'aggregate',
      kind: 'group-aggregate',
      inputs: ['source'],
      output,
      description: 'GroupAggregate',
      grouping: [0],
      calls: [
        { name: 'COUNT', args: [], distinct: false, filter: null, type: types.bigint() },
        { name: 'SUM', args: [amount], distinct: false, filter: null, type: types.bigint() },
      ],
      retracting: false,
      generateUpdateBefore: false,
      stateTtl: 0,
    },
    { ...updating, id: 'collect', kind: 'collect', inputs: ['aggregate'], output, description: 'Collect' },
  ];
  return { formatVersion: 1, mode: 'streaming', nodes: nodes as unknown as PhysicalNode[], settings: {} };
}

/** Gives batches until told to wait, and goes on when released. */
class Tap {
  #left: number;
  #release: () => void = () => undefined;
  #drained: () => void = () => undefined;
  readonly #next: () => Batch;
  #isClosed = false;

  constructor(batches: number, next: () => Batch) {
    this.#left = batches;
    this.#next = next;
  }

  readonly connectors: ConnectorRuntime = {
    openSource: () => ({
      splits: () => ['all'],
      poll: () => {
        if (this.#left > 0) {
          this.#left--;
          return { kind: 'batch', split: 'all', batch: this.#next() };
        }
        this.#drained();
        return this.#isClosed ? { kind: 'finished' } : { kind: 'pending' };
      },
      available: () =>
        new Promise((resolve) => {
          this.#release = resolve;
        }),
      snapshot: () => null,
      close: () => Promise.resolve(),
    }),
    openSink: () => {
      throw new Error('the plan has no sink');
    },
  };

  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#drained = resolve;
    });
  }

  /** Lets so many more batches through; settles when they have been read. */
  flow(batches: number): Promise<void> {
    this.#left = batches;
    const drained = this.drained();
    this.#release();
    return drained;
  }

  close(): void {
    this.#isClosed = true;
    this.#release();
  }
}

function batchOfKeys(keyOf: (row: number) => number): Batch {
  const accounts = Float64Array.from({ length: BATCH }, (_, row) => keyOf(row));
  const amounts = new Float64Array(BATCH).fill(7);
  const vectors: Vector[] = [accounts, amounts].map((values) => ({ type: types.bigint(), values, nulls: null }));
  return { rowCount: BATCH, columns: vectors, kinds: null };
}

function heapInUse(): number {
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function measurePoint(keys: number, records: number): Promise<Point> {
  const random = seededRandom(5);
  const known = Array.from({ length: 64 }, () => batchOfKeys(() => random.integer(0, keys - 1) * 1_009));
  let met = 0;
  let timed = 0;
  const everyKeyOnce = Math.ceil(keys / BATCH);
  const tap = new Tap(everyKeyOnce, () => {
    if (met < keys) {
      const from = met;
      met += BATCH;
      return batchOfKeys((row) => Math.min(keys - 1, from + row) * 1_009);
    }
    return known[timed++ % known.length] as Batch;
  });
  const before = heapInUse();
  const job: Job = createJob(plan(), {
    jobId: 'bench',
    connectors: tap.connectors,
    clock: systemClock,
    logger: voidLogger,
    batchSize: BATCH,
    memoryLimitBytes: 2 ** 40,
    onRows: () => undefined,
  });
  const drained = tap.drained();
  const run = job.run();
  await drained;
  const heapBytes = heapInUse() - before;
  const estimatedBytes = job.metrics().stateBytes;
  const batches = Math.ceil(records / STRETCHES / BATCH);
  let best = Number.POSITIVE_INFINITY;
  for (let stretch = 0; stretch < STRETCHES; stretch++) {
    const start = performance.now();
    await tap.flow(batches);
    best = Math.min(best, performance.now() - start);
  }
  tap.close();
  await run;
  return { keys, estimatedBytes, heapBytes, nanosPerRecord: (best * 1e6) / (batches * BATCH) };
}

function pointInOwnProcess(keys: number, records: number): Point {
  const args = ['--expose-gc', import.meta.filename, String(records), String(keys)];
  const done = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (done.status !== 0) {
    throw new Error(done.stderr);
  }
  return JSON.parse(done.stdout) as Point;
}

function printCurve(points: readonly Point[]): void {
  console.log('     keys   state est.   per key   heap grown   per key   ns/record   ratio');
  points.forEach(({ keys, estimatedBytes, heapBytes, nanosPerRecord }, i) => {
    const before = points[i - 1];
    const ratio = before === undefined ? '' : `${(nanosPerRecord / before.nanosPerRecord).toFixed(2)} x`;
    const cells = [
      keys.toLocaleString('en').padStart(9),
      `${(estimatedBytes / 1e6).toFixed(2)} MB`.padStart(12),
      `${(estimatedBytes / keys).toFixed(0)} B`.padStart(9),
      `${(heapBytes / 1e6).toFixed(2)} MB`.padStart(12),
      `${(heapBytes / keys).toFixed(0)} B`.padStart(9),
      nanosPerRecord.toFixed(0).padStart(11),
      ratio.padStart(7),
    ];
    console.log(cells.join(' '));
  });
}

const records = Number(process.argv[2] ?? 4_000_000);
const single = process.argv[3];
if (single === undefined) {
  printCurve(SIZES.map((keys) => pointInOwnProcess(keys, records)));
} else {
  process.stdout.write(JSON.stringify(await measurePoint(Number(single), records)));
}
