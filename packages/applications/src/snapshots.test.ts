import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock, voidLogger } from '@riffle/base';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Applications } from './applications.ts';
import { ApplicationError } from './errors.ts';
import type { ApplicationRunner, StartState } from './runner.ts';
import type { ApplicationSettings, RunConfiguration } from './settings.ts';
import { type ApplicationStore, openApplicationStore } from './store.ts';

const SETTINGS: ApplicationSettings = {
  RuntimeEnvironment: 'FLINK-1_20',
  ServiceExecutionRole: 'arn:aws:iam::012345678901:role/Any',
  ApplicationConfiguration: {},
  CloudWatchLoggingOptions: [],
};

/** Keeps states as names; what it is told to fail at fails. */
class StateRunner implements ApplicationRunner {
  readonly starts: StartState[] = [];
  readonly saved = new Set<string>();
  fails: 'nothing' | 'saving' | 'starting' = 'nothing';
  covers = true;

  async start(_: unknown, __: unknown, from: StartState): Promise<void> {
    this.starts.push(from);
    if (this.fails === 'starting') {
      this.fails = 'nothing';
      throw new Error('it does not start');
    }
  }

  async stop(): Promise<void> {}

  async stopSaving(_: unknown, snapshot: string): Promise<boolean> {
    await this.saveSnapshot(_, snapshot);
    return true;
  }

  async saveSnapshot(_: unknown, snapshot: string): Promise<void> {
    if (this.fails === 'saving') {
      throw new Error('no room');
    }
    this.saved.add(snapshot);
  }

  async hasSnapshot(_: unknown, snapshot: string): Promise<boolean> {
    return this.saved.has(snapshot);
  }

  async removeSnapshot(_: unknown, snapshot: string): Promise<void> {
    this.saved.delete(snapshot);
  }

  async coversState(): Promise<boolean> {
    return this.covers;
  }
}

let folder: string;
let store: ApplicationStore;
let runner: StateRunner;
let applications: Applications;
const clock = new VirtualClock(Date.UTC(2026, 2, 1));

function open(): void {
  store = openApplicationStore(join(folder, 'applications.db'));
  applications = new Applications({ store, clock, logger: voidLogger, runners: { STREAMING: runner } });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'riffle-snapshots-'));
  runner = new StateRunner();
  open();
  await applications.create({ name: 'job', mode: 'STREAMING', settings: SETTINGS });
});
afterEach(() => {
  applications.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(run: RunConfiguration = {}): Promise<void> {
  applications.start('job', run);
  await applications.settled('job');
}

async function stop(): Promise<void> {
  clock.advanceBy(1000);
  applications.stop('job');
  await applications.settled('job');
}

async function take(name: string): Promise<void> {
  clock.advanceBy(1000);
  applications.snapshots.create('job', name);
  await applications.snapshots.settled();
}

const listed = (): string[] =>
  applications.snapshots.list('job').map(({ name, status, version }) => `${name} ${status} v${version}`);
const status = (): string => applications.get('job').lifecycle.status;
const update = { ServiceExecutionRoleUpdate: 'arn:aws:iam::012345678901:role/Other' };

function kindOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof ApplicationError ? error.kind : String(error);
  }
  return 'accepted';
}

