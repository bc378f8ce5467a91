// Source → filter → 10 s tumbling SUM by key → blackhole, from SQL text, out of a file of JSON lines and out of datagen;
// each beside a hand-written loop and code over row objects. Usage: node bench/engine-sources.ts [rows] [keys]
//
// Method: every variant does the whole work, reading and parsing included. The file holds seeded trades; before
// measuring, all three must agree on its result. Datagen draws its own random numbers, so there only the number of
// results is compared. Variants run in turn, a warm-up and nine rounds; best and median are printed. A ratio compares two
// variants within a round, where the machine was much the same, and is the median over the rounds.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Random, seededRandom, systemClock, voidLogger } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import { CatalogSession } from '@riffle/catalog';
import { createConnectorRuntime } from '@riffle/connectors';
import { createJob, type JobOptions } from '@riffle/engine';
import { definitionLookup, type PhysicalPlan } from '@riffle/plan';
import { compileStatement, parseSql, referencedObjects } from '@riffle/sql';

const ROWS = Number(process.argv[2] ?? 2_000_000);
const KEYS = Number(process.argv[3] ?? 1_000);
const WINDOW = 10_000;
const ROUNDS = 9;
const START = Date.UTC(2026, 2, 1);

interface Trade {
  readonly ticker: string;
  readonly price: number;
  readonly amount: number;
  readonly ts: string;
}

/** What every variant must agree on. */
interface Result {
  windows: number;
  sum: number;
}

/** One trade a millisecond. */
function* randomTrades(random: Random): Generator<Trade> {
  for (let i = 0; i < ROWS; i++) {
    yield {
      ticker: `T${String(random.integer(0, KEYS - 1)).padStart(7, '0')}`,
      price: random.integer(1_000, 99_999) / 100,
      amount: random.integer(1, 1_000),
      ts: new Date(START + i).toISOString().slice(0, -1),
    };
  }
}

function writeTrades(path: string): void {
  const lines = [...randomTrades(seededRandom(42))].map((trade) => JSON.stringify(trade));
  writeFileSync(path, `${lines.join('\n')}\n`);
}

// Row objects: generators, spread, a key made of text, one Map.

function* parsed(path: string): Generator<Trade & { at: number }> {
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line !== '') {
      const trade: Trade = JSON.parse(line);
      yield { ...trade, at: Date.parse(`${trade.ts}Z`) };
    }
  }
}

function* generated(): Generator<{ ticker: number; amount: number; at: number }> {
  const random = seededRandom(7);
  for (let i = 0; i < ROWS; i++) {
    yield { ticker: random.integer(0, KEYS - 1), amount: random.integer(1, 1_000), at: i };
  }
}

function* large<T extends { amount: number }>(rows: Iterable<T>): Generator<T> {
  for (const row of rows) {
    if (row.amount > 500) {
      yield row;
    }
  }
}

function rowObjects(rows: Iterable<{ ticker: string | number; amount: number; at: number }>): Result {
  const windows = new Map<string, { ticker: string | number; start: number; sum: number }>();
  for (const row of large(rows)) {
    const assigned = { ...row, start: row.at - (row.at % WINDOW) };
    const key = `${assigned.start}|${assigned.ticker}`;
    const before = windows.get(key) ?? { ticker: assigned.ticker, start: assigned.start, sum: 0 };
    windows.set(key, { ...before, sum: before.sum + assigned.amount });
  }
  const result: Result = { windows: 0, sum: 0 };
  for (const { sum } of windows.values()) {
    result.windows++;
    result.sum += sum;
  }
  return result;
}

// Hand-written: knows the layout of the lines and that times ascend.

class WindowSums {
  readonly result: Result = { windows: 0, sum: 0 };
  readonly #sums = new Float64Array(KEYS);
  #end = 0;

  add(key: number, amount: number, at: number): void {
    if (at >= this.#end) {
      this.close();
      this.#end = at - (at % WINDOW) + WINDOW;
    }
    this.#sums[key] = (this.#sums[key] as number) + amount;
  }

  /** Amounts are positive, so a sum of 0 is a key without rows. */
  close(): void {
    for (let key = 0; key < KEYS; key++) {
      if (this.#sums[key] !== 0) {
        this.result.windows++;
        this.result.sum += this.#sums[key] as number;
      }
    }
    this.#sums.fill(0);
  }
}

