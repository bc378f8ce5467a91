import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The layout of a home this version writes; older homes are brought up to it when they are opened. */
const HOME_VERSION = 1;

/** A start that cannot go on, with a sentence that says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** Everything Riffle keeps lives below one folder. */
export interface Home {
  readonly root: string;
  /** Gives the folder of a part, made if it is missing: `streams`, `notes`, `logs` … */
  directory(...parts: string[]): string;
  file(...parts: string[]): string;
  /** Lets the next server have the home. */
  release(): void;
}

/**
 * Opens a home for one server.
 * @throws StartError when another server has it, or when a newer version of Riffle made it.
 */
export function openHome(root: string): Home {
  const path = resolve(root);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock = join(path, 'lock');
  takeLock(lock, path);
  try {
    checkVersion(join(path, 'version'), path);
  } catch (error) {
    rmSync(lock, { force: true });
    throw error;
  }
  return {
    root: path,
    directory(...parts) {
      const directory = join(path, ...parts);
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      return directory;
    },
    file: (...parts) => join(path, ...parts),
    release: () => rmSync(lock, { force: true }),
  };
}

/** The lock is a file with the owner's process id; one whose owner is gone is stale. */
function takeLock(lock: string, home: string): void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = openSync(lock, 'wx', 0o600);
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new StartError(`The folder ${home} cannot be written: ${(error as Error).message}`, { cause: error });
      }
    }
    const owner = Number(readFileSync(lock, 'utf8'));
    if (owner !== process.pid && isAlive(owner)) {
      throw new StartError(
        `Another Riffle server (process ${owner}) uses ${home}. Stop it, or start this one with another RIFFLE_HOME.`,
      );
    }
    rmSync(lock, { force: true });
  }
  throw new StartError(`The lock ${lock} could not be taken.`);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function checkVersion(file: string, home: string): void {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    writeFileSync(file, `${HOME_VERSION}\n`, { mode: 0o600 });
    return;
  }
  const version = Number(text);
  if (!Number.isInteger(version) || version > HOME_VERSION) {
    throw new StartError(
      `${home} was made by a newer version of Riffle (its version is ${text.trim()}, this one knows ${HOME_VERSION}). Update Riffle, or use another RIFFLE_HOME.`,
    );
  }
}
