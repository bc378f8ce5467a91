import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { must, systemClock } from '@riffle/base';
import { expect, test } from 'vitest';
import type { StoredRecord } from './frame.ts';
import type { Stream } from './stream.ts';
import { openStreamStore } from './stream-store.ts';

const WRITER = join(import.meta.dirname, '..', '..', 'testing', 'store-writer.ts');
const KILLS = 4;
const LINES_BEFORE_KILL = 3000;

interface Acknowledged {
  readonly number: number;
  readonly shardId: string;
  readonly sequenceNumber: string;
}

/** Lets a writer run until it has told of enough records, kills it, and returns all it told. */
async function writeUntilKilled(folder: string, first: number): Promise<Acknowledged[]> {
  const child: ChildProcess = spawn(process.execPath, [WRITER, folder, 'orders', String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const told: Acknowledged[] = [];
  const lines = createInterface({ input: must(child.stdout) });
  const drained = once(lines, 'close');
  lines.on('line', (line) => {
    const [number = '', shardId = '', sequenceNumber = ''] = line.split(' ');
    // The last line may be cut in the middle.
    if (sequenceNumber.length === 56) {
      told.push({ number: Number(number), shardId, sequenceNumber });
    }
    if (told.length === LINES_BEFORE_KILL) {
      child.kill('SIGKILL');
    }
  });
  await closed;
  await drained;
  expect(child.signalCode).toBe('SIGKILL');
  return told;
}

async function readEverything(stream: Stream): Promise<Map<string, readonly StoredRecord[]>> {
  const pages = stream.shards.map(async ({ id, log }) => {
    const { records } = await log.read({ from: 1, maxRecords: 1e9, maxBytes: 1e9, notBefore: 0 });
    return [id, records] as const;
  });
  return new Map(await Promise.all(pages));
}

test('every acknowledged record is there once, in order, after four kill -9', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'riffle-kill-'));
  const acknowledged: Acknowledged[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    acknowledged.push(...(await writeUntilKilled(folder, kill * 1_000_000)));
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS * LINES_BEFORE_KILL);

  const store = await openStreamStore(folder, { clock: systemClock });
  const stream = store.get('orders');
  const stored = await readEverything(stream);
  const numberOf = (record: StoredRecord): number => Number(record.data.toString().split(' ')[0]);
  const all = [...stored.values()].flatMap((records) => records.map(numberOf));
  expect(new Set(all).size).toBe(all.length);
  for (const { id, sequence } of stream.shards) {
    const records = stored.get(id) ?? [];
    expect(records.map(({ ordinal }) => ordinal)).toEqual(records.map((_, index) => index + 1));
    const byNumber = new Map(records.map((record) => [numberOf(record), sequence.format(record.ordinal)]));
    const told = acknowledged.filter(({ shardId }) => shardId === id);
    expect(told.length).toBeGreaterThan(0);
    expect(told.map(({ number }) => byNumber.get(number))).toEqual(told.map(({ sequenceNumber }) => sequenceNumber));
    expectBatchesInOrder(records.map(numberOf));
  }
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** Within one put the records of a shard keep their order. */
function expectBatchesInOrder(numbers: readonly number[]): void {
  const lastOfBatch = new Map<number, number>();
  for (const number of numbers) {
    const batch = Math.floor(number / 20);
    expect(number).toBeGreaterThan(lastOfBatch.get(batch) ?? -1);
    lastOfBatch.set(batch, number);
  }
}
