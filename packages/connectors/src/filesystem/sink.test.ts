import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Json, seededRandom } from '@riffle/base';
import { type Files, nodeFiles } from '@riffle/base/node';
import { failingFiles } from '@riffle/base/testing';
import { batchOf, types, type Value } from '@riffle/columns';
import type { ConnectorContext } from '@riffle/engine';
import type { SinkNode } from '@riffle/plan';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sinkNode, temporaryFolder, testContext, testEnvironment } from '../testing/connector-harness.ts';
import { FileWriter } from './sink.ts';

const COLUMNS = { id: types.int(), dt: types.string() };

function rows(...values: Value[][]) {
  return batchOf([types.int(), types.string()], values);
}

let seed = 1;

async function open(
  node: SinkNode,
  more: Partial<ConnectorContext & { restored: Json | null }> = {},
  files: Files = nodeFiles,
) {
  const test = testContext({ checkpointing: true, ...more });
  const writer = await FileWriter.open(node, {
    context: test.context,
    environment: testEnvironment({ files, random: seededRandom(seed++) }),
  });
  onTestFinished(() => writer.close());
  return { ...test, writer };
}

/** Visible files below a folder, with their text; names of parts without what differs from run to run. */
async function visible(folder: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(
    (entry) => entry.isFile() && !entry.name.startsWith('.'),
  );
  const texts = await Promise.all(
    names.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const place = path.slice(folder.length + 1).replace(/part-[0-9a-f]{16}-/, 'part-');
      return `${place}: ${(await readFile(path, 'utf8')).replaceAll('\n', ';')}`;
    }),
  );
  return texts.sort();
}

async function hidden(folder: string): Promise<number> {
  return (await readdir(folder, { recursive: true })).filter((name) => name.includes('.inprogress')).length;
}

const table = (path: string, more: Record<string, string> = {}) => ({
  connector: 'filesystem',
  path,
  format: 'json',
  ...more,
});

describe('writing files', () => {
  it('shows rows at commit, once, however often it is repeated', async () => {
    const path = join(await temporaryFolder(), 'new');
    const { writer } = await open(sinkNode(COLUMNS, table(path)));
    writer.write(rows([1, 'a'], [2, 'b']));
    const first = await writer.prepareCommit();
    expect([await visible(path), await hidden(path)]).toEqual([[], 1]);
    writer.write(rows([3, 'c']));
    await writer.commit(first);
    await writer.commit(first);
    const second = await writer.prepareCommit();
    await writer.commit(second);
    expect(await writer.prepareCommit()).toBeNull();
    expect(await visible(path)).toEqual([
      'part-0-0.json: {"id":1,"dt":"a"};{"id":2,"dt":"b"};',
      'part-0-1.json: {"id":3,"dt":"c"};',
    ]);
    expect(await hidden(path)).toBe(0);
  });

  it('loses and doubles nothing when it crashes between prepare and commit', async () => {
    const path = join(await temporaryFolder(), 't');
    const node = sinkNode(COLUMNS, table(path));
    const before = await open(node);
    before.writer.write(rows([1, 'a']));
    const prepared = JSON.parse(JSON.stringify(await before.writer.prepareCommit())) as Json;
    const restored = JSON.parse(JSON.stringify(before.writer.snapshot())) as Json;
    before.writer.write(rows([2, 'after the checkpoint, written again below']));
    await before.writer.prepareCommit();

    const after = await open(node, { restored });
    await after.writer.commit(prepared);
    expect([await visible(path), await hidden(path)]).toEqual([['part-0-0.json: {"id":1,"dt":"a"};'], 0]);
    after.writer.write(rows([2, 'b']));
    await after.writer.commit(await after.writer.prepareCommit());
    await after.writer.commit(prepared);
    expect((await visible(path)).map((file) => file.split(': ')[1])).toEqual([
      '{"id":1,"dt":"a"};',
      '{"id":2,"dt":"b"};',
    ]);
  });

  it('says when a prepared file is gone', async () => {
    const path = await temporaryFolder();
    const { writer } = await open(sinkNode(COLUMNS, table(path)));
    const gone = {
      parts: [{ temporary: join(path, '.x.inprogress'), final: join(path, 'x') }],
      marks: [],
      replaced: [],
    };
    await expect(writer.commit(gone)).rejects.toThrow('is gone');
  });

  it('shows rows at the end when there are no checkpoints, rolling by size and age', async () => {
    const path = await temporaryFolder();
    const { writer, clock } = await open(
      sinkNode(COLUMNS, table(path, { 'sink.rolling-policy.rollover-interval': '1 min' })),
      {
        checkpointing: false,
      },
    );
    writer.write(rows([1, 'a']));
    clock.advanceBy(60_000);
    writer.write(rows([2, 'b']));
    writer.write(rows([3, 'c']));
    await writer.finish();
    expect(await visible(path)).toEqual([
      'part-0-0.json: {"id":1,"dt":"a"};{"id":2,"dt":"b"};',
      'part-0-1.json: {"id":3,"dt":"c"};',
    ]);
  });

  it('puts partitions into folders and marks them complete', async () => {
    const path = await temporaryFolder();
    const options = table(path, { format: 'csv', 'sink.partition-commit.policy.kind': 'metastore,success-file' });
    const { writer } = await open(sinkNode(COLUMNS, options, { partitionKeys: ['dt'] }));
    writer.write(rows([1, 'a/b'], [2, null], [3, 'a/b']));
    const prepared = await writer.prepareCommit();
    expect(await visible(path)).toEqual([]);
    await writer.commit(prepared);
    expect(await visible(path)).toEqual([
      'dt=__DEFAULT_PARTITION__/_SUCCESS: ',
      'dt=__DEFAULT_PARTITION__/part-0-1.csv: 2;',
      'dt=a%2Fb/_SUCCESS: ',
      'dt=a%2Fb/part-0-0.csv: 1;3;',
    ]);
  });

  it('replaces the partitions an overwriting INSERT writes to', async () => {
    const path = await temporaryFolder();
    const node = sinkNode(COLUMNS, table(path), { partitionKeys: ['dt'] });
    const first = await open(node, { checkpointing: false });
    first.writer.write(rows([1, 'a'], [2, 'b']));
    await first.writer.finish();
    const second = await open({ ...node, overwrite: true }, { checkpointing: false });
    second.writer.write(rows([3, 'b']));
    await second.writer.finish();
    expect(await visible(path)).toEqual(['dt=a/part-0-0.json: {"id":1};', 'dt=b/part-0-0.json: {"id":3};']);
  });

  it('fails clearly, and shows nothing, when the disk is full', async () => {
    const path = await temporaryFolder();
    const { writer } = await open(sinkNode(COLUMNS, table(path)), {}, failingFiles({ bytesLeft: 3 }));
    writer.write(rows([1, 'a']));
    await expect(writer.prepareCommit()).rejects.toThrow(`Writing to ${path} failed: ENOSPC: no space left on device`);
    expect(await visible(path)).toEqual([]);
  });

  it('does not touch files of others', async () => {
    const path = await temporaryFolder();
    await writeFile(join(path, '.part-other-0-0.json.inprogress'), 'x');
    await open(sinkNode(COLUMNS, table(path)), { restored: { writers: { mine: [] } } });
    expect(await hidden(path)).toBe(1);
  });
});
