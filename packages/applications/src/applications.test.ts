import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock, voidLogger } from '@riffle/base';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Applications, type NewApplication } from './applications.ts';
import { ApplicationError } from './errors.ts';
import type { ApplicationRunner } from './runner.ts';
import type { ApplicationSettings } from './settings.ts';
import { type ApplicationStore, openApplicationStore } from './store.ts';

const NOW = 1_772_357_400_123;
const NOTEBOOK: ApplicationSettings = {
  RuntimeEnvironment: 'ZEPPELIN-FLINK-3_0',
  ServiceExecutionRole: 'arn:aws:iam::012345678901:role/ZeppelinRole',
  ApplicationConfiguration: {},
  CloudWatchLoggingOptions: [],
};

/** A call of the runner that waits until the test lets it go on. */
interface HeldCall {
  readonly call: string;
  finish(): void;
  fail(reason: string): void;
}

class HeldRunner implements ApplicationRunner {
  readonly calls: HeldCall[] = [];
  end: (reason: string) => void = () => undefined;
  #called: () => void = () => undefined;

  start(application: { name: string; version: number }, onEnd: (reason: string) => void): Promise<void> {
    this.end = onEnd;
    return this.#hold(`start ${application.name} v${application.version}`);
  }

  stop(application: { name: string }, how: string): Promise<void> {
    return this.#hold(`stop ${application.name} ${how}`);
  }

  describe(): Promise<{ jobPlan: string }> {
    return Promise.resolve({ jobPlan: '{"nodes":[]}' });
  }

  /** The next call, once it comes. */
  async next(): Promise<HeldCall> {
    while (this.calls.length === 0) {
      await new Promise<void>((resolve) => {
        this.#called = resolve;
      });
    }
    return this.calls.shift() as HeldCall;
  }

  #hold(call: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.calls.push({ call, finish: resolve, fail: (reason) => reject(new Error(reason)) });
      this.#called();
    });
  }
}

let folder: string;
let store: ApplicationStore;
let runner: HeldRunner;
let applications: Applications;
const clock = new VirtualClock(NOW);

function open(): void {
  store = openApplicationStore(join(folder, 'applications.db'));
  runner = new HeldRunner();
  applications = new Applications({ store, clock, logger: voidLogger, runners: { INTERACTIVE: runner } });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'riffle-applications-'));
  open();
});

