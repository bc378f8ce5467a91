import { type FileLayer, nodeFiles, type OpenFile } from '../kinesis/store/files.ts';

/** A file layer over real files whose disk can be full, or fail to sync. */
export interface FailingFiles extends FileLayer {
  /** Bytes that may still be written; a write past them keeps what fits, as a full disk does. */
  bytesLeft: number;
  failSync: boolean;
  failTruncate: boolean;
  /** Finished syncs of files. */
  syncs: number;
}

export function failingFiles(): FailingFiles {
  const files: FailingFiles = {
    ...nodeFiles,
    bytesLeft: Number.POSITIVE_INFINITY,
    failSync: false,
    failTruncate: false,
    syncs: 0,
    open: async (path) => wrap(await nodeFiles.open(path), files),
  };
  return files;
}

function wrap(file: OpenFile, state: FailingFiles): OpenFile {
  return {
    ...file,
    async write(data, position) {
      const fits = Math.min(data.length, state.bytesLeft);
      await file.write(data.subarray(0, fits), position);
      state.bytesLeft -= fits;
      if (fits < data.length) {
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      }
    },
    async sync() {
      if (state.failSync) {
        throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
      }
      await file.sync();
      state.syncs++;
    },
    async truncate(size) {
      if (state.failTruncate) {
        throw Object.assign(new Error('EIO: i/o error, ftruncate'), { code: 'EIO' });
      }
      await file.truncate(size);
    },
  };
}
