// Requests as the service's guide prints them, sent as they are: with words for booleans, without versions.
import type { ApplicationRunner } from '@riffle/applications';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAnalyticsEndpoint } from '../testing/analytics-endpoint.ts';
import type { LocalEndpoint } from '../testing/local-endpoint.ts';
import { signedCall } from '../testing/signed-call.ts';

const IDLE: ApplicationRunner = { start: async () => undefined, stop: async () => undefined };
const CODE = {
  CodeContent: {
    S3ContentLocation: {
      BucketARN: 'arn:aws:s3:::mybucket',
      FileKey: 'myflink.jar',
      ObjectVersion: 'AbCdEfGhIjKlMnOpQrStUvWxYz12345',
    },
  },
  CodeContentType: 'ZIPFILE',
};

let local: LocalEndpoint;

beforeAll(async () => {
  local = await startAnalyticsEndpoint(IDLE);
});

afterAll(() => local.close());

async function call(action: string, body: object): Promise<Record<string, unknown>> {
  const { accessKeyId, secretAccessKey } = local.credentials.default;
  const answer = await signedCall({
    url: local.url,
    accessKeyId,
    secretAccessKey,
    service: 'kinesisanalytics',
    target: `KinesisAnalytics_20180523.${action}`,
    body: JSON.stringify(body),
  });
  return answer.body;
}

async function create(ApplicationName: string, FlinkApplicationConfiguration: object): Promise<void> {
  const answer = await call('CreateApplication', {
    ApplicationName,
    RuntimeEnvironment: 'FLINK-1_15',
    ServiceExecutionRole: 'arn:aws:iam::123456789123:role/myrole',
    ApplicationConfiguration: { ApplicationCodeConfiguration: CODE, FlinkApplicationConfiguration },
  });
  expect(answer).toHaveProperty('ApplicationDetail.ApplicationStatus', 'READY');
}

const CONFIGURATION = 'ApplicationDetail.ApplicationConfigurationDescription';

test('checkpointing is set, switched off by an update without a version, and on again', async () => {
  await create('checkpoints', {
    CheckpointConfiguration: {
      CheckpointingEnabled: 'true',
      CheckpointInterval: 20_000,
      ConfigurationType: 'CUSTOM',
      MinPauseBetweenCheckpoints: 10_000,
    },
  });
  const update = (CheckpointConfigurationUpdate: object): Promise<object> =>
    call('UpdateApplication', {
      ApplicationName: 'checkpoints',
      ApplicationConfigurationUpdate: { FlinkApplicationConfigurationUpdate: { CheckpointConfigurationUpdate } },
    });
  const path = `${CONFIGURATION}.FlinkApplicationConfigurationDescription.CheckpointConfigurationDescription`;
  expect(await update({ CheckpointingEnabledUpdate: false })).toHaveProperty(path, {
    ConfigurationType: 'CUSTOM',
    CheckpointingEnabled: false,
    CheckpointInterval: 20_000,
    MinPauseBetweenCheckpoints: 10_000,
  });
  expect(await update({ CheckpointingEnabledUpdate: 'true', CheckpointIntervalUpdate: 1500 })).toHaveProperty(path, {
    ConfigurationType: 'CUSTOM',
    CheckpointingEnabled: true,
    CheckpointInterval: 1500,
    MinPauseBetweenCheckpoints: 10_000,
  });
});

test('parallelism is set, and autoscaling alone is switched off', async () => {
  await create('parallel', {
    ParallelismConfiguration: {
      AutoScalingEnabled: 'true',
      ConfigurationType: 'CUSTOM',
      Parallelism: 4,
      ParallelismPerKPU: 4,
    },
  });
  const answer = await call('UpdateApplication', {
    ApplicationName: 'parallel',
    CurrentApplicationVersionId: 1,
    ApplicationConfigurationUpdate: {
      FlinkApplicationConfigurationUpdate: { ParallelismConfigurationUpdate: { AutoScalingEnabledUpdate: 'false' } },
      ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: 'true' },
    },
  });
  expect(answer).toHaveProperty(
    `${CONFIGURATION}.FlinkApplicationConfigurationDescription.ParallelismConfigurationDescription`,
    {
      ConfigurationType: 'CUSTOM',
      Parallelism: 4,
      ParallelismPerKPU: 4,
      CurrentParallelism: 4,
      AutoScalingEnabled: false,
    },
  );
  expect(answer).toHaveProperty(`${CONFIGURATION}.ApplicationSnapshotConfigurationDescription.SnapshotsEnabled`, true);
});

test('lists go on after a name', async () => {
  for (const name of ['list-a', 'list-b', 'list-c']) {
    await create(name, {});
  }
  const answer = await call('ListApplications', { ExclusiveStartApplicationName: 'list-a', Limit: 1 });
  expect(answer).toMatchObject({ ApplicationSummaries: [{ ApplicationName: 'list-b' }], NextToken: 'list-b' });
});