afterEach(() => {
  applications.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function create(change: Partial<NewApplication> = {}): Promise<void> {
  await applications.create({ name: 'note', mode: 'INTERACTIVE', settings: NOTEBOOK, ...change });
}

function status(name = 'note'): string | undefined {
  return applications.find(name)?.lifecycle.status;
}

async function finishNext(call: string): Promise<void> {
  const held = await runner.next();
  expect(held.call).toBe(call);
  held.finish();
  await applications.settled('note');
}

async function running(): Promise<void> {
  await create();
  applications.start('note');
  await finishNext('start note v1');
}

async function failure(act: () => unknown): Promise<[string, string]> {
  try {
    await act();
  } catch (error) {
    if (error instanceof ApplicationError) {
      return [error.kind, error.message];
    }
    throw error;
  }
  throw new Error('it was accepted');
}

describe('the everyday life', () => {
  test('create, start, stop, delete', async () => {
    await create({ tags: [{ Key: 'a', Value: '1' }, { Key: 'b' }] });
    expect(applications.get('note')).toMatchObject({
      created: 1_772_357_400_000,
      lifecycle: { status: 'READY' },
      tags: { a: '1', b: '' },
      version: { id: 1, created: NOW, settings: NOTEBOOK },
    });
    const { application, operationId } = applications.start('note');
    expect(application.lifecycle).toEqual({ status: 'STARTING', operationId });
    await finishNext('start note v1');
    expect(status()).toBe('RUNNING');
    expect(await applications.describeRunning('note')).toEqual({ jobPlan: '{"nodes":[]}' });
    applications.stop('note');
    expect(status()).toBe('STOPPING');
    await finishNext('stop note graceful');
    expect(status()).toBe('READY');
    expect(applications.operations('note').map(({ kind, status }) => [kind, status])).toEqual([
      ['StopApplication', 'SUCCESSFUL'],
      ['StartApplication', 'SUCCESSFUL'],
    ]);
    applications.delete('note', 1_772_357_400_000);
    expect(status()).toBe('DELETING');
    await applications.settled('note');
    expect(applications.list()).toEqual([]);
  });

  test('a failed start leaves the application READY and says why', async () => {
    await create();
    applications.start('note');
    (await runner.next()).fail('no memory');
    await applications.settled('note');
    expect(status()).toBe('READY');
    expect(applications.operations('note')).toMatchObject([{ status: 'FAILED', error: 'no memory' }]);
  });

  test('force-stop wins over a start that hangs, and the late news of the start is dropped', async () => {
    await create();
    applications.start('note');
    const start = await runner.next();
    expect(await failure(() => applications.stop('note'))).toEqual([
      'in-use',
      'Application note is STARTING; StopApplication needs it to be RUNNING.',
    ]);
    applications.stop('note', 'force');
    expect(status()).toBe('FORCE_STOPPING');
    const stop = await runner.next();
    start.finish();
    stop.finish();
    await applications.settled('note');
    expect(status()).toBe('READY');
    expect(applications.operations('note').map((operation) => operation.status)).toEqual(['SUCCESSFUL', 'CANCELLED']);
  });

  test('a stop that fails leaves it RUNNING; what ends by itself becomes READY', async () => {
    await running();
    applications.stop('note');
    (await runner.next()).fail('snapshot failed');
    await applications.settled('note');
    expect(status()).toBe('RUNNING');
    runner.end('finished');
    expect(status()).toBe('READY');
  });

  test('the end of an earlier run does not end the present one', async () => {
    await running();
    const endOfFirst = runner.end;
    applications.stop('note');
    await finishNext('stop note graceful');
    applications.start('note');
    await finishNext('start note v1');
    endOfFirst('late');
    expect(status()).toBe('RUNNING');
  });

  test('deleting a running application stops it first', async () => {
    await running();
    applications.delete('note', 1_772_357_400_999);
    await finishNext('stop note force');
    expect(applications.find('note')).toBeUndefined();
  });
});

describe('updates', () => {
  const change = { ServiceExecutionRoleUpdate: 'arn:aws:iam::012345678901:role/Other' };

  test('of a stopped application make a version at once', async () => {
    await create();
    const { token } = applications.get('note').version;
    await applications.update('note', { ...change, currentVersion: 1, token });
    expect(applications.versions('note').map(({ id, settings }) => [id, settings.ServiceExecutionRole])).toEqual([
      [2, 'arn:aws:iam::012345678901:role/Other'],
      [1, NOTEBOOK.ServiceExecutionRole],
    ]);
    expect(status()).toBe('READY');
    expect(applications.get('note').version.token).not.toBe(token);
  });

  test('of a running application run it anew with the new version', async () => {
    await running();
    await applications.update('note', change);
    expect(status()).toBe('UPDATING');
    const stop = await runner.next();
    expect(stop.call).toBe('stop note graceful');
    stop.finish();
    await finishNext('start note v2');
    expect(status()).toBe('RUNNING');
  });

  test('against a version that is no longer current are refused', async () => {
    await create();
    await applications.update('note', change);
    expect(await failure(() => applications.update('note', { ...change, currentVersion: 1 }))).toEqual([
      'concurrent-modification',
      'The current version of application note is 2, not 1.',
    ]);
    expect((await failure(() => applications.update('note', { ...change, token: 'x' })))[0]).toBe(
      'concurrent-modification',
    );
    expect(applications.get('note').version.id).toBe(2);
  });

  test('that break a rule change nothing', async () => {
    await create();
    expect((await failure(() => applications.update('note', { RuntimeEnvironmentUpdate: 'FLINK-1_15' })))[0]).toBe(
      'invalid-argument',
    );
    expect(applications.get('note').version.id).toBe(1);
  });
});

describe('mistakes', () => {
  test.each<[string, Partial<NewApplication>, string, RegExp]>([
    ['a runtime of the other mode', { mode: 'STREAMING' }, 'invalid-argument', /ZEPPELIN-FLINK-3_0 does not go with/],
    [
      'SQL',
      { settings: { ...NOTEBOOK, RuntimeEnvironment: 'SQL-1_0' } },
      'not-supported',
      /not supported yet: the runtime/,
    ],
    [
      'a tag twice',
      { tags: [{ Key: 'a' }, { Key: 'a' }] },
      'invalid-argument',
      /Duplicate tag keys are not allowed: a/,
    ],
    [
      'too many tags',
      { tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}` })) },
      'too-many-tags',
      /more than 50 tags/,
    ],
    [
      'an ARN of no database',
      {
        settings: {
          ...NOTEBOOK,
          ApplicationConfiguration: {
            ZeppelinApplicationConfiguration: {
              CatalogConfiguration: { GlueDataCatalogConfiguration: { DatabaseARN: 'arn:aws:glue:x' } },
            },
          },
        },
      },
      'invalid-argument',
      /DatabaseARN 'arn:aws:glue:x' is not one of a Glue database/,
    ],
    [
      'more KPUs than there are',
      {
        settings: {
          ...NOTEBOOK,
          ApplicationConfiguration: {
            FlinkApplicationConfiguration: {
              ParallelismConfiguration: { ConfigurationType: 'CUSTOM', Parallelism: 65 },
            },
          },
        },
      },
      'invalid-argument',
      /needs more than the 64 KPUs/,
    ],
    [
      'a property group twice',
      {
        settings: {
          ...NOTEBOOK,
          ApplicationConfiguration: {
            EnvironmentProperties: {
              PropertyGroups: [
                { PropertyGroupId: 'g', PropertyMap: { a: '1' } },
                { PropertyGroupId: 'g', PropertyMap: { b: '1' } },
              ],
            },
          },
        },
      },
      'invalid-argument',
      /property group g is given more than once/,
    ],
  ])('creating with %s', async (_, change, kind, message) => {
    const [foundKind, foundMessage] = await failure(() => create(change));
    expect(foundKind).toBe(kind);
    expect(foundMessage).toMatch(message);
    expect(applications.list()).toEqual([]);
  });

  test('a taken name, an unknown one, a wrong creation time, a mode nothing runs', async () => {
    await create();
    expect(await failure(() => create())).toEqual(['in-use', 'Application note already exists.']);
    expect(await failure(() => applications.start('absent'))).toEqual(['not-found', 'Application absent not found.']);
    expect((await failure(() => applications.delete('note', NOW + 5000)))[0]).toBe('invalid-argument');
    await create({ name: 'job', mode: 'STREAMING', settings: { ...NOTEBOOK, RuntimeEnvironment: 'FLINK-1_15' } });
    expect((await failure(() => applications.stop('job')))[0]).toBe('in-use');
    expect(await failure(() => applications.start('job'))).toEqual([
      'not-supported',
      'not supported yet: running applications of mode STREAMING',
    ]);
  });
});

describe('after a restart of the server', () => {
  async function restart(): Promise<void> {
    applications.close();
    store.close();
    open();
    applications.resume();
  }

  test('what ran or was starting is started again', async () => {
    await running();
    await restart();
    expect(status()).toBe('STARTING');
    await finishNext('start note v1');
    expect(status()).toBe('RUNNING');
  });

  test('what was stopping is stopped by force, what was being deleted is gone', async () => {
    await running();
    applications.stop('note');
    await restart();
    await finishNext('stop note force');
    expect(status()).toBe('READY');
    applications.start('note');
    await finishNext('start note v1');
    applications.delete('note', NOW);
    await restart();
    await finishNext('stop note force');
    expect(applications.find('note')).toBeUndefined();
  });

  test('what was READY stays so', async () => {
    await create();
    await restart();
    expect(status()).toBe('READY');
    expect(runner.calls).toEqual([]);
  });
});

test('listeners hear every change', async () => {
  const heard: string[] = [];
  const stop = applications.onChange(({ lifecycle, version }) => heard.push(`${lifecycle.status} v${version.id}`));
  await running();
  stop();
  applications.stop('note');
  expect(heard).toEqual(['READY v1', 'STARTING v1', 'RUNNING v1']);
  await finishNext('stop note graceful');
});
