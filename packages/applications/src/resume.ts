import { randomUUID } from 'node:crypto';
import type { Logger } from '@riffle/base';
import type { Application } from './application.ts';
import { NEW_LIFECYCLE } from './lifecycle.ts';
import type { Records } from './records.ts';
import type { ApplicationRunner } from './runner.ts';
import { type Runs, runnable } from './runs.ts';
import type { Snapshots } from './snapshots.ts';
import type { ApplicationStore } from './store.ts';
import type { Updates } from './updates.ts';

export interface ResumeOptions {
  readonly records: Records;
  readonly runs: Runs;
  readonly snapshots: Snapshots;
  readonly updates: Updates;
  readonly store: ApplicationStore;
  readonly logger: Logger;
}

/** After a restart of the server: brings an application to where it was heading. */
export function resumeApplication(application: Application, options: ResumeOptions): void {
  const { records, runs, logger } = options;
  const { status, operationId } = application.lifecycle;
  const runner = runs.find(application.mode);
  if (status === 'READY') {
    void options.snapshots.resume(application);
    return;
  }
  if (runner === undefined) {
    const reason = `nothing here runs ${application.mode} applications`;
    records.save({ ...application, lifecycle: NEW_LIFECYCLE });
    logger.log('warn', `application ${application.name} is not resumed: ${reason}`);
    return;
  }
  if (status === 'RUNNING' && runner.resume !== undefined) {
    void goOnRunning(application, options);
    return;
  }
  const id = operationId ?? randomUUID();
  switch (status) {
    case 'DELETING':
      records.carry(application, id, async () => {
        await runner.stop(runnable(application), 'force');
        await runner.remove?.(runnable(application));
        records.remove(application);
      });
      return;
    case 'STOPPING':
      records.carry(application, id, async (stopping, progress) => {
        await options.snapshots.resume(stopping);
        if (runner.stopSaving === undefined) {
          await runner.stop(runnable(stopping), 'force');
        } else {
          await options.snapshots.stop(stopping);
        }
        progress.news('stopped');
      });
      return;
    case 'FORCE_STOPPING':
      records.carry(application, id, async (stopping, progress) => {
        await runner.stop(runnable(stopping), 'force');
        progress.news('stopped');
      });
      return;
    case 'UPDATING':
    case 'ROLLING_BACK':
      if (runner.resume !== undefined) {
        records.carry(application, id, async (updating, progress) => {
          await options.snapshots.resume(updating);
          await goOnUpdating(updating, progress, options);
        });
        return;
      }
      restart(application, { id, runner, ...options });
      return;
    default:
      restart(application, { id, runner, ...options });
  }
}

/** The run goes on, alive or from its last checkpoint; its status never was anything but RUNNING. */
async function goOnRunning(application: Application, options: ResumeOptions): Promise<void> {
  const { records, runs, snapshots, logger } = options;
  try {
    await snapshots.resume(application);
    if (!(await runs.resume(application))) {
      restart(application, { id: randomUUID(), runner: runs.runnerOf(application), ...options });
    }
  } catch (error) {
    if (!records.isClosed) {
      logger.log('error', `application ${application.name} is not resumed: ${(error as Error).message}`);
      records.ended(application.name);
    }
  }
}

async function goOnUpdating(
  updating: Application,
  progress: Parameters<Parameters<Records['carry']>[2]>[1],
  { runs, snapshots, updates, store }: ResumeOptions,
): Promise<void> {
  const done = updating.lifecycle.status === 'UPDATING' ? 'updated' : 'rolled-back';
  if (await runs.resume(updating)) {
    progress.news(done);
    return;
  }
  const before = store.versions(updating.name).find(({ id }) => id === updating.version.id - 1);
  if (before === undefined) {
    await runs.start(updating, snapshots.startState(updating, {}));
    progress.news(done);
    return;
  }
  // What ran then runs still, or left its last checkpoint, or was stopped already.
  const old: Application = {
    ...updating,
    version: before,
    lifecycle: { status: 'RUNNING', operationId: undefined },
  };
  if (done === 'updated') {
    await updates.carryOn(old, updating, progress, undefined);
  } else {
    await updates.carryBack(old, updating, progress);
  }
}

/** A start that was cut short: its run goes on when it had begun, else it begins. */
function restart(
  application: Application,
  { id, runner, ...options }: ResumeOptions & { readonly id: string; readonly runner: ApplicationRunner },
): void {
  const { records, store, snapshots, runs } = options;
  const starting: Application = { ...application, lifecycle: { status: 'STARTING', operationId: id } };
  records.save(starting);
  if (!store.operations(application.name).some((operation) => operation.id === id)) {
    records.saveOperation(starting, id, 'StartApplication');
  }
  records.carry(starting, id, async (begun, progress) => {
    await snapshots.resume(begun);
    if (runner.resume === undefined || !(await runs.resume(begun))) {
      await runs.start(begun, snapshots.startState(begun, begun.runConfiguration ?? {}));
    }
    progress.news('started');
  });
}
