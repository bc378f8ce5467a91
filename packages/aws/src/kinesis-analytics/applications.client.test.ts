// The guide's requests through the real aws CLI, boto3 and JavaScript SDK.
import { DescribeApplicationCommand, KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2';
import type { ApplicationRunner } from '@riffle/applications';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAnalyticsEndpoint } from '../testing/analytics-endpoint.ts';
import type { LocalEndpoint } from '../testing/local-endpoint.ts';
import { awsCli, PYTHON_TIMEOUT_MILLIS, python, whyNoPythonTools } from '../testing/python-tools.ts';

const NOTEBOOK = {
  ApplicationName: 'MyNotebook',
  RuntimeEnvironment: 'ZEPPELIN-FLINK-3_0',
  ApplicationMode: 'INTERACTIVE',
  ServiceExecutionRole: 'arn:aws:iam::012345678901:role/ZeppelinRole',
  ApplicationConfiguration: {
    ApplicationSnapshotConfiguration: { SnapshotsEnabled: false },
    ZeppelinApplicationConfiguration: {
      CatalogConfiguration: {
        GlueDataCatalogConfiguration: { DatabaseARN: 'arn:aws:glue:us-east-1:012345678901:database/default' },
      },
    },
  },
};

const JOB = {
  ApplicationName: 'MyApplication',
  ApplicationDescription: 'My-Application-Description',
  RuntimeEnvironment: 'FLINK-1_15',
  ServiceExecutionRole: 'arn:aws:iam::123456789123:role/myrole',
  CloudWatchLoggingOptions: [
    { LogStreamARN: 'arn:aws:logs:us-east-1:123456789123:log-group:my-log-group:log-stream:My-LogStream' },
  ],
  ApplicationConfiguration: {
    EnvironmentProperties: {
      PropertyGroups: [{ PropertyGroupId: 'ConsumerConfigProperties', PropertyMap: { 'aws.region': 'us-east-1' } }],
    },
    ApplicationCodeConfiguration: {
      CodeContent: { S3ContentLocation: { BucketARN: 'arn:aws:s3:::mybucket', FileKey: 'myflink.jar' } },
      CodeContentType: 'ZIPFILE',
    },
    FlinkApplicationConfiguration: {
      ParallelismConfiguration: {
        ConfigurationType: 'CUSTOM',
        Parallelism: 2,
        ParallelismPerKPU: 1,
        AutoScalingEnabled: true,
      },
    },
    VpcConfigurations: [{ SecurityGroupIds: ['sg-0123456789abcdef0'], SubnetIds: ['subnet-0123456789abcdef0'] }],
  },
};

const PRELUDE = `
import boto3, json, time
from botocore.exceptions import ClientError
kda = boto3.client('kinesisanalyticsv2')
def failure(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return [error.response['Error']['Code'], error.response['Error']['Message']]
    return None
def wait(name, wanted):
    for _ in range(200):
        status = kda.describe_application(ApplicationName=name)['ApplicationDetail']['ApplicationStatus']
        if status == wanted: return status
        time.sleep(0.02)
    raise Exception(status)
def notebook(name, **more):
    return kda.create_application(ApplicationName=name, RuntimeEnvironment='ZEPPELIN-FLINK-3_0', ApplicationMode='INTERACTIVE', ServiceExecutionRole='arn:aws:iam::012345678901:role/r', **more)['ApplicationDetail']
`;

const started: string[] = [];
const runner: ApplicationRunner = {
  async start({ name }) {
    if (name === 'broken') {
      throw new Error('the interpreter did not start');
    }
    started.push(name);
  },
  stop: async () => undefined,
  describe: async () => ({ jobPlan: '{"plan":{}}' }),
};

let local: LocalEndpoint;

beforeAll(async () => {
  local = await startAnalyticsEndpoint(runner);
});

afterAll(() => local.close());