const COMMA = 0x2c;
const LINE_END = 0x0a;

/** `{"ticker":"T0000001","price":123.45,"amount":17,"ts":"2026-03-01T00:00:00.123"}`, one day. */
function handWrittenFile(path: string): Result {
  const bytes = readFileSync(path);
  const sums = new WindowSums();
  const digits = (from: number, to: number): number => {
    let value = 0;
    for (let i = from; i < to; i++) {
      value = value * 10 + (bytes[i] as number) - 48;
    }
    return value;
  };
  for (let at = 0; at < bytes.length; ) {
    const key = digits(at + 12, at + 19);
    const amountAt = bytes.indexOf(COMMA, at + 29) + 10;
    const amountEnd = bytes.indexOf(COMMA, amountAt);
    const time = amountEnd + 7;
    const amount = digits(amountAt, amountEnd);
    if (amount > 500) {
      const hours = digits(time + 11, time + 13);
      const minutes = hours * 60 + digits(time + 14, time + 16);
      const seconds = minutes * 60 + digits(time + 17, time + 19);
      sums.add(key, amount, START + seconds * 1_000 + digits(time + 20, time + 23));
    }
    at = bytes.indexOf(LINE_END, time) + 1;
  }
  sums.close();
  return sums.result;
}

function handWrittenGenerated(): Result {
  const random = seededRandom(7);
  const sums = new WindowSums();
  for (let i = 0; i < ROWS; i++) {
    const key = random.integer(0, KEYS - 1);
    const amount = random.integer(1, 1_000);
    if (amount > 500) {
      sums.add(key, amount, i);
    }
  }
  sums.close();
  return sums.result;
}

// The engine.

const OUT = `CREATE TABLE out_table (ticker TICKER, total BIGINT, window_end TIMESTAMP(3)) WITH ('connector' = 'blackhole')`;
const QUERY = `SELECT ticker, SUM(amount) AS total, window_end
  FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '10' SECOND))
  WHERE amount > 500 GROUP BY ticker, window_start, window_end`;

function fileTable(path: string): string {
  return `CREATE TABLE trades (ticker STRING, price DOUBLE, amount BIGINT, ts TIMESTAMP(3),
      WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)
    WITH ('connector' = 'filesystem', 'path' = '${path}', 'format' = 'json',
      'json.timestamp-format.standard' = 'ISO-8601')`;
}

const DATAGEN_TABLE = `CREATE TABLE trades (id BIGINT, ticker INT, amount BIGINT, ts AS TO_TIMESTAMP_LTZ(id, 3),
    WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)
  WITH ('connector' = 'datagen', 'rows-per-second' = '1000000000000',
    'fields.id.kind' = 'sequence', 'fields.id.start' = '0', 'fields.id.end' = '${ROWS - 1}',
    'fields.ticker.min' = '0', 'fields.ticker.max' = '${KEYS - 1}',
    'fields.amount.min' = '1', 'fields.amount.max' = '1000')`;

interface Plans {
  /** Into blackhole: what is measured. */
  readonly measured: PhysicalPlan;
  /** The same query with its rows given back: what is checked. */
  readonly checked: PhysicalPlan;
}

async function plansOver(table: string, tickerType: string): Promise<Plans> {
  const session = new CatalogSession({ settings: { 'table.local-time-zone': 'UTC' } });
  const compile = async (sql: string) => {
    const [statement] = parseSql(sql).statements;
    if (statement === undefined) {
      throw new Error(`no statement: ${sql}`);
    }
    const paths = referencedObjects(statement).tables.map(({ parts }) => parts.map(({ name }) => name));
    const result = compileStatement(statement, sql, {
      catalog: await session.loadSnapshot(paths),
      config: session.config,
      mode: 'streaming',
      connectors: definitionLookup(),
    });
    if (result.statement === undefined) {
      throw new Error(result.diagnostics[0]?.message);
    }
    return result.statement;
  };
  for (const sql of [table, OUT.replace('TICKER', tickerType)]) {
    const statement = await compile(sql);
    if (statement.kind === 'operation') {
      await session.execute(statement.operation);
    }
  }

  const measured = await compile(`INSERT INTO out_table ${QUERY}`);
  const checked = await compile(QUERY);
  if (measured.kind !== 'insert' || checked.kind !== 'query') {
    throw new Error('the statements are not what was expected');
  }
  return { measured: measured.plan, checked: checked.plan };
}

