// Filter → 10 s tumbling SUM by key: the engine beside a hand-written loop over the same columns and beside code over
// row objects, in one run. Usage: node bench/engine-window.ts [rows] [keys]
//
// Method: the same seeded trades in all three, which must agree on the result. The variants run in turn, nine rounds
// after a warm-up; best and median are printed. A ratio compares two variants within a round, where the machine was much
// the same, and is the median over the rounds.
// The engine runs a whole job (source, calc with a generated filter, watermarks, exchange, window, sink); its source
// hands out batches made beforehand, as the two others read columns and objects made beforehand.
import { type Clock, seededRandom, systemClock, voidLogger } from '@riffle/base';
import { type Batch, batchOf, type LogicalType, type RowField, types, type Value } from '@riffle/columns';
import { type ConnectorRuntime, createJob } from '@riffle/engine';
import { type Expression, insertOnly, type PhysicalNode, type PhysicalPlan } from '@riffle/plan';

const ROWS = Number(process.argv[2] ?? 2_000_000);
const KEYS = Number(process.argv[3] ?? 1_000);
const BATCH = 4096;
const WINDOW = 10_000;
const ROUNDS = 9;

const rowtime = types.timestamp(3, 'rowtime');
const tradeTypes: readonly LogicalType[] = [types.int(), types.bigint(), rowtime];
const trade: readonly RowField[] = [
  { name: 'ticker', type: types.int() },
  { name: 'amount', type: types.bigint() },
  { name: 'ts', type: rowtime },
];

interface Trade {
  ticker: number;
  amount: number;
  ts: number;
}

/** One trade a millisecond, roughly in order. */
function makeTrades(): Trade[] {
  const random = seededRandom(42);
  return Array.from({ length: ROWS }, (_, i) => ({
    ticker: random.integer(0, KEYS - 1),
    amount: random.integer(1, 1000),
    ts: i,
  }));
}

function makeBatches(trades: readonly Trade[]): Batch[] {
  const batches: Batch[] = [];
  for (let from = 0; from < trades.length; from += BATCH) {
    const rows = trades.slice(from, from + BATCH).map(({ ticker, amount, ts }): Value[] => [ticker, amount, ts]);
    batches.push(batchOf(tradeTypes, rows));
  }
  return batches;
}

/** A total that every variant must agree on. */
interface Result {
  windows: number;
  sum: number;
}

function handWritten(batches: readonly Batch[]): Result {
  const result: Result = { windows: 0, sum: 0 };
  let sums = new Float64Array(KEYS);
  let seen = new Uint8Array(KEYS);
  let end = WINDOW;
  const close = (): void => {
    for (let key = 0; key < KEYS; key++) {
      if (seen[key] === 1) {
        result.windows++;
        result.sum += sums[key] as number;
      }
    }
    sums = new Float64Array(KEYS);
    seen = new Uint8Array(KEYS);
  };
  for (const { rowCount, columns } of batches) {
    const tickers = columns[0]?.values as Int32Array;
    const amounts = columns[1]?.values as Float64Array;
    const times = columns[2]?.values as Float64Array;
    for (let i = 0; i < rowCount; i++) {
      if ((times[i] as number) >= end) {
        close();
        end += WINDOW;
      }
      if ((amounts[i] as number) > 500) {
        const key = tickers[i] as number;
        sums[key] = (sums[key] as number) + (amounts[i] as number);
        seen[key] = 1;
      }
    }
  }
  close();
  return result;
}

function* filtered(rows: Iterable<Trade>): Generator<Trade> {
  for (const row of rows) {
    if (row.amount > 500) {
      yield row;
    }
  }
}

/** As such code is usually written: generators, spread, a key made of text, a Map of Maps. */
function rowObjects(trades: readonly Trade[]): Result {
  const windows = new Map<string, { start: number; ticker: number; sum: number }>();
  for (const row of filtered(trades)) {
    const assigned = { ...row, start: row.ts - (row.ts % WINDOW) };
    const key = `${assigned.start}|${assigned.ticker}`;
    const before = windows.get(key) ?? { start: assigned.start, ticker: assigned.ticker, sum: 0 };
    windows.set(key, { ...before, sum: before.sum + assigned.amount });
  }
  const result: Result = { windows: 0, sum: 0 };
  for (const { sum } of windows.values()) {
    result.windows++;
    result.sum += sum;
  }
  return result;
}

function column(index: number, type: LogicalType): Expression {
  return { kind: 'input', index, type };
}

