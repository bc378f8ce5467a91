import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Files, nodeFiles } from '@riffle/base/node';
import type { ApplicationFolder } from '../process/application-folder.ts';
import { raiseEpoch } from '../process/epoch.ts';
import { isLocked } from '../process/exclusive-lock.ts';
import { RUNNER_MAIN } from '../process/location.ts';
import { type RunnerControl, readJsonFile } from '../process/run-spec.ts';
import { RunnerClient } from './runner-client.ts';

const GONE_CHECK_MS = 20;
/** What a process says that cannot even log goes here; begun anew beyond this size. */
const OUTPUT = 'process.log';
const MOST_OUTPUT_BYTES = 1024 * 1024;

/** The process of one application, whoever started it. */
export class RunnerProcess {
  readonly #folder: ApplicationFolder;
  readonly #files: Files = nodeFiles;
  #child: ChildProcess | null = null;
  #lastRaise: Promise<unknown> = Promise.resolve();

  constructor(folder: ApplicationFolder) {
    this.#folder = folder;
  }

  /** Starts a process of its own session, which outlives this one; every earlier runner is stale from here on. */
  async launch(workingDirectory: string): Promise<void> {
    const epoch = await this.#raiseEpoch();
    const output = this.#openOutput();
    try {
      const child = spawn(process.execPath, [RUNNER_MAIN, this.#folder.path, String(epoch)], {
        cwd: workingDirectory,
        detached: true,
        stdio: ['ignore', output, output],
        env: runnerEnvironment(),
      });
      child.on('error', () => undefined);
      child.unref();
      this.#child = child;
    } finally {
      closeSync(output);
    }
  }

  /** Whether the process lives, as far as can be known from here. */
  get isAlive(): boolean {
    const child = this.#child;
    if (child !== null && child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      return true;
    }
    return isLocked(this.#folder.lock);
  }

  /** How the newest runner is reached; undefined until it says so. */
  async client(): Promise<RunnerClient | undefined> {
    const control = await readJsonFile<RunnerControl>(this.#files, this.#folder.control);
    const epoch = await readJsonFile<number>(this.#files, this.#folder.epoch);
    return control === undefined || control.epoch !== epoch ? undefined : new RunnerClient(control);
  }

  /** Ends the process at once; settles when it is gone, and nothing of it can write any more. */
  async kill(): Promise<void> {
    if ((await this.#files.info(this.#folder.path)) === null) {
      return;
    }
    await this.#raiseEpoch();
    while (this.isAlive) {
      this.#child?.kill('SIGKILL');
      const control = await readJsonFile<RunnerControl>(this.#files, this.#folder.control);
      // The lock is what proves that the number still belongs to a runner.
      if (control !== undefined && isLocked(this.#folder.lock)) {
        killQuietly(control.pid);
      }
      await pause();
    }
    this.#child = null;
  }

  /** Settles when the process has ended by itself. */
  async gone(): Promise<void> {
    while (this.isAlive) {
      await pause();
    }
  }

  /** Whether the process ends by itself within a time. */
  async goneWithin(patienceMs: number): Promise<boolean> {
    const deadline = performance.now() + patienceMs;
    while (this.isAlive && performance.now() < deadline) {
      await pause();
    }
    return !this.isAlive;
  }

  /** The end of what the process printed. */
  async lastOutput(): Promise<string> {
    try {
      const bytes = await this.#files.readFile(join(this.#folder.logs, OUTPUT));
      return new TextDecoder().decode(bytes.subarray(Math.max(0, bytes.length - 2000))).trim();
    } catch {
      return '';
    }
  }

  /** A stop by force may come while a launch is under way: one after the other. */
  #raiseEpoch(): Promise<number> {
    const raised = this.#lastRaise.then(() => raiseEpoch(this.#files, this.#folder.epoch));
    this.#lastRaise = raised.catch(() => undefined);
    return raised;
  }

  #openOutput(): number {
    mkdirSync(this.#folder.logs, { recursive: true, mode: 0o700 });
    const path = join(this.#folder.logs, OUTPUT);
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    return openSync(path, size > MOST_OUTPUT_BYTES ? 'w' : 'a', 0o600);
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, GONE_CHECK_MS));
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}

/** A runner gets no secrets of ours by its environment, and none of the user's AWS settings unless asked. */
function runnerEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('RIFFLE_TOKEN') && (process.env['RIFFLE_AWS'] === 'real' || !name.startsWith('AWS_')),
  );
  return Object.fromEntries(kept);
}
