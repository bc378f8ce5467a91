import { mkdir, rename, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Json, seededRandom } from '@riffle/base';
import { types } from '@riffle/columns';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  drain,
  rowsOf,
  sourceNode,
  temporaryFolder,
  testContext,
  testEnvironment,
} from '../testing/connector-harness.ts';
import { FileReader } from './source.ts';

const COLUMNS = { id: types.int(), name: types.string() };

/** Writes files with modification times one second apart, in the order given. */
async function filesOf(contents: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  let at = 1_700_000_000;
  for (const [name, text] of Object.entries(contents)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    await utimes(path, at, at++);
  }
  return folder;
}

const json = (path: string, more: Record<string, string> = {}) => ({
  connector: 'filesystem',
  path,
  format: 'json',
  ...more,
});

async function open(node: ReturnType<typeof sourceNode>, more: Parameters<typeof testContext>[0] = {}) {
  const test = testContext(more);
  const reader = await FileReader.open(node, { context: test.context, environment: testEnvironment() });
  onTestFinished(() => reader.close());
  return { ...test, reader };
}

describe('reading files', () => {
  it('reads a folder, oldest file first, without hidden files, and ends', async () => {
    const path = await filesOf({
      'b.json': '{"id":1,"name":"a"}\n{"id":2,"name":"b"}\n',
      'sub/a.json': '\n{"id":3,"name":"c"}',
      '.part.inprogress': '{"id":9}',
      _SUCCESS: '',
    });
    const { reader, counts } = await open(sourceNode(COLUMNS, json(path)));
    expect(reader.splits()).toEqual(['files-0']);
    expect(await drain(reader)).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect([reader.splits(), counts['numBytesIn']]).toEqual([[], 60]);
  });

  it('reads one file, and says when there is none', async () => {
    const path = await filesOf({ 'x.csv': '1,a\n' });
    const one = await open(sourceNode(COLUMNS, { path: `file://${path}/x.csv`, format: 'csv' }));
    expect(await drain(one.reader)).toEqual([[1, 'a']]);
    await expect(open(sourceNode(COLUMNS, json(`${path}/none`)))).rejects.toThrow(
      `There is no file or folder ${path}/none`,
    );
    await expect(open(sourceNode(COLUMNS, json('s3://b/k')))).rejects.toThrow('not supported yet: paths of s3://');
  });

  it('gives projected columns, partition columns and metadata', async () => {
    const path = await filesOf({
      'dt=2026-01-31/hour=7/x.json': '{"id":1,"name":"a"}\n',
      'dt=__DEFAULT_PARTITION__/hour=8/y.json': '{"id":2,"name":"b"}',
    });
    const node = sourceNode({ ...COLUMNS, dt: types.date(), hour: types.int() }, json(path), {
      projection: [3, 1, 2],
      partitionKeys: ['dt', 'hour'],
      metadata: [
        { key: 'file.name', type: types.string() },
        { key: 'file.size', type: types.bigint() },
        { key: 'file.modification-time', type: types.timestampLtz(3) },
        { key: 'file.path', type: types.string() },
      ],
    });
    expect(await drain((await open(node)).reader)).toEqual([
      [7, 'a', 20484, 'x.json', 20, 1_700_000_000_000, `${path}/dt=2026-01-31/hour=7/x.json`],
      [8, 'b', null, 'y.json', 19, 1_700_000_001_000, `${path}/dt=__DEFAULT_PARTITION__/hour=8/y.json`],
    ]);
  });

  it('names file, record, text and option when a record is malformed, or counts it', async () => {
    const path = await filesOf({ 'x.json': '{"id":1}\n{"id":}\n{"id":3}\n' });
    const failing = await open(sourceNode(COLUMNS, json(path)));
    await expect(drain(failing.reader)).rejects.toThrow(
      `${path}/x.json:2: the record cannot be read: it is not JSON: expected a JSON value at character 7, found “}”. ` +
        `It is: {"id":}. To pass over such records set 'json.ignore-parse-errors' = 'true'.`,
    );
    const skipping = await open(sourceNode(COLUMNS, json(path, { 'json.ignore-parse-errors': 'true' })));
    expect(await drain(skipping.reader)).toEqual([
      [1, null],
      [3, null],
    ]);
    expect(skipping.counts['numRecordsInErrors']).toBe(1);
  });

  it('goes on after a restore with exactly the first row not yet given, at any place', async () => {
    const random = seededRandom(3);
    const text = Array.from({ length: 500 }, (_, i) => `{"id":${i},"name":"${'é'.repeat(random.integer(0, 9))}"}`).join(
      '\n',
    );
    const path = await filesOf({ 'a.json': text, 'b.json': '{"id":500}', 'c.json': '{"id":501}\n' });
    for (const stop of [0, 1, 17, 499, 500, 501, 502]) {
      const first = await open(sourceNode(COLUMNS, json(path), { projection: [0] }));
      const ids: unknown[] = [];
      while (ids.length < stop) {
        const polled = first.reader.poll(Math.min(50, stop - ids.length));
        if (polled.kind === 'batch') {
          ids.push(...rowsOf(polled.batch).flat());
        } else {
          await first.reader.available();
        }
      }
      const restored = JSON.parse(JSON.stringify(first.reader.snapshot())) as Json;
      await first.reader.close();
      const second = await open(sourceNode(COLUMNS, json(path), { projection: [0] }), { restored });
      ids.push(...(await drain(second.reader)).flat());
      expect(ids).toEqual(Array.from({ length: 502 }, (_, i) => i));
    }
  });

  it('reads files of many chunks, records across their ends among them', async () => {
    const random = seededRandom(5);
    const names = Array.from({ length: 40_000 }, () => 'é'.repeat(random.integer(0, 60)));
    const rows = names.map((name, id) => [id, `${name}\n`]);
    const path = await filesOf({
      'a/x.json': rows.map(([id, name]) => JSON.stringify({ id, name })).join('\n'),
      'b/x.csv': rows.map(([id, name]) => `${id},"${name}"`).join('\n'),
    });
    const asJson = await open(sourceNode(COLUMNS, json(`${path}/a`)));
    expect(await drain(asJson.reader)).toEqual(rows);
    const asCsv = await open(sourceNode(COLUMNS, { path: `${path}/b`, format: 'csv' }));
    expect(await drain(asCsv.reader)).toEqual(rows);
  });

  it('divides files among subtasks, also after a restore at another parallelism', async () => {
    const path = await filesOf(
      Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`f${i}.json`, `{"id":${i}}\n`])),
    );
    const node = sourceNode(COLUMNS, json(path), { projection: [0] });
    const readers = await Promise.all([0, 1, 2].map((subtask) => open(node, { subtask, parallelism: 3 })));
    const begun = await Promise.all(
      readers.map(async ({ reader }) => {
        const polled = reader.poll(1);
        return polled.kind === 'batch' ? rowsOf(polled.batch) : [];
      }),
    );
    const splits = Object.assign({}, ...readers.map(({ reader }) => (reader.snapshot() as { splits: object }).splits));
    const rest = await Promise.all(
      [0, 1].map(
        async (subtask) => await drain((await open(node, { subtask, parallelism: 2, restored: { splits } })).reader),
      ),
    );
    const ids = [...begun.flat(), ...rest.flat()].flat() as number[];
    expect(ids.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
  });

  it('looks for new files at the monitor interval', async () => {
    const path = await filesOf({ 'a.json': '{"id":1}\n' });
    const { reader, clock } = await open(
      sourceNode(COLUMNS, json(path, { 'source.monitor-interval': '10 s' }), { projection: [0] }),
    );
    expect(await drain(reader, 1)).toEqual([[1]]);
    await writeFile(join(path, '.b.json'), '{"id":2}\n');
    await rename(join(path, '.b.json'), join(path, 'b.json'));
    const available = reader.available();
    clock.advanceBy(9_999);
    expect(reader.poll(10).kind).toBe('pending');
    clock.advanceBy(1);
    await available;
    expect(await drain(reader, 1)).toEqual([[2]]);
    await reader.close();
  });
});
