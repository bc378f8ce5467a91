import { DatabaseSync } from 'node:sqlite';

/** A lock of this process, which the operating system gives back when the process ends, however it ends. */
export interface ExclusiveLock {
  release(): void;
}

/** A database that nobody refers to is closed when memory is tidied up, and its lock would be gone with it. */
const held = new Set<DatabaseSync>();

/**
 * Takes the lock of a file, or gives undefined when another process has it for longer than `waitMs`. SQLite's own file
 * lock, since Node.js has none. The call blocks while it waits.
 */
export function takeExclusiveLock(path: string, waitMs: number): ExclusiveLock | undefined {
  const database = new DatabaseSync(path, { timeout: waitMs });
  try {
    database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
    held.add(database);
    return {
      release() {
        held.delete(database);
        database.close();
      },
    };
  } catch (error) {
    database.close();
    if (/locked|busy/i.test((error as Error).message)) {
      return undefined;
    }
    throw error;
  }
}

/** Whether some process holds the lock now. */
export function isLocked(path: string): boolean {
  const lock = takeExclusiveLock(path, 0);
  lock?.release();
  return lock === undefined;
}
