import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@riffle/base';
import { failingFiles } from '@riffle/base/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BucketStore } from './bucket-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'riffle-buckets-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function* bytes(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    yield Buffer.from(part);
  }
}

const blobs = (): Promise<string[]> => readdir(join(folder, 'blobs'));

test('what was put is there after the store is opened again, and leftovers of a crash are swept away', async () => {
  const store = await BucketStore.open(folder, new VirtualClock(5));
  store.createBucket('one');
  await store.put('one', 'a', { bytes: bytes('he', 'llo'), headers: { 'content-type': 'text/plain' } });
  store.close();
  await writeFile(join(folder, 'blobs', 'torn'), 'half');
  const again = await BucketStore.open(folder, new VirtualClock(9));
  expect((await again.readAll('one', 'a')).toString()).toBe('hello');
  expect(again.object('one', 'a')).toEqual({
    key: 'a',
    size: 5,
    etag: '5d41402abc4b2a76b9719d911017c592',
    modifiedAt: 5,
    headers: { 'content-type': 'text/plain' },
  });
  expect(await blobs()).toHaveLength(1);
  again.close();
});

test.each(['a full disk', 'a body that breaks off'])('%s leaves the object as it was', async (kind) => {
  const files = failingFiles({});
  const store = await BucketStore.open(folder, new VirtualClock(), files);
  store.createBucket('one');
  await store.put('one', 'a', { bytes: bytes('old'), headers: {} });
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('new');
    throw new Error('the client went away');
  }
  files.bytesLeft = kind === 'a full disk' ? 2 : Number.POSITIVE_INFINITY;
  await expect(store.put('one', 'a', { bytes: broken(), headers: {} })).rejects.toThrow();
  files.bytesLeft = Number.POSITIVE_INFINITY;
  expect((await store.readAll('one', 'a')).toString()).toBe('old');
  expect(await blobs()).toHaveLength(1);
  store.close();
});

test('parts become one object in the order named; a part put twice counts once; the rest is thrown away', async () => {
  const store = await BucketStore.open(folder, new VirtualClock());
  store.createBucket('one');
  const upload = store.startUpload('one', 'big', {});
  const place = { bucket: 'one', key: 'big', upload: upload.id };
  const large = 'x'.repeat(5 << 20);
  await store.putPart({ ...place, number: 1 }, bytes('thrown away'));
  const parts = [
    await store.putPart({ ...place, number: 1 }, bytes(large)),
    await store.putPart({ ...place, number: 2 }, bytes('end')),
    await store.putPart({ ...place, number: 3 }, bytes('unused')),
  ];
  expect(await blobs()).toHaveLength(3);
  const object = await store.completeUpload(place, parts.slice(0, 2));
  expect(object).toMatchObject({ size: large.length + 3, etag: expect.stringMatching(/-2$/) });
  expect(await blobs()).toHaveLength(2);
  const across: string[] = [];
  for await (const chunk of store.read('one', 'big', large.length - 2, large.length + 2)) {
    across.push(Buffer.from(chunk).toString());
  }
  expect(across.join('')).toBe('xxen');
  expect(() => store.parts(place)).toThrow(expect.objectContaining({ type: 'NoSuchUpload' }));
  await store.delete('one', 'big');
  expect(await blobs()).toEqual([]);
  store.close();
});
