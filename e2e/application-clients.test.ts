import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageOf, ROLE } from './support/applications.ts';
import { aws } from './support/aws-cli.ts';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';
import { linesIn } from './support/streams.ts';
import { waitFor } from './support/wait-for.ts';

let server: RiffleServer;
let folder: string;

beforeAll(async () => {
  server = await startRiffle();
  folder = await mkdtemp(join(tmpdir(), 'riffle-clients-'));
});
afterAll(async () => {
  await server.remove();
  await rm(folder, { recursive: true, force: true });
});

async function call(command: string, ...args: string[]): Promise<Record<string, never>> {
  const text = await aws(server.awsEnvironment, 'kinesisanalyticsv2', command, '--application-name', 'Made', ...args);
  return text.trim() === '' ? {} : JSON.parse(text);
}

async function refusal(command: string, ...args: string[]): Promise<string> {
  try {
    await call(command, ...args);
  } catch (error) {
    return /\((\w+)\)/.exec((error as { stderr: string }).stderr)?.[1] ?? String(error);
  }
  return 'accepted';
}

const details = async () =>
  (await call('describe-application')) as unknown as { ApplicationDetail: Record<string, unknown> };

test('the aws command line makes an application from a bucket, and sees its life', async () => {
  const zip = join(folder, 'made.zip');
  const rows = join(folder, 'rows');
  await writeFile(
    zip,
    packageOf(`CREATE TABLE ticks (id INT) WITH ('connector' = 'datagen', 'rows-per-second' = '50',
  'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '1000000');
CREATE TABLE made (id INT) WITH ('connector' = 'filesystem', 'path' = '${rows}', 'format' = 'json');
INSERT INTO made SELECT id FROM ticks;`),
  );
  await aws(server.awsEnvironment, 's3', 'mb', 's3://code');
  await aws(server.awsEnvironment, 's3', 'cp', zip, 's3://code/made.zip');
  const code = (key: string): string =>
    JSON.stringify({
      ApplicationCodeConfiguration: {
        CodeContentType: 'ZIPFILE',
        CodeContent: { S3ContentLocation: { BucketARN: 'arn:aws:s3:::code', FileKey: key } },
      },
      FlinkApplicationConfiguration: {
        CheckpointConfiguration: {
          ConfigurationType: 'CUSTOM',
          CheckpointingEnabled: true,
          CheckpointInterval: 500,
          MinPauseBetweenCheckpoints: 100,
        },
      },
    });
  const create = (key: string): string[] => [
    '--runtime-environment',
    'FLINK-1_20',
    '--service-execution-role',
    ROLE,
    '--application-configuration',
    code(key),
  ];
  expect(await refusal('create-application', ...create('absent.zip'))).toBe('InvalidArgumentException');
  await call('create-application', ...create('made.zip'));
  expect(await refusal('create-application', ...create('made.zip'))).toBe('ResourceInUseException');
  const { ApplicationDetail } = await details();
  expect(ApplicationDetail).toMatchObject({
    ApplicationMode: 'STREAMING',
    ApplicationStatus: 'READY',
    ApplicationConfigurationDescription: {
      ApplicationCodeConfigurationDescription: {
        CodeContentDescription: {
          S3ApplicationCodeLocationDescription: { BucketARN: 'arn:aws:s3:::code', FileKey: 'made.zip' },
        },
      },
    },
  });
  expect(await refusal('create-application-snapshot', '--snapshot-name', 'early')).toBe('ResourceInUseException');
  await call('start-application');
  await waitFor('rows', () => linesIn(rows).length > 0 || undefined, 60_000);

  await call('create-application-snapshot', '--snapshot-name', 'first');
  const snapshot = await waitFor('the snapshot', async () => {
    const answer = (await call('describe-application-snapshot', '--snapshot-name', 'first')) as unknown as {
      SnapshotDetails: { SnapshotStatus: string; SnapshotCreationTimestamp: string };
    };
    return answer.SnapshotDetails.SnapshotStatus === 'READY' ? answer.SnapshotDetails : undefined;
  });
  expect(await call('list-application-snapshots')).toEqual({ SnapshotSummaries: [snapshot] });
  expect(await refusal('describe-application-snapshot', '--snapshot-name', 'absent')).toBe('ResourceNotFoundException');
  expect(
    await refusal(
      'delete-application-snapshot',
      '--snapshot-name',
      'first',
      '--snapshot-creation-timestamp',
      '2020-01-01T00:00:00Z',
    ),
  ).toBe('InvalidArgumentException');
  expect(await refusal('rollback-application', '--current-application-version-id', '7')).toBe(
    'ConcurrentModificationException',
  );
  expect(await refusal('rollback-application', '--current-application-version-id', '1')).toBe(
    'InvalidRequestException',
  );
  expect(
    await call(
      'update-application-maintenance-configuration',
      '--application-maintenance-configuration-update',
      'ApplicationMaintenanceWindowStartTimeUpdate=20:30',
    ),
  ).toMatchObject({
    ApplicationMaintenanceConfigurationDescription: {
      ApplicationMaintenanceWindowStartTime: '20:30',
      ApplicationMaintenanceWindowEndTime: '04:30',
    },
  });

  await call('stop-application');
  await waitFor('READY', async () => (await details()).ApplicationDetail['ApplicationStatus'] === 'READY', 60_000);
  expect((await details()).ApplicationDetail).toMatchObject({
    ApplicationMaintenanceConfigurationDescription: { ApplicationMaintenanceWindowStartTime: '20:30' },
  });
  const ids = linesIn(rows).map((line) => (JSON.parse(line) as { id: number }).id);
  expect([...ids].sort((a, b) => a - b)).toEqual(ids.map((_, i) => i + 1));
}, 240_000);
