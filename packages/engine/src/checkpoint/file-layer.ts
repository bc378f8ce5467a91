/** What a checkpoint store needs of a file system. Tests put one in that fails at will. */
export interface FileLayer {
  makeDirectory(path: string): Promise<void>;
  /** Names in a directory, in any order. */
  list(path: string): Promise<readonly string[]>;
  read(path: string): Promise<Uint8Array>;
  /** Writes a new file and forces it to the disk. */
  writeDurably(path: string, bytes: Uint8Array): Promise<void>;
  /** Replaces `to` in one step. */
  rename(from: string, to: string): Promise<void>;
  /** Forces the names in a directory to the disk. */
  syncDirectory(path: string): Promise<void>;
  remove(path: string): Promise<void>;
}
