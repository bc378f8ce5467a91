import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@riffle/base';
import { expect, test } from 'vitest';
import { analyticsClient, createStreaming, runnerPid, start, stop } from './support/applications.ts';
import { stillRunning } from './support/processes.ts';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';
import { createStream, type KeyedRecord, linesIn, putRecords } from './support/streams.ts';
import { waitFor } from './support/wait-for.ts';

const LONG = process.env['RIFFLE_LONG'] === '1';
const RECORDS = LONG ? 200_000 : 6_000;
const KILLS = LONG ? 20 : 5;
const SEED = Number(process.env['RIFFLE_SEED'] ?? 1);
const BEGINNING = Date.UTC(2026, 2, 1);
/** Event times lie at most so far behind the newest before them in their shard; the watermark allows for more. */
const JITTER_MS = 1_500;

/** Copies the stream's rows to files, and counts and sums them in windows of event time. */
function program(folder: string): string {
  const sink = (name: string, columns: string): string =>
    `CREATE TABLE ${name} (${columns}) WITH ('connector' = 'filesystem', 'path' = '${join(folder, name)}', 'format' = 'json');`;
  return `CREATE TABLE trades (id INT, ticker STRING, price INT, et TIMESTAMP(3),
  WATERMARK FOR et AS et - INTERVAL '2' SECOND) WITH (
  'connector' = 'kinesis', 'stream' = 'trades', 'aws.region' = 'us-east-1', 'scan.stream.initpos' = 'TRIM_HORIZON',
  'format' = 'json', 'json.timestamp-format.standard' = 'ISO-8601');
${sink('copies', 'id INT, ticker STRING')}
${sink('windows', 'begins TIMESTAMP(3), ticker STRING, n BIGINT, total BIGINT')}
INSERT INTO copies SELECT id, ticker FROM trades WHERE ticker <> 'END';
INSERT INTO windows SELECT window_start, ticker, COUNT(*), SUM(CAST(price AS BIGINT))
FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(et), INTERVAL '1' SECOND)) GROUP BY window_start, window_end, ticker;`;
}

function makeRecords(): KeyedRecord[] {
  const random = seededRandom(SEED);
  return Array.from({ length: RECORDS }, (_, id) => {
    const ticker = `T${random.integer(0, 6)}`;
    const et = BEGINNING + id * 10 - random.integer(0, JITTER_MS);
    return { key: ticker, value: { id, ticker, price: random.integer(1, 100), et: isoOf(et) } };
  });
}

/** Far later, and enough of them to reach every shard: they push the last windows out. */
function closingRecords(): KeyedRecord[] {
  const et = isoOf(BEGINNING + RECORDS * 10 + 60_000);
  return Array.from({ length: 40 }, (_, i) => ({
    key: `end-${i}`,
    value: { id: -1, ticker: 'END', price: 0, et },
  }));
}

const isoOf = (millis: number): string => new Date(millis).toISOString().slice(0, 23);

function newestCheckpoint(home: string, name: string): number {
  const folder = join(home, 'applications', `application-${name}`, 'checkpoints');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  return Math.max(0, ...files.map((file) => Number(/chk-(\d+)\.checkpoint$/.exec(file)?.[1] ?? 0)));
}

async function killRunner(home: string): Promise<void> {
  const pid = await waitFor('a runner', () => stillRunning([runnerPid(home, 'killed')])[0], 30_000);
  process.kill(pid, 'SIGKILL');
}

test(`an application whose processes are killed ${KILLS} times writes what an undisturbed one writes`, async () => {
  let server: RiffleServer = await startRiffle();
  const output = await mkdtemp(join(tmpdir(), 'riffle-kill-'));
  const random = seededRandom(SEED + 1);
  const disturbed = join(output, 'disturbed');
  await createStream(server, 'trades', 2);
  await createStreaming(analyticsClient(server), 'killed', { checkpointMs: 200, sql: program(disturbed) });
  await start(analyticsClient(server), 'killed');

  const records = makeRecords();
  const share = Math.ceil(RECORDS / KILLS);
  for (let kill = 0; kill < KILLS; kill++) {
    const before = newestCheckpoint(server.home, 'killed');
    const putting = putRecords(server, 'trades', records.slice(kill * share, (kill + 1) * share));
    await waitFor('a checkpoint', () => newestCheckpoint(server.home, 'killed') > before, 120_000);
    const victim = (['runner', 'server', 'both'] as const)[kill < 3 ? kill : random.integer(0, 2)];
    if (victim === 'runner') {
      await killRunner(server.home);
      await putting;
      continue;
    }
    // A put that is cut off might be in the stream or not: the server dies between two of them.
    await putting;
    await server.stop('SIGKILL');
    if (victim === 'both') {
      await killRunner(server.home);
    }
    server = await startRiffle({ home: server.home });
  }
  await putRecords(server, 'trades', closingRecords());
  const copies = (folder: string): number => linesIn(join(folder, 'copies')).length;
  const windows = (folder: string): string[] => linesIn(join(folder, 'windows'));
  const lastWindow = isoOf(Math.floor((BEGINNING + (RECORDS - 1) * 10 - JITTER_MS) / 1000) * 1000).slice(11, 19);
  const isDone = (folder: string): boolean =>
    copies(folder) >= RECORDS && windows(folder).some((line) => line.includes(lastWindow));
  await waitFor('the killed one to write everything', () => isDone(disturbed), 240_000);
  await stop(analyticsClient(server), 'killed');

  const undisturbed = join(output, 'undisturbed');
  await createStreaming(analyticsClient(server), 'plain', { checkpointMs: 200, sql: program(undisturbed) });
  await start(analyticsClient(server), 'plain');
  await waitFor('the undisturbed one to write everything', () => isDone(undisturbed), 240_000);
  await stop(analyticsClient(server), 'plain');

  expect(copies(disturbed)).toBe(RECORDS);
  expect(linesIn(join(disturbed, 'copies'))).toEqual(linesIn(join(undisturbed, 'copies')));
  expect(windows(disturbed)).toEqual(windows(undisturbed));
  await server.remove();
  await rm(output, { recursive: true, force: true });
}, 1_200_000);
