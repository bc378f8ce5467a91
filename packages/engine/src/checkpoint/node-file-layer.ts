import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import type { FileLayer } from './file-layer.ts';

/** The machine's file system. */
export const nodeFiles: FileLayer = {
  async makeDirectory(path) {
    await mkdir(path, { recursive: true });
  },
  list: (path) => readdir(path),
  read: (path) => readFile(path),
  async writeDurably(path, bytes) {
    const file = await open(path, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  rename: (from, to) => rename(from, to),
  async syncDirectory(path) {
    // Windows cannot open directories; there a rename is durable by itself.
    if (process.platform === 'win32') {
      return;
    }
    const directory = await open(path, 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  },
  remove: (path) => rm(path, { force: true }),
};
