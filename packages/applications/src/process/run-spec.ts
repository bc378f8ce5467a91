import { type Files, writeFileAtomic } from '@riffle/base/node';
import type { JobFigures } from '@riffle/cells';
import type { ApplicationFolder } from './application-folder.ts';

/** What a runner runs; on disk, so that it can be started again by whoever finds it gone. */
export interface RunSpec {
  readonly application: string;
  readonly version: number;
  /** Names the run's checkpoint folder: a start makes a new one, a restart goes on with it. */
  readonly runId: string;
  /** The compiled program. */
  readonly planFile: string;
  readonly parallelism: number;
  readonly checkpoint: {
    /** Milliseconds; null takes none by itself. */
    readonly intervalMs: number | null;
    readonly minPauseMs: number;
  };
  /** The state the run begins with, as long as it has no checkpoint of its own. */
  readonly restore: { readonly file: string; readonly allowNonRestoredState: boolean } | null;
  readonly logLevel: string;
  /** Where the local AWS endpoint's keys are; the user's own settings when `realAws`. */
  readonly home: string;
  readonly realAws: boolean;
  /** What relative paths of tables are relative to. */
  readonly workingDirectory: string;
}

/** How a run ended by itself, or by a stop that was obeyed. */
export interface RunEnd {
  readonly state: 'finished' | 'stopped' | 'failed';
  readonly message: string;
}

/** How a runner is reached: on the loopback address, with a token. */
export interface RunnerControl {
  readonly pid: number;
  readonly port: number;
  readonly token: string;
  readonly epoch: number;
}

export type RunState = 'starting' | 'running' | 'restarting' | 'stopping' | 'finished' | 'stopped' | 'failed';

export interface CheckpointFacts {
  readonly id: number;
  readonly triggeredAt: number;
  readonly durationMs: number;
  readonly bytes: number;
}

/** One operator of a running job. */
export interface OperatorFacts {
  readonly id: string;
  readonly kind: string;
  /** What a person calls it: a table's name, `Group aggregate`. Null for an exchange, which is part of a way. */
  readonly title: string | null;
  /** Operators of the same task run as one chain; null for an exchange. */
  readonly task: number | null;
  readonly description: string;
  readonly parallelism: number;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly watermark: number | null;
  readonly stateBytes: number;
}

/** What a runner tells about itself. */
export interface RunStatus {
  readonly application: string;
  readonly version: number;
  readonly epoch: number;
  readonly pid: number;
  readonly state: RunState;
  /** Since the epoch, in milliseconds; null while it does not run. */
  readonly runningSince: number | null;
  /** How often the job was started again since the run began, by whatever process. */
  readonly restarts: number;
  /** When it stopped to run, in milliseconds since the epoch; null while it runs, and before it ever ran here. */
  readonly downSince: number | null;
  /** Why the job does not run, or what went wrong last. */
  readonly problem: string | null;
  /** What a person should know of the restore, like a damaged checkpoint that was passed over. */
  readonly remarks: readonly string[];
  readonly restoredFrom: string | null;
  readonly checkpoints: {
    readonly completed: number;
    readonly failed: number;
    readonly last: CheckpointFacts | null;
  };
  readonly figures: JobFigures | null;
  readonly operators: readonly OperatorFacts[];
  readonly awsEndpoint: string | null;
  /** What the process uses of the machine; null at first. */
  readonly usage: ProcessUsage | null;
}

export interface ProcessUsage {
  /** Time on the processor in a hundredth of the time that passed: 100 is one core in full. */
  readonly cpuPercent: number;
  readonly residentBytes: number;
  /** Of the job's thread. */
  readonly heapUsedBytes: number;
  readonly heapLimitBytes: number;
}

/** Undefined when there is none, or only a part of one. */
export async function readJsonFile<T>(files: Files, path: string): Promise<T | undefined> {
  try {
    return JSON.parse(new TextDecoder().decode(await files.readFile(path))) as T;
  } catch {
    return undefined;
  }
}

export function readRunSpec(files: Files, folder: ApplicationFolder): Promise<RunSpec | undefined> {
  return readJsonFile<RunSpec>(files, folder.run);
}

export async function writeJsonFile(files: Files, path: string, value: unknown): Promise<void> {
  await writeFileAtomic(files, path, `${JSON.stringify(value, null, 2)}\n`);
}
