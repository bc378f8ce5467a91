import { join } from 'node:path';

/** Where everything of one application lies, below the home's `applications`. */
export class ApplicationFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** What the runner has to run; there from the start of a run until it was stopped. */
  get run(): string {
    return join(this.path, 'run.json');
  }

  /** How the last run ended by itself. */
  get end(): string {
    return join(this.path, 'end.json');
  }

  /** Only the runner of this epoch may write checkpoints and commit. */
  get epoch(): string {
    return join(this.path, 'epoch');
  }

  /** Held by the runner's process as long as it lives. */
  get lock(): string {
    return join(this.path, 'runner.lock');
  }

  /** How the runner is reached. */
  get control(): string {
    return join(this.path, 'control.json');
  }

  get logs(): string {
    return join(this.path, 'logs');
  }

  get snapshots(): string {
    return join(this.path, 'snapshots');
  }

  /** Checkpoints of all runs, a folder for each. */
  get checkpoints(): string {
    return join(this.path, 'checkpoints');
  }

  get versions(): string {
    return join(this.path, 'versions');
  }

  checkpointsOf(runId: string): string {
    return join(this.checkpoints, runId);
  }

  snapshot(name: string): string {
    return join(this.snapshots, `${name}.checkpoint`);
  }

  code(version: number): string {
    return join(this.versions, String(version), 'code.zip');
  }

  plan(version: number): string {
    return join(this.versions, String(version), 'plan.json');
  }
}
