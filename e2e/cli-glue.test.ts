import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';

const RIFFLE = join(import.meta.dirname, '..', 'apps', 'cli', 'bin', 'riffle.mjs');
const run = promisify(execFile);

let server: RiffleServer;
beforeAll(async () => {
  server = await startRiffle();
});
afterAll(() => server.remove());

const riffle = async (...args: string[]): Promise<string> =>
  (await run(process.execPath, [RIFFLE, ...args], { env: { ...process.env, RIFFLE_HOME: server.home } })).stdout;

test('with --catalog glue the command line reads the tables and streams of a running server', async () => {
  const tables = await riffle('sql', '--catalog', 'glue', '--format', 'csv', '-e', 'SHOW TABLES IN examples');
  expect(tables).toBe('table name\nstocks\n');
  const query = 'SELECT ticker, COUNT(*) AS n FROM examples.stocks GROUP BY ticker';
  const rows = await riffle('sql', '--catalog', 'glue', '--format', 'csv', '--timeout', '3', '-e', query);
  expect(rows.split('\n')[0]).toBe('ticker,n');
  expect(rows).toMatch(/^(AMZN|GOOG|MSFT|NFLX|TSLA),\d+$/m);
});

test('what one command writes into a stream another reads', async () => {
  const table = `CREATE TEMPORARY TABLE trades (ticker STRING, price DOUBLE) WITH ('connector' = 'kinesis',
    'stream' = 'riffle-examples-stocks', 'aws.region' = 'us-east-1', 'scan.stream.initpos' = 'TRIM_HORIZON', 'format' = 'json');`;
  await riffle('sql', '-e', `${table} INSERT INTO trades VALUES ('RIFFLE', 42.5)`);
  const query = `${table} SELECT price FROM trades WHERE ticker = 'RIFFLE'`;
  expect(await riffle('sql', '--format', 'changelog', '--timeout', '3', '-e', query)).toBe(
    '{"op":"+I","row":{"price":42.5}}\n',
  );
});
