import { type Files, nodeFiles, type OpenFile } from '../node/files.ts';

/** The machine's files on a disk that can be full, or fail to sync. */
export interface FailingFiles extends Files {
  /** Bytes that may still be written; a write past them keeps what fits, as a full disk does. */
  bytesLeft: number;
  failSync: boolean;
  failTruncate: boolean;
  /** Finished syncs of files. */
  syncs: number;
}

/** Files without faults, until a test sets one of the fields. */
export function failingFiles(faults: Partial<Pick<FailingFiles, 'bytesLeft'>> = {}): FailingFiles {
  const files: FailingFiles = {
    ...nodeFiles,
    bytesLeft: Number.POSITIVE_INFINITY,
    failSync: false,
    failTruncate: false,
    syncs: 0,
    ...faults,
    open: async (path, mode) => wrap(await nodeFiles.open(path, mode), files),
  };
  return files;
}

function wrap(file: OpenFile, state: FailingFiles): OpenFile {
  return {
    ...file,
    async write(bytes) {
      const fits = Math.min(bytes.length, state.bytesLeft);
      await file.write(bytes.subarray(0, fits));
      state.bytesLeft -= fits;
      if (fits < bytes.length) {
        throw fault('ENOSPC', 'ENOSPC: no space left on device, write');
      }
    },
    async datasync() {
      if (state.failSync) {
        throw fault('EIO', 'EIO: i/o error, fdatasync');
      }
      await file.datasync();
      state.syncs++;
    },
    async truncate(length) {
      if (state.failTruncate) {
        throw fault('EIO', 'EIO: i/o error, ftruncate');
      }
      await file.truncate(length);
    },
  };
}

function fault(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