describe.skipIf(whyNoPythonTools() !== undefined)('the Python clients', { timeout: PYTHON_TIMEOUT_MILLIS }, () => {
  test('the CLI makes, starts, opens, stops and deletes the tutorial’s notebook', async () => {
    const aws = (...args: string[]): Promise<unknown> => awsCli(local.environment, ['kinesisanalyticsv2', ...args]);
    const named = ['--application-name', 'MyNotebook'];
    const created = (await aws('create-application', '--cli-input-json', JSON.stringify(NOTEBOOK))) as {
      ApplicationDetail: { CreateTimestamp: number };
    };
    expect(created.ApplicationDetail).toMatchObject({
      ApplicationARN: 'arn:aws:kinesisanalytics:us-east-1:012345678901:application/MyNotebook',
      ApplicationName: 'MyNotebook',
      RuntimeEnvironment: 'ZEPPELIN-FLINK-3_0',
      ServiceExecutionRole: 'arn:aws:iam::012345678901:role/ZeppelinRole',
      ApplicationStatus: 'READY',
      ApplicationVersionId: 1,
      ApplicationMode: 'INTERACTIVE',
      ApplicationConfigurationDescription: {
        ApplicationSnapshotConfigurationDescription: { SnapshotsEnabled: false },
        ZeppelinApplicationConfigurationDescription: {
          MonitoringConfigurationDescription: { LogLevel: 'INFO' },
          CatalogConfigurationDescription: {
            GlueDataCatalogConfigurationDescription: {
              DatabaseARN: 'arn:aws:glue:us-east-1:012345678901:database/default',
            },
          },
        },
      },
    });
    await aws('start-application', ...named);
    expect(started).toEqual(['MyNotebook']);
    const url = await aws('create-application-presigned-url', ...named, '--url-type', 'ZEPPELIN_UI_URL');
    expect(url).toEqual({
      AuthorizedUrl: 'http://127.0.0.1:8080/n/MyNotebook/?type=ZEPPELIN_UI_URL&seconds=43200',
    });
    const client = new KinesisAnalyticsV2Client(local.sdkOptions);
    const { ApplicationDetail } = await client.send(
      new DescribeApplicationCommand({ ApplicationName: 'MyNotebook', IncludeAdditionalDetails: true }),
    );
    expect(ApplicationDetail?.ApplicationStatus).toBe('RUNNING');
    expect(
      ApplicationDetail?.ApplicationConfigurationDescription?.FlinkApplicationConfigurationDescription
        ?.JobPlanDescription,
    ).toBe('{"plan":{}}');
    client.destroy();
    await aws('stop-application', ...named);
    const { CreateTimestamp } = created.ApplicationDetail;
    await aws('delete-application', ...named, '--create-timestamp', String(CreateTimestamp));
    expect(await aws('list-applications')).toEqual({ ApplicationSummaries: [] });
  });

  test('boto3 makes and updates a job as the guide does, with versions', async () => {
    const result = (await python(
      local.environment,
      `${PRELUDE}
kda.create_application(**json.loads('''${JSON.stringify(JOB)}'''))
update = kda.update_application(ApplicationName='MyApplication', CurrentApplicationVersionId=1, ApplicationConfigurationUpdate={
  'EnvironmentPropertyUpdates': {'PropertyGroups': [{'PropertyGroupId': 'ProducerConfigProperties', 'PropertyMap': {'aws.region': 'us-west-2'}}]},
  'FlinkApplicationConfigurationUpdate': {
    'ParallelismConfigurationUpdate': {'ConfigurationTypeUpdate': 'CUSTOM', 'ParallelismUpdate': 4, 'ParallelismPerKPUUpdate': 4},
    'CheckpointConfigurationUpdate': {'ConfigurationTypeUpdate': 'CUSTOM', 'CheckpointIntervalUpdate': 20000}},
  'ApplicationCodeConfigurationUpdate': {'CodeContentUpdate': {'S3ContentLocationUpdate': {'FileKeyUpdate': 'new.zip', 'ObjectVersionUpdate': '2'}}},
  'VpcConfigurationUpdates': [{'VpcConfigurationId': '1.1', 'SubnetIdUpdates': ['subnet-1']}]})['ApplicationDetail']
detail = update['ApplicationConfigurationDescription']
stale = failure(kda.update_application, ApplicationName='MyApplication', CurrentApplicationVersionId=1)
token = failure(kda.update_application, ApplicationName='MyApplication', ConditionalToken='old')
added = kda.add_application_cloud_watch_logging_option(ApplicationName='MyApplication', CurrentApplicationVersionId=2, CloudWatchLoggingOption={'LogStreamARN': 'arn:aws:logs:b'})
removed = kda.delete_application_vpc_configuration(ApplicationName='MyApplication', CurrentApplicationVersionId=3, VpcConfigurationId='1.1')
versions = [v['ApplicationVersionId'] for v in kda.list_application_versions(ApplicationName='MyApplication', Limit=3)['ApplicationVersionSummaries']]
first = kda.describe_application_version(ApplicationName='MyApplication', ApplicationVersionId=1)['ApplicationVersionDetail']
start = failure(kda.start_application, ApplicationName='MyApplication')
print(json.dumps([update['ApplicationVersionId'], detail, stale, token[0], [o['CloudWatchLoggingOptionId'] for o in added['CloudWatchLoggingOptionDescriptions']],
  removed['ApplicationVersionId'], versions, first['ApplicationConfigurationDescription']['ApplicationCodeConfigurationDescription'], start], default=str))
`,
    )) as unknown[];
    expect(result).toEqual([
      2,
      {
        ApplicationCodeConfigurationDescription: {
          CodeContentType: 'ZIPFILE',
          CodeContentDescription: {
            S3ApplicationCodeLocationDescription: {
              BucketARN: 'arn:aws:s3:::mybucket',
              FileKey: 'new.zip',
              ObjectVersion: '2',
            },
          },
        },
        FlinkApplicationConfigurationDescription: {
          CheckpointConfigurationDescription: {
            ConfigurationType: 'CUSTOM',
            CheckpointingEnabled: true,
            CheckpointInterval: 20_000,
            MinPauseBetweenCheckpoints: 5_000,
          },
          MonitoringConfigurationDescription: {
            ConfigurationType: 'DEFAULT',
            MetricsLevel: 'APPLICATION',
            LogLevel: 'INFO',
          },
          ParallelismConfigurationDescription: {
            ConfigurationType: 'CUSTOM',
            Parallelism: 4,
            ParallelismPerKPU: 4,
            CurrentParallelism: 4,
            AutoScalingEnabled: true,
          },
        },
        EnvironmentPropertyDescriptions: {
          PropertyGroupDescriptions: [
            { PropertyGroupId: 'ProducerConfigProperties', PropertyMap: { 'aws.region': 'us-west-2' } },
          ],
        },
        ApplicationSnapshotConfigurationDescription: { SnapshotsEnabled: true },
        VpcConfigurationDescriptions: [
          {
            VpcConfigurationId: '1.1',
            VpcId: 'vpc-local',
            SubnetIds: ['subnet-1'],
            SecurityGroupIds: ['sg-0123456789abcdef0'],
          },
        ],
      },
      ['ConcurrentModificationException', 'The current version of application MyApplication is 2, not 1.'],
      'ConcurrentModificationException',
      ['1.1', '3.1'],
      4,
      [4, 3, 2],
      {
        CodeContentType: 'ZIPFILE',
        CodeContentDescription: {
          S3ApplicationCodeLocationDescription: { BucketARN: 'arn:aws:s3:::mybucket', FileKey: 'myflink.jar' },
        },
      },
      ['UnsupportedOperationException', 'not supported yet: running applications of mode STREAMING'],
    ]);
  });

  test('lists go by pages, operations tell why they failed, tags stay', async () => {
    const result = await python(
      local.environment,
      `${PRELUDE}
for name in ['page-1', 'page-2', 'page-3']:
    notebook(name)
arn = notebook('page-4', Tags=[{'Key': 'a', 'Value': '1'}])['ApplicationARN']
pages, token = [], 'page-'
while token:
    answer = kda.list_applications(NextToken=token, Limit=3)
    pages.append([a['ApplicationName'] for a in answer['ApplicationSummaries']])
    token = answer.get('NextToken')
kda.tag_resource(ResourceARN=arn, Tags=[{'Key': 'b', 'Value': '2'}, {'Key': 'a', 'Value': '3'}])
kda.untag_resource(ResourceARN=arn, TagKeys=['b'])
tags = kda.list_tags_for_resource(ResourceARN=arn)['Tags']
notebook('broken')
operation = kda.start_application(ApplicationName='broken')['OperationId']
wait('broken', 'READY')
details = kda.describe_application_operation(ApplicationName='broken', OperationId=operation)['ApplicationOperationInfoDetails']
listed = kda.list_application_operations(ApplicationName='broken', OperationStatus='FAILED')['ApplicationOperationInfoList']
print(json.dumps([pages, tags, details['OperationStatus'], details['OperationFailureDetails']['ErrorInfo']['ErrorString'], [o['OperationId'] == operation for o in listed]]))
`,
    );
    expect(result).toEqual([
      [['page-1', 'page-2', 'page-3'], ['page-4']],
      [{ Key: 'a', Value: '3' }],
      'FAILED',
      'the interpreter did not start',
      [true],
    ]);
  });

  test('mistakes answer the real codes', async () => {
    const result = await python(
      local.environment,
      `${PRELUDE}
detail = notebook('taken')
base = dict(RuntimeEnvironment='ZEPPELIN-FLINK-3_0', ServiceExecutionRole='arn:aws:iam::012345678901:role/r')
print(json.dumps([
  failure(notebook, name='taken'),
  failure(kda.create_application, ApplicationName='a b', ApplicationMode='INTERACTIVE', **base),
  failure(kda.create_application, ApplicationName='streaming', **base)[0],
  failure(kda.create_application, ApplicationName='sql', RuntimeEnvironment='SQL-1_0', ServiceExecutionRole='arn:aws:iam::012345678901:role/r')[0],
  failure(kda.describe_application, ApplicationName='absent'),
  failure(kda.stop_application, ApplicationName='taken'),
  failure(kda.create_application_presigned_url, ApplicationName='taken', UrlType='ZEPPELIN_UI_URL'),
  failure(kda.create_application_presigned_url, ApplicationName='taken', UrlType='ZEPPELIN_UI_URL', SessionExpirationDurationInSeconds=43201),
  failure(kda.delete_application, ApplicationName='taken', CreateTimestamp=12345678912)[0],
  failure(kda.untag_resource, ResourceARN='arn:aws:kinesisanalytics:us-east-1:012345678901:application/absent', TagKeys=['a'])[0],
  failure(kda.create_application_snapshot, ApplicationName='taken', SnapshotName='s'),
]))
`,
    );
    expect(result).toEqual([
      ['ResourceInUseException', 'Application taken already exists.'],
      [
        'ValidationException',
        "1 validation error detected: Value 'a b' at 'applicationName' failed to satisfy constraint: " +
          'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+',
      ],
      'InvalidArgumentException',
      'UnsupportedOperationException',
      ['ResourceNotFoundException', 'Application absent not found.'],
      ['ResourceInUseException', 'Application taken is READY; StopApplication needs it to be RUNNING.'],
      ['ResourceInUseException', 'Application taken is READY; start it before asking for its URL.'],
      [
        'ValidationException',
        "1 validation error detected: Value '43201' at 'sessionExpirationDurationInSeconds' failed to satisfy " +
          'constraint: Member must have value less than or equal to 43200',
      ],
      'InvalidArgumentException',
      'ResourceNotFoundException',
      ['UnsupportedOperationException', 'not supported: snapshots of INTERACTIVE applications'],
    ]);
  });
});
