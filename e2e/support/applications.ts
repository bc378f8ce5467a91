import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateApplicationCommand,
  DescribeApplicationCommand,
  DescribeApplicationOperationCommand,
  KinesisAnalyticsV2Client,
  StartApplicationCommand,
  StopApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { writePackage } from '@riffle/applications';
import type { RiffleServer } from './riffle-server.ts';
import { waitFor } from './wait-for.ts';

/** What the JavaScript SDK's constructors take to reach a server. */
export function sdkOptions(server: Pick<RiffleServer, 'home' | 'awsUrl'>) {
  const text = readFileSync(join(server.home, 'aws', 'credentials'), 'utf8');
  const setting = (key: string): string => new RegExp(`^${key}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1] ?? '';
  return {
    endpoint: server.awsUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: setting('aws_access_key_id'), secretAccessKey: setting('aws_secret_access_key') },
  };
}

export function analyticsClient(server: Pick<RiffleServer, 'home' | 'awsUrl'>): KinesisAnalyticsV2Client {
  return new KinesisAnalyticsV2Client(sdkOptions(server));
}

/** The zip of an application that runs a text of SQL. */
export function packageOf(sql: string): Uint8Array {
  return writePackage({ sql, database: 'default', createdBy: 'a test' });
}

export const ROLE = 'arn:aws:iam::012345678901:role/Any';

export interface NewStreaming {
  readonly sql: string;
  readonly checkpointMs?: number;
  readonly snapshots?: boolean;
  readonly rollback?: boolean;
  readonly properties?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Settings of a STREAMING application over the code of `sql`. */
export function streamingConfiguration({ sql, checkpointMs, snapshots, rollback, properties }: NewStreaming) {
  return {
    ApplicationCodeConfiguration: {
      CodeContentType: 'ZIPFILE' as const,
      CodeContent: { ZipFileContent: packageOf(sql) },
    },
    ...(checkpointMs === undefined
      ? {}
      : {
          FlinkApplicationConfiguration: {
            CheckpointConfiguration: {
              ConfigurationType: 'CUSTOM' as const,
              CheckpointingEnabled: true,
              CheckpointInterval: checkpointMs,
              MinPauseBetweenCheckpoints: 0,
            },
          },
        }),
    ...(snapshots === undefined ? {} : { ApplicationSnapshotConfiguration: { SnapshotsEnabled: snapshots } }),
    ...(rollback === undefined ? {} : { ApplicationSystemRollbackConfiguration: { RollbackEnabled: rollback } }),
    ...(properties === undefined
      ? {}
      : {
          EnvironmentProperties: {
            PropertyGroups: Object.entries(properties).map(([PropertyGroupId, PropertyMap]) => ({
              PropertyGroupId,
              PropertyMap,
            })),
          },
        }),
  };
}

export async function createStreaming(
  client: KinesisAnalyticsV2Client,
  name: string,
  application: NewStreaming,
): Promise<void> {
  await client.send(
    new CreateApplicationCommand({
      ApplicationName: name,
      RuntimeEnvironment: 'FLINK-1_20',
      ServiceExecutionRole: ROLE,
      ApplicationMode: 'STREAMING',
      ApplicationConfiguration: streamingConfiguration(application),
    }),
  );
}

export async function statusOf(client: KinesisAnalyticsV2Client, name: string): Promise<string> {
  const { ApplicationDetail } = await client.send(new DescribeApplicationCommand({ ApplicationName: name }));
  return ApplicationDetail?.ApplicationStatus ?? '';
}

export function waitForStatus(client: KinesisAnalyticsV2Client, name: string, status: string): Promise<boolean> {
  return waitFor(
    `application ${name} to be ${status}`,
    async () => (await statusOf(client, name)) === status || undefined,
    60_000,
  );
}

/** Waits until an operation is over; one that failed throws its reason. */
export async function waitForOperation(
  client: KinesisAnalyticsV2Client,
  name: string,
  OperationId: string | undefined,
): Promise<void> {
  const error = await waitFor(
    `operation ${OperationId} of ${name}`,
    async () => {
      const { ApplicationOperationInfoDetails: details } = await client.send(
        new DescribeApplicationOperationCommand({ ApplicationName: name, OperationId }),
      );
      const reason = details?.OperationFailureDetails?.ErrorInfo?.ErrorString ?? details?.OperationStatus;
      return details?.OperationStatus === 'IN_PROGRESS' ? undefined : { reason, status: details?.OperationStatus };
    },
    60_000,
  );
  if (error.status !== 'SUCCESSFUL') {
    throw new Error(error.reason);
  }
}

export async function start(
  client: KinesisAnalyticsV2Client,
  name: string,
  run: ConstructorParameters<typeof StartApplicationCommand>[0]['RunConfiguration'] = {},
): Promise<void> {
  const { OperationId } = await client.send(
    new StartApplicationCommand({ ApplicationName: name, RunConfiguration: run }),
  );
  await waitForOperation(client, name, OperationId);
}

export async function stop(client: KinesisAnalyticsV2Client, name: string, force = false): Promise<void> {
  const { OperationId } = await client.send(new StopApplicationCommand({ ApplicationName: name, Force: force }));
  await waitForOperation(client, name, OperationId);
}

/** The process that runs an application, as it wrote down itself. */
export function runnerPid(home: string, name: string): number {
  const control = readFileSync(join(home, 'applications', `application-${name}`, 'control.json'), 'utf8');
  return (JSON.parse(control) as { pid: number }).pid;
}