function plan(): PhysicalPlan {
  const base = { changelog: insertOnly, upsertKeys: [] };
  const condition: Expression = {
    kind: 'call',
    name: '>',
    type: types.boolean(),
    args: [column(1, types.bigint()), { kind: 'literal', type: types.bigint(), value: 500 }],
  };
  const output: readonly RowField[] = [
    { name: 'ticker', type: types.int() },
    { name: 'total', type: types.bigint() },
    { name: 'window_end', type: types.timestamp(3) },
  ];
  const nodes = [
    { ...base, id: 'source', kind: 'source', inputs: [], output: trade, description: 'Source' },
    {
      ...base,
      id: 'calc',
      kind: 'calc',
      inputs: ['source'],
      output: trade,
      description: 'Calc',
      condition,
      projections: tradeTypes.map((type, i) => column(i, type)),
    },
    {
      ...base,
      id: 'wm',
      kind: 'watermark-assigner',
      inputs: ['calc'],
      output: trade,
      description: 'WatermarkAssigner',
      rowtimeIndex: 2,
      watermark: column(2, rowtime),
      emit: 'on-periodic',
      interval: 200,
      idleTimeout: 0,
    },
    {
      ...base,
      id: 'exchange',
      kind: 'exchange',
      inputs: ['wm'],
      output: trade,
      description: 'Exchange',
      distribution: { kind: 'hash', keys: [0] },
    },
    {
      ...base,
      id: 'window',
      kind: 'window-aggregate',
      inputs: ['exchange'],
      output,
      description: 'WindowAggregate',
      window: { kind: 'tumble', size: WINDOW, offset: 0 },
      time: { index: 2, kind: 'rowtime', local: false },
      attached: null,
      grouping: [0],
      calls: [{ name: 'SUM', args: [column(1, types.bigint())], distinct: false, filter: null, type: types.bigint() }],
      properties: ['window-end'],
      retracting: false,
    },
    { ...base, id: 'collect', kind: 'collect', inputs: ['window'], output, description: 'Collect' },
  ];
  return { formatVersion: 1, mode: 'streaming', nodes: nodes as unknown as PhysicalNode[], settings: {} };
}

function replay(batches: readonly Batch[]): ConnectorRuntime {
  return {
    openSource: () => {
      let next = 0;
      return {
        splits: () => ['all'],
        poll: () => {
          const batch = batches[next++];
          return batch === undefined ? { kind: 'finished' } : { kind: 'batch', split: 'all', batch };
        },
        available: () => Promise.resolve(),
        snapshot: () => next,
        close: () => Promise.resolve(),
      };
    },
    openSink: () => {
      throw new Error('the plan has no sink');
    },
  };
}

async function engine(batches: readonly Batch[], clock: Clock): Promise<Result> {
  const result: Result = { windows: 0, sum: 0 };
  const job = createJob(plan(), {
    jobId: 'bench',
    connectors: replay(batches),
    clock,
    logger: voidLogger,
    onRows: ({ rowCount, columns }) => {
      result.windows += rowCount;
      for (let i = 0; i < rowCount; i++) {
        result.sum += columns[1]?.values[i] as number;
      }
    },
  });
  await job.run();
  return result;
}

interface Variant {
  readonly name: string;
  readonly run: () => Result | Promise<Result>;
  readonly times: number[];
}

/** Runs the variants in turn, so that a busy moment of the machine does not hit only one of them. */
async function measure(variants: readonly Variant[]): Promise<void> {
  const results = new Set<string>();
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { run, times } of variants) {
      const start = performance.now();
      results.add(JSON.stringify(await run()));
      // The first round warms up.
      if (round > 0) {
        times.push(performance.now() - start);
      }
    }
  }
  if (results.size !== 1) {
    throw new Error(`results differ: ${[...results].join(' ')}`);
  }
}

function printRates({ name, times }: Variant): void {
  const rateOf = (ms: number): string => (ROWS / 1000 / ms).toFixed(1).padStart(6);
  console.log(`${name.padEnd(20)} best ${rateOf(Math.min(...times))}   median ${rateOf(median(times))} M rows/s`);
}

/** How many times as fast `a` is as `b`, round by round. */
function ratio(a: Variant, b: Variant): string {
  const ratios = a.times.map((ms, round) => (b.times[round] as number) / ms);
  return `median ${median(ratios).toFixed(2).padStart(6)} x`;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number;
}

const trades = makeTrades();
const batches = makeBatches(trades);
const variants: readonly Variant[] = [
  { name: 'hand-written loop', run: () => handWritten(batches), times: [] },
  { name: 'engine', run: () => engine(batches, systemClock), times: [] },
  { name: 'row objects', run: () => rowObjects(trades), times: [] },
];
console.log(
  `${ROWS.toLocaleString('en')} rows, ${KEYS.toLocaleString('en')} keys, ${ROUNDS} rounds, Node ${process.version}`,
);
await measure(variants);
variants.forEach(printRates);
const [loop, ours, objects] = variants;
if (loop !== undefined && ours !== undefined && objects !== undefined) {
  console.log(`engine / row objects ${ratio(ours, objects)}`);
  console.log(`engine / loop        ${ratio(ours, loop)}`);
}
