import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateApplicationSnapshotCommand,
  DeleteApplicationCommand,
  DescribeApplicationCommand,
  type KinesisAnalyticsV2Client,
  ListApplicationSnapshotsCommand,
  ListApplicationsCommand,
  RollbackApplicationCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { type Random, seededRandom } from '@riffle/base';
import { expect, test } from 'vitest';
import { analyticsClient, createStreaming, packageOf, runnerPid, statusOf } from './support/applications.ts';
import { stillRunning } from './support/processes.ts';
import { startRiffle } from './support/riffle-server.ts';
import { waitFor } from './support/wait-for.ts';

const LONG = process.env['RIFFLE_LONG'] === '1';
const RUNS = Number(process.env['RIFFLE_RUNS'] ?? (LONG ? 50 : 2));
const STEPS = 12;
const CLIENTS = 3;
const SEED = Number(process.env['RIFFLE_SEED'] ?? 1);
const NAMES = ['one', 'two'];
/** What a client may be told when another one was faster, or when the wish makes no sense now. */
const EXPECTED = new Set([
  'ResourceInUseException',
  'ResourceNotFoundException',
  'ConcurrentModificationException',
  'InvalidRequestException',
  'InvalidArgumentException',
]);

type Act = (client: KinesisAnalyticsV2Client, name: string, random: Random) => Promise<unknown>;

/** Two programs that share all their state but for a second sink. */
function program(output: string, second: boolean): string {
  const sink = (name: string): string =>
    `CREATE TABLE ${name} (id INT) WITH ('connector' = 'filesystem', 'path' = '${join(output, name)}', 'format' = 'json');\n`;
  return `CREATE TABLE ids (id INT) WITH ('connector' = 'datagen', 'rows-per-second' = '20',
  'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '1000000');
${sink('copies')}${sink('others')}INSERT INTO copies SELECT id FROM ids;
${second ? 'INSERT INTO others SELECT id FROM ids WHERE id > 5;' : ''}`;
}

function actions(output: string): readonly Act[] {
  const start: Act = (client, name) => client.send(new StartApplicationCommand({ ApplicationName: name }));
  const create: Act = (client, name) =>
    createStreaming(client, name, { checkpointMs: 300, sql: program(output, false) });
  const stop: Act = (client, name, random) =>
    client.send(new StopApplicationCommand({ ApplicationName: name, Force: random.integer(0, 2) === 0 }));
  const snapshot: Act = (client, name, random) =>
    client.send(
      new CreateApplicationSnapshotCommand({ ApplicationName: name, SnapshotName: `s${random.integer(1, 99)}` }),
    );
  const update: Act = (client, name, random) =>
    client.send(
      new UpdateApplicationCommand({
        ApplicationName: name,
        ApplicationConfigurationUpdate: {
          ApplicationCodeConfigurationUpdate: {
            CodeContentUpdate: { ZipFileContentUpdate: packageOf(program(output, random.integer(0, 1) === 0)) },
          },
        },
        RunConfigurationUpdate: { FlinkRunConfiguration: { AllowNonRestoredState: true } },
      }),
    );
  const rollBack: Act = async (client, name) => {
    const { ApplicationDetail } = await client.send(new DescribeApplicationCommand({ ApplicationName: name }));
    const CurrentApplicationVersionId = ApplicationDetail?.ApplicationVersionId;
    return client.send(new RollbackApplicationCommand({ ApplicationName: name, CurrentApplicationVersionId }));
  };
  const remove: Act = async (client, name) => {
    const { ApplicationDetail } = await client.send(new DescribeApplicationCommand({ ApplicationName: name }));
    const CreateTimestamp = ApplicationDetail?.CreateTimestamp;
    return client.send(new DeleteApplicationCommand({ ApplicationName: name, CreateTimestamp }));
  };
  return [create, create, start, start, start, stop, stop, snapshot, snapshot, update, rollBack, remove];
}