async function runPlan(plan: PhysicalPlan, onRows: JobOptions['onRows']): Promise<void> {
  const connectors = createConnectorRuntime({
    files: nodeFiles,
    output: { write: () => undefined },
    random: seededRandom(1),
  });
  const options: JobOptions = { jobId: 'bench', connectors, clock: systemClock, logger: voidLogger };
  await createJob(plan, onRows === undefined ? options : { ...options, onRows }).run();
}

async function resultOf(plan: PhysicalPlan): Promise<Result> {
  const result: Result = { windows: 0, sum: 0 };
  await runPlan(plan, ({ rowCount, columns }) => {
    result.windows += rowCount;
    for (let i = 0; i < rowCount; i++) {
      result.sum += columns[1]?.values[i] as number;
    }
  });
  return result;
}

// Measuring.

interface Variant {
  readonly name: string;
  readonly run: () => unknown;
  readonly times: number[];
}

async function measure(title: string, runs: Readonly<Record<string, () => unknown>>): Promise<void> {
  const variants: Variant[] = Object.entries(runs).map(([name, run]) => ({ name, run, times: [] }));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { run, times } of variants) {
      const start = performance.now();
      await run();
      // The first round warms up.
      if (round > 0) {
        times.push(performance.now() - start);
      }
    }
  }
  console.log(`\n${title}`);
  variants.forEach(printRates);
  const [loop, engine, objects] = variants;
  if (loop !== undefined && engine !== undefined && objects !== undefined) {
    console.log(`engine / row objects ${ratio(engine, objects)}\nengine / loop        ${ratio(engine, loop)}`);
  }
}

function printRates({ name, times }: Variant): void {
  const rateOf = (ms: number): number => ROWS / 1_000 / ms;
  const [best, middle] = [Math.min(...times), median(times)];
  console.log(`${name.padEnd(20)} best ${pad(rateOf(best))}   median ${pad(rateOf(middle))} M rows/s`);
}

/** How many times as fast `a` is as `b`, round by round. */
function ratio(a: Variant, b: Variant): string {
  return `median ${pad(median(a.times.map((ms, round) => (b.times[round] ?? Number.NaN) / ms)))} x`;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function pad(value: number): string {
  return value.toFixed(2).padStart(6);
}

function mustAgree(results: readonly unknown[]): void {
  if (new Set(results.map((result) => JSON.stringify(result))).size !== 1) {
    throw new Error(`results differ: ${JSON.stringify(results)}`);
  }
}

const directory = mkdtempSync(join(tmpdir(), 'riffle-bench-'));
try {
  const path = join(directory, 'trades.json');
  writeTrades(path);
  console.log(
    `${ROWS.toLocaleString('en')} rows, ${KEYS.toLocaleString('en')} keys, ${ROUNDS} rounds, Node ${process.version}`,
  );

  const file = await plansOver(fileTable(path), 'STRING');
  mustAgree([handWrittenFile(path), rowObjects(parsed(path)), await resultOf(file.checked)]);
  await measure('A file of JSON lines', {
    'hand-written loop': () => handWrittenFile(path),
    engine: () => runPlan(file.measured, undefined),
    'row objects': () => rowObjects(parsed(path)),
  });

  const datagen = await plansOver(DATAGEN_TABLE, 'INT');
  mustAgree([handWrittenGenerated(), rowObjects(generated())]);
  const { windows } = await resultOf(datagen.checked);
  if (Math.abs(windows / rowObjects(generated()).windows - 1) > 0.02) {
    throw new Error(`datagen gave ${windows} results`);
  }
  await measure('Datagen', {
    'hand-written loop': handWrittenGenerated,
    engine: () => runPlan(datagen.measured, undefined),
    'row objects': () => rowObjects(generated()),
  });
} finally {
  rmSync(directory, { recursive: true });
}
