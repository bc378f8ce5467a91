import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, systemClock, voidLogger } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import { compileProgram } from '@riffle/cells';
import { createConnectorRuntime } from '@riffle/connectors';
import { createJob, fileCheckpointStore } from '@riffle/engine';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkEpoch, FencedError, raiseEpoch, readEpoch } from './epoch.ts';
import { isLocked, takeExclusiveLock } from './exclusive-lock.ts';
import { fencedStore } from './fenced-store.ts';
import { findRestorePoint } from './restore-point.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'riffle-fencing-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('an epoch rises, and only the newest passes', async () => {
  const path = join(folder, 'epoch');
  expect(await readEpoch(nodeFiles, path)).toBe(0);
  expect(await raiseEpoch(nodeFiles, path)).toBe(1);
  await checkEpoch(nodeFiles, path, 1);
  expect(await raiseEpoch(nodeFiles, path)).toBe(2);
  await expect(checkEpoch(nodeFiles, path, 1)).rejects.toThrow(new FencedError('Runner 1 was replaced by runner 2.'));
  rmSync(path);
  await expect(checkEpoch(nodeFiles, path, 2)).rejects.toThrow(new FencedError('The application is gone.'));
});

test('a lock is held once, and free again when it is given back', () => {
  const path = join(folder, 'lock');
  expect(isLocked(path)).toBe(false);
  const lock = takeExclusiveLock(path, 0);
  expect(isLocked(path)).toBe(true);
  expect(takeExclusiveLock(path, 0)).toBeUndefined();
  lock?.release();
  expect(isLocked(path)).toBe(false);
});

test('a lock stays held when nobody refers to it any more', async () => {
  const path = join(folder, 'lock');
  const program = `
    import { takeExclusiveLock } from ${JSON.stringify(join(import.meta.dirname, 'exclusive-lock.ts'))};
    takeExclusiveLock(${JSON.stringify(path)}, 0);
    for (let i = 0; i < 5; i++) { globalThis.gc(); await new Promise((resolve) => setTimeout(resolve, 10)); }
    process.stdout.write('tidied up');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', program]);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  expect(isLocked(path)).toBe(true);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  expect(isLocked(path)).toBe(false);
});

test('a runner that was replaced writes no checkpoint, and its sink shows no row', async () => {
  const output = join(folder, 'out');
  const directory = join(folder, 'checkpoints');
  const path = join(folder, 'epoch');
  const epoch = await raiseEpoch(nodeFiles, path);
  const compiled = await compileProgram(
    {
      sql: `CREATE TABLE src (a INT) WITH ('connector' = 'datagen', 'rows-per-second' = '1000');
CREATE TABLE written (a INT) WITH ('connector' = 'filesystem', 'path' = '${output}', 'format' = 'json');
INSERT INTO written SELECT a FROM src;`,
      database: 'default',
      properties: {},
    },
    undefined,
  );
  if (!compiled.ok) {
    throw new Error(compiled.problems[0]?.message);
  }
  const visible = async (): Promise<string[]> =>
    (await readdir(output).catch(() => [])).filter((name) => !name.startsWith('.'));
  const job = createJob(compiled.plan, {
    jobId: 'stale',
    connectors: createConnectorRuntime({
      files: nodeFiles,
      output: { write: () => undefined },
      random: seededRandom(1),
    }),
    clock: systemClock,
    logger: voidLogger,
    checkpoint: { store: fencedStore(fileCheckpointStore({ directory }), { files: nodeFiles, path, epoch }) },
  });
  const done = job.run().catch((error: unknown) => error);
  await job.checkpoint();
  const before = await visible();
  const written = (): number => job.metrics().nodes.at(-1)?.rowsIn ?? 0;
  const committed = written();
  await expect.poll(written).toBeGreaterThan(committed);
  await raiseEpoch(nodeFiles, path);
  await expect(job.checkpoint()).rejects.toThrow('Runner 1 was replaced by runner 2.');
  await job.cancel();
  await done;
  expect(await visible()).toEqual(before);
  expect(await readdir(directory)).toEqual(['chk-1.checkpoint']);
});

test('a damaged checkpoint is passed over for the one before; with none whole, the initial state counts', async () => {
  const directory = join(folder, 'checkpoints');
  const store = fileCheckpointStore({ directory });
  const fileOf = (id: number): string => join(directory, `chk-${id}.checkpoint`);
  const checkpoint = { formatVersion: 1, jobId: 'j', takenAt: 0, operators: [] };
  const find = (initial: string | null) => findRestorePoint({ store, fileOf, initial, files: nodeFiles });
  expect(await find(null)).toBeNull();
  for (const id of [1, 2, 10]) {
    await store.save({ ...checkpoint, id });
  }
  expect(await find(null)).toMatchObject({ checkpoint: { id: 10 }, own: true, remarks: [] });
  await damage(fileOf(10));
  expect(await find(null)).toMatchObject({
    checkpoint: { id: 2 },
    file: fileOf(2),
    remarks: [expect.stringMatching(/^Checkpoint 10 was passed over: .*may appear twice\.$/)],
  });
  const initial = join(folder, 'initial.checkpoint');
  const file = await nodeFiles.open(initial, 'append');
  await file.write(await readFile(fileOf(1)));
  await file.close();
  await damage(fileOf(2));
  await damage(fileOf(1));
  expect(await find(initial)).toMatchObject({ checkpoint: { id: 1 }, file: initial, own: false });
  await expect(find(join(folder, 'absent'))).rejects.toThrow('cannot be read');
});

async function damage(path: string): Promise<void> {
  const file = await nodeFiles.open(path, 'append');
  await file.truncate(20);
  await file.close();
}
