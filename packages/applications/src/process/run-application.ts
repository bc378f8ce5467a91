import { randomBytes } from 'node:crypto';
import { systemClock } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import { readAwsAccess, realAwsAccess } from '@riffle/cells';
import { ApplicationFolder } from './application-folder.ts';
import { startControlServer } from './control-server.ts';
import { checkEpoch, FencedError } from './epoch.ts';
import { takeExclusiveLock } from './exclusive-lock.ts';
import { JobRun } from './job-run.ts';
import { RestartCount } from './restart-count.ts';
import { type RunEnd, type RunnerControl, type RunSpec, readRunSpec, writeJsonFile } from './run-spec.ts';
import { openRunnerLog } from './runner-log.ts';

/** How long a predecessor may take to be gone. */
const LOCK_WAIT_MS = 30_000;
/** How often a runner looks whether it is still wanted. */
const WATCH_INTERVAL_MS = 1_000;

/** Runs the application of a folder until it ends, is stopped, or is not wanted any more; gives the exit code. */
export async function runApplication(path: string, epoch: number): Promise<number> {
  const folder = new ApplicationFolder(path);
  const spec = await readRunSpec(nodeFiles, folder);
  if (spec === undefined) {
    return 0;
  }
  const lock = takeExclusiveLock(folder.lock, LOCK_WAIT_MS);
  if (lock === undefined) {
    return 1;
  }
  if (!(await isWanted(folder, epoch))) {
    return 0;
  }
  return runLocked(folder, spec, epoch);
}

async function runLocked(folder: ApplicationFolder, spec: RunSpec, epoch: number): Promise<number> {
  const log = openRunnerLog(folder.logs, spec.logLevel, systemClock.now);
  const ended = Promise.withResolvers<number>();
  const directory = folder.checkpointsOf(spec.runId);
  await nodeFiles.makeDirectory(directory);
  const run = new JobRun({
    spec,
    restarts: await RestartCount.open(directory),
    folder,
    epoch,
    clock: systemClock,
    logger: log,
    aws: () => (spec.realAws ? realAwsAccess() : readAwsAccess(spec.home)),
    onEnd: async (end) => {
      if (end === 'fenced') {
        log.log('warn', 'this runner is not wanted any more');
        ended.resolve(0);
        return;
      }
      await recordEnd(folder, epoch, end);
      log.log('info', `the run ended: ${end.message}`);
      // After a stop its answer goes out first.
      if (end.state !== 'stopped') {
        ended.resolve(end.state === 'failed' ? 1 : 0);
      }
    },
  });
  log.log('info', 'the runner starts', { version: spec.version, epoch, pid: process.pid });
  const token = randomBytes(24).toString('base64url');
  const { port } = await startControlServer({ token, run, end: () => ended.resolve(0) });
  const control: RunnerControl = { pid: process.pid, port, token, epoch };
  await writeJsonFile(nodeFiles, folder.control, control);
  const watch = setInterval(() => {
    void isWanted(folder, epoch).then((wanted) => {
      if (!wanted) {
        ended.resolve(0);
      }
    });
  }, WATCH_INTERVAL_MS);
  // Whoever ends the machine gets a last checkpoint out of it; the run itself goes on at the next start.
  process.once('SIGTERM', () => {
    log.log('info', 'asked to end: the run goes on at the next start');
    void run
      .suspend()
      .catch(() => undefined)
      .then(() => ended.resolve(0));
  });
  run.start();
  const code = await ended.promise;
  clearInterval(watch);
  await log.close();
  return code;
}

async function recordEnd(folder: ApplicationFolder, epoch: number, end: RunEnd): Promise<void> {
  if (await isWanted(folder, epoch)) {
    await writeJsonFile(nodeFiles, folder.end, end);
  }
}

/** Whether the application is still there and no newer runner has taken over. */
async function isWanted(folder: ApplicationFolder, epoch: number): Promise<boolean> {
  try {
    await checkEpoch(nodeFiles, folder.epoch, epoch);
    return true;
  } catch (error) {
    // A disk that cannot be read for a moment is no reason to end.
    return !(error instanceof FencedError);
  }
}
