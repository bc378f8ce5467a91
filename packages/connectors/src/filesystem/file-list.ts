import { basename, join, relative, sep } from 'node:path';
import type { Files } from '@riffle/base/node';
import { ConnectorError } from '@riffle/engine';
import type { FileSourceOptions } from './options.ts';
import { readPartitionFolder } from './partitions.ts';

/** A file of the table. */
export interface DataFile {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** The values of partition columns, as the folders above the file write them. */
  readonly partition: Readonly<Record<string, string>>;
}

/** The table's files, oldest first and then by path. Names that begin with `.` or `_` are not data. */
export async function listFiles(files: Files, options: FileSourceOptions): Promise<DataFile[]> {
  const top = await files.info(options.path);
  if (top === null) {
    if (options.monitorInterval !== undefined) {
      return [];
    }
    throw new ConnectorError(`There is no file or folder ${options.path}. Check the table's option 'path'.`);
  }
  const found: DataFile[] = [];
  const visit = async (path: string, partition: Readonly<Record<string, string>>): Promise<void> => {
    const info = path === options.path ? top : await files.info(path);
    if (info === null) {
      return;
    }
    if (!info.isDirectory) {
      if (options.pathPattern?.test(path) !== false) {
        found.push({ path, size: info.size, modifiedAt: Math.floor(info.modifiedAt), partition });
      }
      return;
    }
    for (const name of await files.list(path)) {
      if (!name.startsWith('.') && !name.startsWith('_')) {
        await visit(join(path, name), withFolder(partition, name));
      }
    }
  };
  await visit(options.path, {});
  return found.sort((a, b) => a.modifiedAt - b.modifiedAt || (a.path < b.path ? -1 : 1));
}

function withFolder(partition: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> {
  const part = readPartitionFolder(name);
  return part === undefined ? partition : { ...partition, [part.name]: part.text };
}

/** The partition of a file found again by its path alone. */
export function partitionOfPath(root: string, path: string): Readonly<Record<string, string>> {
  return relative(root, path)
    .split(sep)
    .reduce<Readonly<Record<string, string>>>(
      (partition, name) => (name === basename(path) ? partition : withFolder(partition, name)),
      {},
    );
}

/** Which of `parallelism` readers reads a file: the same for ever, whoever asks. */
export function readerOfPath(path: string, parallelism: number): number {
  let hash = 0;
  for (let i = 0; i < path.length; i++) {
    hash = (Math.imul(hash, 31) + path.charCodeAt(i)) | 0;
  }
  return (hash >>> 0) % parallelism;
}
