import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const RIFFLE = join(import.meta.dirname, '..', 'apps', 'cli', 'bin', 'riffle.mjs');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'riffle-sql-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

function riffle(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [RIFFLE, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let errors = '';
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      errors += data.toString();
    });
    child.on('exit', (code) => resolve({ code, out, errors }));
  });
}

const TRADES = [
  '{"ts":"2026-03-01 09:30:00.000","ticker":"AMZN","price":10.5}',
  '{"ts":"2026-03-01 09:30:04.000","ticker":"MSFT","price":20}',
  '{"ts":"2026-03-01 09:30:09.999","ticker":"AMZN","price":11.5}',
  '{"ts":"2026-03-01 09:30:12.000","ticker":"AMZN","price":12}',
];

async function tradesTable(): Promise<string> {
  const path = join(folder, 'trades.json');
  await writeFile(path, `${TRADES.join('\n')}\n`);
  return `CREATE TABLE trades (ts TIMESTAMP(3), ticker STRING, price DECIMAL(10, 2), WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)
WITH ('connector' = 'filesystem', 'path' = '${path}', 'format' = 'json');
`;
}

test('a query prints its final rows as a table', async () => {
  expect(await riffle('sql', '-e', "SELECT * FROM (VALUES (1, 'a'), (22, CAST(NULL AS STRING))) AS t (n, s)")).toEqual({
    code: 0,
    out: '+----+------+\n| n  | s    |\n+----+------+\n|  1 | a    |\n| 22 | NULL |\n+----+------+\n2 rows\n',
    errors: '',
  });
});

test('windows close at the end of a file: the final watermark is emitted', async () => {
  const sql = `${await tradesTable()}
SELECT window_start, ticker, SUM(price) AS total FROM TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '10' SECOND)
GROUP BY window_start, window_end, ticker`;
  const { code, out } = await riffle('sql', '--format', 'json', '-e', sql);
  expect(code).toBe(0);
  const rows = JSON.parse(out) as Record<string, unknown>[];
  expect(rows.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([
    { window_start: '2026-03-01 09:30:00.000', ticker: 'AMZN', total: '22.00' },
    { window_start: '2026-03-01 09:30:00.000', ticker: 'MSFT', total: '20.00' },
    { window_start: '2026-03-01 09:30:10.000', ticker: 'AMZN', total: '12.00' },
  ]);
});

test('the changelog format prints each change on a line', async () => {
  const sql = `${await tradesTable()} SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker`;
  const { code, out } = await riffle('sql', '--format', 'changelog', '-e', sql);
  expect(code).toBe(0);
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { op: '+I', row: { ticker: 'AMZN', n: 1 } },
    { op: '+I', row: { ticker: 'MSFT', n: 1 } },
    { op: '-U', row: { ticker: 'AMZN', n: 1 } },
    { op: '+U', row: { ticker: 'AMZN', n: 2 } },
    { op: '-U', row: { ticker: 'AMZN', n: 2 } },
    { op: '+U', row: { ticker: 'AMZN', n: 3 } },
  ]);
});

test('a stream without end prints what is there at the timeout, and exits with 0', async () => {
  const sql = `CREATE TABLE numbers (n INT) WITH ('connector' = 'datagen', 'rows-per-second' = '100',
    'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '1000000');
    SELECT COUNT(*) AS n FROM numbers`;
  const { code, out } = await riffle('sql', '--timeout', '1.5', '--format', 'csv', '-e', sql);
  expect(code).toBe(0);
  const [header, count] = out.split('\n');
  expect(header).toBe('n');
  expect(Number(count)).toBeGreaterThan(0);
});

test('what an INSERT writes is there for the SELECT after it', async () => {
  const copy = join(folder, 'copy');
  const script = join(folder, 'copy.sql');
  await writeFile(
    script,
    `${await tradesTable()}
CREATE TABLE copies (ticker STRING, price DECIMAL(10, 2)) WITH ('connector' = 'filesystem', 'path' = '${copy}', 'format' = 'csv');
INSERT INTO copies SELECT ticker, price FROM trades WHERE price > 11;
SELECT * FROM copies ORDER BY price;`,
  );
  const { code, out } = await riffle('sql', '-f', script, '--mode', 'batch', '--format', 'csv');
  expect({ code, out }).toEqual({ code: 0, out: 'ticker,price\nAMZN,11.50\nAMZN,12.00\nMSFT,20.00\n' });
});

test('errors name file, line and column, and the exit code is 1', async () => {
  const script = join(folder, 'bad.sql');
  await writeFile(script, 'SELECT 1;\nSELECT price,\n  tickr\nFROM (VALUES (1, 2)) AS t (price, ticker);\n');
  const { code, out, errors } = await riffle('sql', '-f', script, '--format', 'csv');
  expect(code).toBe(1);
  expect(out).toBe('EXPR$0\n1\n');
  expect(errors).toMatch(/bad\.sql:3:3: .*tickr.*ticker/s);
});

test('the command line is checked', async () => {
  expect(await riffle('sql')).toMatchObject({
    code: 2,
    errors: 'riffle: riffle sql takes either -f FILE or -e SQL.\n',
  });
  expect((await riffle('sql', '-e', 'SELECT 1', '--format', 'xml')).errors).toContain('--format takes table, json');
  expect((await riffle('sql', '-f', 'missing.sql')).errors).toContain(
    'missing.sql cannot be read: there is no such file.',
  );
  expect((await riffle('quatsch')).errors).toContain('there is no command "quatsch"');
  expect((await riffle('sql', '--quatsch')).errors).toContain('Known options: --file, --execute');
  expect((await riffle('--version')).out).toMatch(/^riffle \d+\.\d+\.\d+, Flink SQL 2\.2/);
  expect((await riffle('help')).out).toContain('riffle sql');
  await expect(readFile(join(folder, '.riffle'))).rejects.toThrow('ENOENT');
});

test('EXPLAIN prints the plan as a result', async () => {
  const { code, out } = await riffle('sql', '-e', 'EXPLAIN SELECT n + 1 AS m FROM (VALUES (1)) AS t (n) WHERE n > 0');
  expect(code).toBe(0);
  expect(out).toContain('== Optimized Execution Plan ==');
});

test('the doctor says what is wrong, and where all is well', async () => {
  const { out } = await riffle('doctor');
  expect(out).toContain('the pinned one');
  expect(out).toContain('the studio is built');
  expect(out).toMatch(/[✓✗] port 8080/);
});
