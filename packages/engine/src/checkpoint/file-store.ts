import { join } from 'node:path';
import { type Files, nodeFiles, writeFileAtomic } from '@riffle/base/node';
import { RestoreError } from '../errors.ts';
import type { Checkpoint, CheckpointStore } from './checkpoint.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-format.ts';

const NAME = /^chk-(\d+)\.checkpoint$/;

/**
 * Checkpoints as files of one directory, `chk-<id>.checkpoint`. A file has its final name only when all of it is on the
 * disk, so whatever has that name is whole, whenever the machine stopped. The newest `retained` are kept.
 */
export function fileCheckpointStore(options: {
  readonly directory: string;
  readonly retained?: number;
  readonly files?: Files;
}): CheckpointStore {
  const { directory, retained = 3, files = nodeFiles } = options;
  const pathOf = (id: number): string => join(directory, `chk-${id}.checkpoint`);
  const list = async (): Promise<number[]> => {
    await files.makeDirectory(directory);
    const names = await files.list(directory);
    return names
      .flatMap((name) => Number(NAME.exec(name)?.[1] ?? Number.NaN))
      .filter(Number.isInteger)
      .sort((a, b) => a - b);
  };
  return {
    list,
    async save(checkpoint: Checkpoint) {
      const bytes = encodeCheckpoint(checkpoint);
      const location = pathOf(checkpoint.id);
      await files.makeDirectory(directory);
      await writeFileAtomic(files, location, bytes);
      const ids = await list();
      for (const id of ids.slice(0, Math.max(0, ids.length - retained))) {
        await files.remove(pathOf(id));
      }
      return { location, bytes: bytes.length };
    },
    load: (id) => readCheckpointFile(pathOf(id), files),
  };
}

/** Reads one checkpoint file, wherever it lies. @throws RestoreError when it is missing, damaged or of an unknown format. */
export async function readCheckpointFile(path: string, files: Files = nodeFiles): Promise<Checkpoint> {
  let bytes: Uint8Array;
  try {
    bytes = await files.readFile(path);
  } catch (cause) {
    throw new RestoreError(`The checkpoint ${path} cannot be read.`, { operator: 'checkpoint', cause });
  }
  return decodeCheckpoint(bytes, path);
}
