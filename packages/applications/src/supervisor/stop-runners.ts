import { nodeFiles } from '@riffle/base/node';
import { ApplicationFolder } from '../process/application-folder.ts';
import { isLocked } from '../process/exclusive-lock.ts';
import { type RunnerControl, readJsonFile } from '../process/run-spec.ts';

const LOOK_INTERVAL_MS = 50;

export interface StoppedRunner {
  readonly application: string;
  /** Ended by itself, after a last checkpoint; else it had to be killed. */
  readonly gracefully: boolean;
}

/**
 * Ends the runners below a home's `applications` folder: each takes a last checkpoint, from which its application goes on
 * when the server starts again. One that takes longer than `patienceMs` is killed.
 */
export async function stopRunners(directory: string, patienceMs: number): Promise<StoppedRunner[]> {
  const running = await runningApplications(directory);
  return Promise.all(
    running.map(async ({ application, folder }) => ({ application, gracefully: await end(folder, patienceMs) })),
  );
}

export async function runningApplications(
  directory: string,
): Promise<{ application: string; folder: ApplicationFolder }[]> {
  const names = (await nodeFiles.list(directory)).filter((name) => name.startsWith('application-'));
  return names
    .map((name) => ({
      application: name.slice('application-'.length),
      folder: new ApplicationFolder(`${directory}/${name}`),
    }))
    .filter(({ folder }) => isLocked(folder.lock));
}

async function end(folder: ApplicationFolder, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  let asked = 0;
  while (isLocked(folder.lock)) {
    // A runner that has just taken the lock says who it is a moment later.
    const control = await readJsonFile<RunnerControl>(nodeFiles, folder.control);
    const late = performance.now() > deadline;
    if (control !== undefined && (late || control.pid !== asked)) {
      asked = control.pid;
      signal(control.pid, late ? 'SIGKILL' : 'SIGTERM');
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_INTERVAL_MS));
  }
  return performance.now() <= deadline;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has just ended.
  }
}
