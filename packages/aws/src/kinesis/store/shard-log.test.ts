import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import { failingFiles } from '@riffle/base/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoredRecord } from './frame.ts';
import { AppendError, type NewRecord, ShardLog, type ShardLogOptions } from './shard-log.ts';

const START = 1_000_000;
let folder: string;
let clock: VirtualClock;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'riffle-shard-'));
  clock = new VirtualClock(START);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function open(options: Partial<ShardLogOptions> = {}): Promise<ShardLog> {
  return ShardLog.open({ files: nodeFiles, folder, clock, ...options });
}

function record(key: string, text = key): NewRecord {
  return { partitionKey: key, data: Buffer.from(text) };
}

function numbered(from: number, count: number): NewRecord[] {
  return Array.from({ length: count }, (_, index) => record(`k${from + index}`));
}

async function readAll(log: ShardLog, from = 1, notBefore = 0): Promise<readonly StoredRecord[]> {
  const { records } = await log.read({ from, maxRecords: 1_000_000, maxBytes: 1 << 30, notBefore });
  return records;
}

function keys(records: readonly StoredRecord[]): string[] {
  return records.map(({ partitionKey }) => partitionKey);
}

async function onlySegment(): Promise<string> {
  const names = await readdir(folder);
  expect(names).toHaveLength(1);
  return join(folder, names[0] ?? '');
}

describe('appending and reading', () => {
  test('records come back whole, in order, also after reopening', async () => {
    const log = await open();
    expect(await log.append([record('a', ''), record('é😀', 'x\0y')])).toBe(1);
    clock.advanceBy(5);
    expect(await log.append([record('c')])).toBe(3);
    const expected = [
      { ordinal: 1, arrival: START, partitionKey: 'a', data: Buffer.from('') },
      { ordinal: 2, arrival: START, partitionKey: 'é😀', data: Buffer.from('x\0y') },
      { ordinal: 3, arrival: START + 5, partitionKey: 'c', data: Buffer.from('c') },
    ];
    expect(await readAll(log)).toEqual(expected);
    await log.close();
    const again = await open();
    expect(await readAll(again)).toEqual(expected);
    expect(await again.append([record('d')])).toBe(4);
    await again.close();
  });

  test('puts of one turn share one sync', async () => {
    const files = failingFiles();
    const log = await open({ files });
    const before = files.syncs;
    const firsts = await Promise.all(Array.from({ length: 100 }, (_, index) => log.append(numbered(index * 2, 2))));
    expect(firsts).toEqual(Array.from({ length: 100 }, (_, index) => 1 + index * 2));
    expect(files.syncs - before).toBe(1);
    await log.close();
  });

  test('pages end at the record limit, at the byte limit, and always hold one record', async () => {
    const log = await open();
    await log.append([record('a', 'x'.repeat(10)), record('b', 'x'.repeat(10)), record('c', 'x'.repeat(100))]);
    const page = async (from: number, maxRecords: number, maxBytes: number): Promise<[string[], number]> => {
      const { records, next } = await log.read({ from, maxRecords, maxBytes, notBefore: 0 });
      return [keys(records), next];
    };
    expect(await page(1, 2, 1000)).toEqual([['a', 'b'], 3]);
    expect(await page(1, 9, 22)).toEqual([['a', 'b'], 3]);
    expect(await page(3, 9, 5)).toEqual([['c'], 4]);
    expect(await page(4, 9, 5)).toEqual([[], 4]);
    await log.close();
  });

  test('many segments read as one log', async () => {
    const log = await open({ segmentBytes: 1000 });
    for (let at = 0; at < 300; at += 10) {
      await log.append(numbered(at, 10));
    }
    expect((await readdir(folder)).length).toBeGreaterThan(5);
    const expected = Array.from({ length: 300 }, (_, index) => `k${index}`);
    expect(keys(await readAll(log))).toEqual(expected);
    await log.close();
    const again = await open({ segmentBytes: 1000 });
    expect(keys(await readAll(again, 151))).toEqual(expected.slice(150));
    expect(again.nextOrdinal).toBe(301);
    await again.close();
  });

  test('a record larger than a read chunk is found', async () => {
    const log = await open();
    const big = Buffer.alloc(3 << 20, 7);
    await log.append([record('a'), { partitionKey: 'big', data: big }, record('z')]);
    const records = await readAll(log);
    expect(keys(records)).toEqual(['a', 'big', 'z']);
    expect(records[1]?.data.equals(big)).toBe(true);
    await log.close();
  });

  test('a clock that goes back does not make arrivals go back', async () => {
    const log = await open();
    await log.append([record('a')]);
    await log.close();
    clock = new VirtualClock(START - 500);
    const again = await open();
    await again.append([record('b')]);
    expect((await readAll(again)).map(({ arrival }) => arrival)).toEqual([START, START]);
    await again.close();
  });

  test('waiters wake when their record is there, when told to stop, and at the end', async () => {
    const log = await open();
    const woken: string[] = [];
    const stop = new AbortController();
    const first = log.waitFor(1).then(() => woken.push('first'));
    const second = log.waitFor(2).then(() => woken.push('second'));
    const stopped = log.waitFor(9, stop.signal).then(() => woken.push('stopped'));
    await log.append([record('a')]);
    await first;
    expect(woken).toEqual(['first']);
    stop.abort();
    await stopped;
    await log.close();
    await second;
    expect(woken).toEqual(['first', 'stopped', 'second']);
  });
});