async function live(client: KinesisAnalyticsV2Client, random: Random, acts: readonly Act[]): Promise<void> {
  for (let step = 0; step < STEPS; step++) {
    const act = acts[random.integer(0, acts.length - 1)] as Act;
    const name = NAMES[random.integer(0, NAMES.length - 1)] as string;
    await act(client, name, random).catch((error: Error) => {
      if (!EXPECTED.has(error.name)) {
        throw error;
      }
    });
    await new Promise((resolve) => setTimeout(resolve, random.integer(0, 1500)));
  }
}

/** Processes whose command line names the home: its runners. */
function runnersOf(home: string): number[] {
  return execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\n')
    .filter((line) => line.includes(`${home}/applications/`) && !/^\s*\d+\s+Z/.test(line))
    .map((line) => Number.parseInt(line, 10));
}

async function applicationNames(client: KinesisAnalyticsV2Client): Promise<string[]> {
  const { ApplicationSummaries = [] } = await client.send(new ListApplicationsCommand({}));
  return ApplicationSummaries.flatMap(({ ApplicationName }) => ApplicationName ?? []);
}

test(`several clients at once leave nothing illegal behind (${RUNS} runs from seed ${SEED})`, async () => {
  let server = await startRiffle();
  let ready = 0;
  for (let run = 0; run < RUNS; run++) {
    const seed = SEED * 1000 + run;
    const output = await mkdtemp(join(tmpdir(), 'riffle-random-'));
    const client = analyticsClient(server);
    const acts = actions(output);
    await Promise.all(
      Array.from({ length: CLIENTS }, (_, i) => live(analyticsClient(server), seededRandom(seed * 10 + i), acts)),
    );
    if (run % 2 === 1) {
      await server.stop('SIGKILL');
      server = await startRiffle({ home: server.home });
    }
    const after = analyticsClient(server);
    for (const name of await applicationNames(after)) {
      const folder = join(server.home, 'applications', `application-${name}`);
      const status = await waitFor(
        `seed ${seed}: ${name} to come to rest`,
        async () => {
          const found = await statusOf(after, name).catch(() => 'GONE');
          return ['READY', 'RUNNING', 'GONE'].includes(found) ? found : undefined;
        },
        90_000,
      );
      if (status === 'GONE') {
        continue;
      }
      if (status === 'RUNNING') {
        await waitFor(
          `seed ${seed}: ${name} to have a process`,
          () => existsSync(join(folder, 'control.json')) && stillRunning([runnerPid(server.home, name)]).length === 1,
        );
      }
      const listed = async () =>
        (await after.send(new ListApplicationSnapshotsCommand({ ApplicationName: name }))).SnapshotSummaries ?? [];
      await waitFor(`seed ${seed}: snapshots of ${name}`, async () =>
        (await listed()).every(({ SnapshotStatus }) => SnapshotStatus === 'READY' || SnapshotStatus === 'FAILED'),
      );
      for (const { SnapshotName, SnapshotStatus } of await listed()) {
        ready += SnapshotStatus === 'READY' ? 1 : 0;
        const file = join(folder, 'snapshots', `${SnapshotName}.checkpoint`);
        expect([seed, SnapshotName, SnapshotStatus === 'READY' && !existsSync(file)]).toEqual([
          seed,
          SnapshotName,
          false,
        ]);
      }
      const { ApplicationDetail } = await after.send(new DescribeApplicationCommand({ ApplicationName: name }));
      await after.send(
        new DeleteApplicationCommand({ ApplicationName: name, CreateTimestamp: ApplicationDetail?.CreateTimestamp }),
      );
    }
    await waitFor(`seed ${seed}: all to be gone`, async () => (await applicationNames(after)).length === 0, 60_000);
    await waitFor(`seed ${seed}: all processes to be gone`, () => runnersOf(server.home).length === 0, 30_000);
    const left = readdirSync(join(server.home, 'applications')).filter((name) => name.startsWith('application-'));
    expect([seed, left]).toEqual([seed, []]);
    client.destroy();
    await rm(output, { recursive: true, force: true });
  }
  // In so many runs some snapshot gets ready; else nothing has happened that could have gone wrong.
  if (RUNS >= 10) {
    expect(ready).toBeGreaterThan(0);
  }
  await server.remove();
}, 3_600_000);
