import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failingFiles } from '../testing/index.ts';
import { nodeFiles, writeFileAtomic } from './files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'riffle-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('what is appended is read back from any position, and the end of the file cuts a read short', async () => {
  const file = await nodeFiles.open(join(folder, 'a'), 'append');
  await file.write(Uint8Array.of(1, 2, 3));
  await file.write(Uint8Array.of(4, 5));
  expect(await file.size()).toBe(5);
  expect(await file.read(1, 3)).toEqual(Uint8Array.of(2, 3, 4));
  expect(await file.read(4, 10)).toEqual(Uint8Array.of(5));
  await file.truncate(2);
  await file.write(Uint8Array.of(9));
  expect(await file.read(0, 10)).toEqual(Uint8Array.of(1, 2, 9));
  await file.close();
});

test('what is missing cannot be opened for reading, lists as empty and may be removed', async () => {
  const missing = join(folder, 'missing');
  await expect(nodeFiles.open(missing, 'read')).rejects.toMatchObject({ code: 'ENOENT' });
  expect([await nodeFiles.list(missing), await nodeFiles.info(missing)]).toEqual([[], null]);
  await nodeFiles.remove(missing);
});

test.each(['a full disk', 'a disk that does not sync'])(
  '%s leaves the old content and nothing beside it',
  async (kind) => {
    const path = join(folder, 'a');
    await writeFile(path, 'old');
    const files = failingFiles(kind === 'a full disk' ? { bytesLeft: 2 } : {});
    files.failSync = kind !== 'a full disk';
    await expect(writeFileAtomic(files, path, 'new content')).rejects.toThrow();
    expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['old', ['a']]);
    await writeFileAtomic(nodeFiles, path, 'new content');
    expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['new content', ['a']]);
  },
);