describe('time', () => {
  async function logOverTime(): Promise<ShardLog> {
    const log = await open({ segmentMillis: 50 });
    for (let at = 0; at < 200; at++) {
      await log.append([record(`k${at}`)]);
      clock.advanceBy(1);
    }
    return log;
  }

  test('the first record since a time', async () => {
    const log = await logOverTime();
    for (const wanted of [0, 1, 2, 50, 51, 52, 120, 199]) {
      expect(await log.firstSince(START + wanted)).toBe(wanted + 1);
    }
    expect(await log.firstSince(0)).toBe(1);
    expect(await log.firstSince(START + 200)).toBe(201);
    await log.close();
  });

  test('expired records are passed over at once and removed by segments', async () => {
    const log = await logOverTime();
    const segments = (await readdir(folder)).length;
    expect(keys(await readAll(log, 1, START + 190))).toEqual(
      Array.from({ length: 10 }, (_, index) => `k${190 + index}`),
    );
    await log.expire(START + 120);
    expect((await readdir(folder)).length).toBe(segments - 2);
    expect(keys(await readAll(log))[0]).toBe('k102');
    await log.expire(START + 1000);
    expect(await readAll(log)).toEqual([]);
    await log.append([record('new')]);
    await log.close();
    const again = await open();
    expect((await readAll(again)).map(({ ordinal, partitionKey }) => [ordinal, partitionKey])).toEqual([[201, 'new']]);
    await again.close();
  });
});

describe('after a crash', () => {
  async function written(count: number): Promise<string> {
    const log = await open();
    await log.append(numbered(1, count));
    await log.close();
    return await onlySegment();
  }

  test('a torn tail is cut off at every possible length', async () => {
    const path = await written(3);
    const whole = await readFile(path);
    const frame = whole.length / 3;
    for (let length = 0; length <= whole.length; length++) {
      await writeFile(path, whole.subarray(0, length));
      const log = await open();
      const left = Math.floor(length / frame);
      expect(keys(await readAll(log))).toEqual(['k1', 'k2', 'k3'].slice(0, left));
      expect(await log.append([record('k9')])).toBe(left + 1);
      await log.close();
      expect((await stat(path)).size).toBe((left + 1) * frame);
    }
  });

  test('garbage and zeros behind the records are cut off', async () => {
    const path = await written(2);
    const { size } = await stat(path);
    for (const garbage of [Buffer.alloc(100), Buffer.alloc(100, 0xff), Buffer.from('not a frame at all, just text')]) {
      await appendFile(path, garbage);
      const log = await open();
      expect(keys(await readAll(log))).toEqual(['k1', 'k2']);
      await log.close();
      expect((await stat(path)).size).toBe(size);
    }
  });

  test('a changed byte inside acknowledged records is told, not skipped', async () => {
    const log = await open({ segmentBytes: 1 });
    await log.append(numbered(1, 3));
    await log.append(numbered(4, 3));
    const [first = ''] = (await readdir(folder)).sort();
    const bytes = await readFile(join(folder, first));
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    await writeFile(join(folder, first), bytes);
    await expect(readAll(log)).rejects.toThrow(/is damaged at byte/);
    expect(keys(await readAll(log, 4))).toEqual(['k4', 'k5', 'k6']);
    await truncate(join(folder, first), bytes.length - 1);
    await expect(readAll(log)).rejects.toThrow(/is damaged at byte/);
    await log.close();
  });
});

describe('a failing disk', () => {
  test('a full disk refuses the put, keeps what was acknowledged, and the log works once there is room', async () => {
    const files = failingFiles();
    const log = await open({ files });
    await log.append([record('kept')]);
    files.bytesLeft = 40;
    const error = await log.append([record('lost', 'x'.repeat(100))]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppendError);
    expect((error as AppendError).kind).toBe('disk');
    expect((error as AppendError).message).toBe(
      'the records could not be written to disk: ENOSPC: no space left on device, write',
    );
    expect(keys(await readAll(log))).toEqual(['kept']);
    files.bytesLeft = Number.POSITIVE_INFINITY;
    expect(await log.append([record('later')])).toBe(2);
    await log.close();
    const again = await open();
    expect(keys(await readAll(again))).toEqual(['kept', 'later']);
    await again.close();
  });

  test('a disk that cannot even be cut back is repaired before the next put', async () => {
    const files = failingFiles();
    const log = await open({ files });
    await log.append([record('kept')]);
    files.failSync = true;
    files.failTruncate = true;
    await expect(log.append([record('lost-1'), record('lost-2')])).rejects.toThrow(/EIO/);
    files.failSync = false;
    await expect(log.append([record('lost-3')])).rejects.toThrow(/EIO/);
    files.failTruncate = false;
    expect(await log.append([record('later')])).toBe(2);
    await log.close();
    const again = await open();
    expect(keys(await readAll(again))).toEqual(['kept', 'later']);
    await again.close();
  });

  test('puts beyond what may wait for the disk are refused at once', async () => {
    const log = await open({ queueBytes: 200 });
    const first = log.append([record('a', 'x'.repeat(150))]);
    await expect(log.append([record('b', 'x'.repeat(150))])).rejects.toMatchObject({ kind: 'busy' });
    await first;
    expect(await log.append([record('c', 'x'.repeat(150))])).toBe(2);
    await log.close();
  });
});