test('a start begins with the newest snapshot, the one it names, or nothing', async () => {
  await start();
  await take('a');
  await take('b');
  await stop();
  const automatic = 'automatic-v1-20260301T000003000Z';
  expect(listed()).toEqual([`${automatic} READY v1`, 'b READY v1', 'a READY v1']);
  await start();
  await stop();
  await start({
    ApplicationRestoreConfiguration: { ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT', SnapshotName: 'a' },
    FlinkRunConfiguration: { AllowNonRestoredState: true },
  });
  await stop();
  await start({ ApplicationRestoreConfiguration: { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' } });
  expect(runner.starts).toEqual([
    { snapshot: null, allowNonRestoredState: false },
    { snapshot: automatic, allowNonRestoredState: false },
    { snapshot: 'a', allowNonRestoredState: true },
    { snapshot: null, allowNonRestoredState: false },
  ]);
});

test('one that fails says so, is not started from, and leaves a stop undone', async () => {
  await start();
  runner.fails = 'saving';
  await take('a');
  expect(applications.snapshots.get('job', 'a')).toMatchObject({ status: 'FAILED', problem: 'no room' });
  await stop();
  expect(status()).toBe('RUNNING');
  await applications.update('job', update);
  await applications.settled('job');
  // The update is as if it had never been.
  expect([status(), applications.versions('job').map(({ id }) => id)]).toEqual(['RUNNING', [1]]);
  expect(applications.operations('job')[0]).toMatchObject({
    kind: 'UpdateApplication',
    status: 'FAILED',
    error: 'no room',
  });
  runner.fails = 'nothing';
  await applications.update('job', update);
  await applications.settled('job');
  expect([status(), applications.get('job').version.id]).toEqual(['RUNNING', 2]);
});

test('a rollback takes the newest state along where the earlier version can use it, else that version’s own', async () => {
  await start();
  await applications.update('job', update);
  await applications.settled('job');
  const [ofUpdate] = applications.snapshots.list('job');
  await take('of-two');
  clock.advanceBy(1000);
  await applications.rollBack('job', 2);
  await applications.settled('job');
  const [ofRollback] = applications.snapshots.list('job');
  expect(runner.starts.at(-1)).toEqual({ snapshot: ofRollback?.name, allowNonRestoredState: true });
  expect(ofRollback?.version).toBe(2);
  expect(applications.get('job').version).toMatchObject({ id: 3, settings: SETTINGS, rolledBackFrom: 2 });

  await applications.update('job', update);
  await applications.settled('job');
  await take('of-four');
  runner.covers = false;
  await applications.rollBack('job', 4);
  await applications.settled('job');
  expect([status(), runner.starts.at(-1)?.allowNonRestoredState]).toEqual(['RUNNING', false]);
  expect(applications.snapshots.get('job', runner.starts.at(-1)?.snapshot ?? '').version).toBe(3);
  expect(ofUpdate?.version).toBe(1);
});

test('with system rollback a version that does not start gives way to the one before', async () => {
  const settings = {
    ...SETTINGS,
    ApplicationConfiguration: { ApplicationSystemRollbackConfiguration: { RollbackEnabled: true } },
  };
  await applications.create({ name: 'back', mode: 'STREAMING', settings });
  applications.start('back');
  await applications.settled('back');
  runner.fails = 'starting';
  await applications.update('back', update);
  await applications.settled('back');
  expect(applications.get('back')).toMatchObject({
    lifecycle: { status: 'RUNNING' },
    version: { id: 3, settings, rolledBackFrom: 2 },
  });
  expect(applications.operations('back').map(({ kind, status }) => `${kind} ${status}`)).toEqual([
    'RollbackApplication SUCCESSFUL',
    'UpdateApplication FAILED',
    'StartApplication SUCCESSFUL',
  ]);
});

test('mistakes', async () => {
  expect(kindOf(() => applications.snapshots.create('job', 'early'))).toBe('in-use');
  await start();
  await take('a');
  const { created } = applications.snapshots.get('job', 'a');
  expect(kindOf(() => applications.snapshots.create('job', 'a'))).toBe('in-use');
  expect(kindOf(() => applications.snapshots.get('job', 'b'))).toBe('not-found');
  expect(kindOf(() => applications.snapshots.delete('job', 'a', created + 5000))).toBe('invalid-argument');
  await expect(applications.rollBack('job', 1)).rejects.toMatchObject({ kind: 'invalid-request' });
  applications.snapshots.delete('job', 'a', created);
  await applications.snapshots.settled();
  expect([listed(), [...runner.saved]]).toEqual([[], []]);
  for (let i = 0; i < 1000; i++) {
    store.insertSnapshot({
      application: 'job',
      name: `n${i}`,
      status: 'READY',
      created: 0,
      version: 1,
      runtimeEnvironment: 'FLINK-1_20',
      problem: undefined,
    });
  }
  expect(kindOf(() => applications.snapshots.create('job', 'one-more'))).toBe('limit-exceeded');
  await stop();
  expect(listed()).toHaveLength(1001);
});

test('after a restart of the server what was being made is there or failed, and what was being deleted is gone', async () => {
  const row = { application: 'job', created: 0, version: 1, runtimeEnvironment: 'FLINK-1_20', problem: undefined };
  store.insertSnapshot({ ...row, name: 'made', status: 'CREATING' });
  store.insertSnapshot({ ...row, name: 'half', status: 'CREATING' });
  store.insertSnapshot({ ...row, name: 'old', status: 'DELETING' });
  runner.saved.add('made').add('old');
  applications.close();
  store.close();
  open();
  applications.resume();
  await expect.poll(listed).toEqual(['half FAILED v1', 'made READY v1']);
  expect([...runner.saved]).toEqual(['made']);
});
