// All disk access of the stream store, so that tests can put a failing disk in its place.
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** An open file addressed by position. */
export interface OpenFile {
  size(): Promise<number>;
  /** Writes all of `data` or rejects; a rejected write may have left part of it. */
  write(data: Uint8Array, position: number): Promise<void>;
  /** Returns once everything written before is on the disk. */
  sync(): Promise<void>;
  /** Fills `into` as far as the file goes; returns the bytes read. */
  read(into: Uint8Array, position: number): Promise<number>;
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

export interface FileLayer {
  /** Opens for reading and writing and creates what is missing. */
  open(path: string): Promise<OpenFile>;
  /** Opens for reading; rejects with `ENOENT` when there is no such file. */
  openForRead(path: string): Promise<OpenFile>;
  readFile(path: string): Promise<Buffer>;
  /** Names inside a folder; empty when there is no such folder. */
  list(folder: string): Promise<string[]>;
  makeFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a whole folder; absence is fine. */
  remove(path: string): Promise<void>;
  /** Returns once creations, renames and removals inside `folder` are on the disk. */
  syncFolder(folder: string): Promise<void>;
}

export const nodeFiles: FileLayer = {
  open: (path) => openFile(path, 'r+'),
  openForRead: (path) => openFile(path, 'r'),
  readFile: (path) => readFile(path),
  async list(folder) {
    try {
      return await readdir(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return [];
      }
      throw error;
    }
  },
  async makeFolder(path) {
    await mkdir(path, { recursive: true });
  },
  rename,
  remove: (path) => rm(path, { recursive: true, force: true }),
  async syncFolder(folder) {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

async function openFile(path: string, flags: 'r+' | 'r'): Promise<OpenFile> {
  if (flags === 'r+') {
    // Create it first: positioned writes need a mode that does not always append.
    await (await open(path, 'a')).close();
  }
  const handle = await open(path, flags);
  return {
    size: async () => (await handle.stat()).size,
    async write(data, position) {
      for (let done = 0; done < data.length; ) {
        const { bytesWritten } = await handle.write(data, done, data.length - done, position + done);
        done += bytesWritten;
      }
    },
    sync: () => handle.datasync(),
    async read(into, position) {
      let done = 0;
      while (done < into.length) {
        const { bytesRead } = await handle.read(into, done, into.length - done, position + done);
        if (bytesRead === 0) {
          break;
        }
        done += bytesRead;
      }
      return done;
    },
    truncate: (size) => handle.truncate(size),
    close: () => handle.close(),
  };
}

/** Replaces a small file so that after a crash either the old or the new content is there. */
export async function writeDurably(files: FileLayer, path: string, data: Uint8Array): Promise<void> {
  const temporary = `${path}.new`;
  const file = await files.open(temporary);
  try {
    await file.truncate(0);
    await file.write(data, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await files.rename(temporary, path);
  await files.syncFolder(dirname(path));
}
