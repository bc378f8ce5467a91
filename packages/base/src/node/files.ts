import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** An open file, as much of it as durable storage needs. */
export interface OpenFile {
  size(): Promise<number>;
  /** Appends all of `bytes`, or throws and may have appended a part. */
  write(bytes: Uint8Array): Promise<void>;
  /** `length` bytes from `position`, fewer only where the file ends. */
  read(position: number, length: number): Promise<Uint8Array>;
  truncate(length: number): Promise<void>;
  /** Settles when the content, not only the operating system, has it. */
  datasync(): Promise<void>;
  close(): Promise<void>;
}

export interface FileInfo {
  readonly size: number;
  readonly modifiedAt: number;
  readonly isDirectory: boolean;
}

/**
 * The file system as durable parts see it. They take it as a parameter so that tests can hand in one
 * whose disk is full or whose writes tear.
 */
export interface Files {
  /** `append` makes what is missing; `read` rejects with `ENOENT` where there is nothing. Both can read. */
  open(path: string, mode: 'append' | 'read'): Promise<OpenFile>;
  readFile(path: string): Promise<Uint8Array>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a folder with all in it; what is not there is fine. */
  remove(path: string): Promise<void>;
  makeDirectory(path: string): Promise<void>;
  /** Names in a folder, sorted; none when the folder is missing. */
  list(path: string): Promise<string[]>;
  /** Null when there is nothing at `path`. */
  info(path: string): Promise<FileInfo | null>;
  /** Makes renames and new names in a folder durable. */
  syncDirectory(path: string): Promise<void>;
}

async function openFile(path: string, mode: 'append' | 'read'): Promise<OpenFile> {
  const flags = mode === 'read' ? constants.O_RDONLY : constants.O_RDWR | constants.O_CREAT | constants.O_APPEND;
  const handle = await open(path, flags, 0o600);
  return {
    size: async () => (await handle.stat()).size,
    async write(bytes) {
      let done = 0;
      while (done < bytes.length) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done);
        done += bytesWritten;
      }
    },
    async read(position, length) {
      // Every byte handed out has been read, so there is no need to clear them first.
      const bytes = new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
        if (bytesRead === 0) {
          break;
        }
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    },
    truncate: (length) => handle.truncate(length),
    datasync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** The machine's own file system. */
export const nodeFiles: Files = {
  open: openFile,
  readFile: (path) => readFile(path),
  rename,
  remove: (path) => rm(path, { recursive: true, force: true }),
  makeDirectory: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  async list(path) {
    try {
      return (await readdir(path)).sort();
    } catch (error) {
      if (isMissing(error)) {
        return [];
      }
      throw error;
    }
  },
  async info(path) {
    try {
      const found = await stat(path);
      return { size: found.size, modifiedAt: found.mtimeMs, isDirectory: found.isDirectory() };
    } catch (error) {
      if (isMissing(error)) {
        return null;
      }
      throw error;
    }
  },
  async syncDirectory(path) {
    // Windows cannot open directories; there a rename is durable by itself.
    if (process.platform === 'win32') {
      return;
    }
    const handle = await open(path, constants.O_RDONLY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

/**
 * Puts `content` at `path` so that after a crash at any moment the file holds either its old content or all of the new:
 * written beside it, made durable, then renamed over it.
 */
export async function writeFileAtomic(files: Files, path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.tmp`;
  await files.remove(temporary);
  const file = await files.open(temporary, 'append');
  try {
    await file.write(typeof content === 'string' ? new TextEncoder().encode(content) : content);
    await file.datasync();
  } catch (error) {
    await file.close();
    await files.remove(temporary);
    throw error;
  }
  await file.close();
  await files.rename(temporary, path);
  await files.syncDirectory(dirname(path));
}
