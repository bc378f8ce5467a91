import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@riffle/base';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStreamStore, type StreamStore } from './stream-store.ts';

let folder: string;
let clock: VirtualClock;
let store: StreamStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'riffle-streams-'));
  clock = new VirtualClock(1_772_357_400_000);
  store = await openStreamStore(folder, { clock });
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function reopen(): Promise<void> {
  await store.close();
  store = await openStreamStore(folder, { clock });
}

function entries(...keys: string[]) {
  return keys.map((partitionKey) => ({ partitionKey, data: Buffer.from(partitionKey) }));
}

async function keysIn(stream: string, shardId = 'shardId-000000000000'): Promise<string[]> {
  const { records } = await store.readRecords({ stream, shardId, from: 1 });
  return records.map(({ partitionKey }) => partitionKey);
}

test('streams, their settings and the key of their iterators outlive a restart', async () => {
  await store.create({ name: 'a', shardCount: 3, tags: { t: '1' } });
  await store.create({ name: 'b', mode: 'ON_DEMAND' });
  await store.get('a').change(() => ({ retentionHours: 48 }));
  const { meta } = store.get('a');
  const key = Buffer.from(store.tokenKey);
  await reopen();
  expect(store.names()).toEqual(['a', 'b']);
  expect(store.get('a').meta).toEqual(meta);
  expect(store.get('b').shards).toHaveLength(4);
  expect(Buffer.from(store.tokenKey).equals(key)).toBe(true);
});

test('changes at the same time all count', async () => {
  const stream = await store.create({ name: 'a' });
  const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
  await Promise.all(keys.map((key) => stream.change(({ tags }) => ({ tags: { ...tags, [key]: key } }))));
  await reopen();
  expect(Object.keys(store.get('a').meta.tags).sort()).toEqual(keys.sort());
});

test('a deleted stream leaves nothing, and its name is free again', async () => {
  await store.create({ name: 'a' });
  await store.putRecords('a', entries('old'));
  await expect(store.create({ name: 'a' })).rejects.toMatchObject({ kind: 'exists' });
  await store.delete('a');
  expect((await readdir(folder)).filter((name) => name !== '.token-key')).toEqual([]);
  await expect(store.delete('a')).rejects.toMatchObject({ kind: 'not-found' });
  await store.create({ name: 'a' });
  expect(await keysIn('a')).toEqual([]);
});

test('what a crash left of making and removing streams is cleared away', async () => {
  await mkdir(join(folder, '.new-x.1'));
  await mkdir(join(folder, '.gone-y.1'));
  await writeFile(join(folder, '.token-key.new'), 'half');
  await reopen();
  expect(store.names()).toEqual([]);
  expect((await readdir(folder)).sort()).toEqual(['.token-key', '.token-key.new']);
});

test('names that mean something to a file system are names like any other', async () => {
  for (const name of ['.', '..', '...', '-', 'Con', 'con']) {
    await store.create({ name });
    await store.putRecords(name, entries(name));
  }
  await reopen();
  expect(await Promise.all(store.names().map((name) => keysIn(name)))).toEqual(store.names().map((name) => [name]));
});

test('entries spread over shards, keep their order inside one, and answer in their own', async () => {
  await store.create({ name: 'a', shardCount: 4 });
  const keys = Array.from({ length: 200 }, (_, index) => `k${index}`);
  const outcomes = await store.putRecords('a', entries(...keys));
  const byShard = new Map<string, string[]>();
  for (const [index, outcome] of outcomes.entries()) {
    const shardId = 'shardId' in outcome ? outcome.shardId : 'failed';
    byShard.set(shardId, [...(byShard.get(shardId) ?? []), `k${index}`]);
  }
  expect(byShard.size).toBe(4);
  for (const [shardId, expected] of byShard) {
    expect(await keysIn('a', shardId)).toEqual(expected);
  }
});

test('expiry runs by itself and removes what outlived its retention', async () => {
  await store.create({ name: 'a' });
  await store.putRecords('a', entries('old'));
  clock.advanceBy(24 * 3_600_000 + 600_000);
  expect(await keysIn('a')).toEqual([]);
  await store.expire();
  await store.putRecords('a', entries('new'));
  expect(await readdir(join(store.get('a').folder, 'shardId-000000000000'))).toEqual(['0000000000000002.seg']);
  expect(await keysIn('a')).toEqual(['new']);
});

test('waiting readers wake when records come', async () => {
  await store.create({ name: 'a' });
  const waiting = store.waitForRecords({ stream: 'a', shardId: 'shardId-000000000000', from: 1 });
  await store.putRecords('a', entries('x'));
  await waiting;
  expect(await keysIn('a')).toEqual(['x']);
});
