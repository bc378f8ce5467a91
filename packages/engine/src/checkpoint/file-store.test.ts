import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failingFiles } from '@riffle/base/testing';
import { MapValue, types, VariantValue } from '@riffle/columns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RestoreError } from '../errors.ts';
import type { Checkpoint } from './checkpoint.ts';
import { fileCheckpointStore } from './file-store.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'checkpoints-'));
});
afterEach(() => rm(directory, { recursive: true }));

function checkpoint(id: number): Checkpoint {
  const values = [
    [null, true, false, 7, -0, 1.5],
    [2n ** 63n, 'ä𝄞', new Uint8Array([0, 255]), Number.NaN, -5, Number.NEGATIVE_INFINITY],
    [[1, [null]], new MapValue([['k', 1]]), new VariantValue(new Map([['a', [1n, 'x']]])), 2 ** 40, '', []],
  ];
  return {
    formatVersion: 1,
    id,
    jobId: 'job',
    takenAt: 12,
    operators: [
      {
        id: 'agg',
        description: 'Aggregate',
        parallelism: 2,
        tables: [
          {
            name: 'groups',
            keyTypes: [types.string()],
            valueTypes: new Array(5).fill(types.variant()),
            routing: null,
            shared: false,
            subtask: 1,
            rows: values,
          },
        ],
      },
    ],
  };
}

describe('file checkpoint store', () => {
  it('gives back what it saved, every kind of value', async () => {
    const store = fileCheckpointStore({ directory });
    await store.save(checkpoint(4));
    expect(await store.load(4)).toEqual(checkpoint(4));
  });

  it('keeps the newest ones', async () => {
    const store = fileCheckpointStore({ directory, retained: 2 });
    for (const id of [8, 9, 10, 11]) {
      await store.save(checkpoint(id));
    }
    expect(await store.list()).toEqual([10, 11]);
  });

  it('refuses a damaged, a cut, a foreign and a missing file', async () => {
    const store = fileCheckpointStore({ directory });
    const { location } = await store.save(checkpoint(1));
    const bytes = await readFile(location);
    const damaged = Uint8Array.from(bytes);
    damaged[bytes.length >> 1] = (damaged[bytes.length >> 1] ?? 0) ^ 1;
    for (const [content, message] of [
      [damaged, /damaged: its checksum/],
      [bytes.subarray(0, bytes.length - 9), /damaged: its checksum/],
      [bytes.subarray(0, 20), /not a checkpoint/],
      [new TextEncoder().encode('x'.repeat(100)), /not a checkpoint/],
    ] as const) {
      await writeFile(location, content);
      await expect(store.load(1)).rejects.toThrow(message);
    }
    await expect(store.load(2)).rejects.toThrow(RestoreError);
  });

  it('leaves the earlier checkpoints alone when writing stops half-way', async () => {
    const good = fileCheckpointStore({ directory });
    await good.save(checkpoint(1));
    const full = fileCheckpointStore({ directory, files: failingFiles({ bytesLeft: 30 }) });
    await expect(full.save(checkpoint(2))).rejects.toThrow('no space left');
    expect(await good.list()).toEqual([1]);
    expect(await good.load(1)).toEqual(checkpoint(1));
  });
});
