import { expect, test } from 'vitest';
import { type ApplicationSettings, catalogDatabase, effectiveFlinkSettings } from './settings.ts';
import { updateSettings } from './update-settings.ts';

const SETTINGS: ApplicationSettings = {
  RuntimeEnvironment: 'FLINK-1_15',
  ServiceExecutionRole: 'arn:aws:iam::012345678901:role/r',
  CloudWatchLoggingOptions: [{ CloudWatchLoggingOptionId: '1.1', LogStreamARN: 'arn:aws:logs:a' }],
  ApplicationConfiguration: {
    ApplicationCodeConfiguration: {
      CodeContentType: 'ZIPFILE',
      CodeContent: { S3ContentLocation: { BucketARN: 'arn:aws:s3:::b', FileKey: 'k', ObjectVersion: 'v1' } },
    },
    EnvironmentProperties: { PropertyGroups: [{ PropertyGroupId: 'one', PropertyMap: { a: '1', b: '2' } }] },
    FlinkApplicationConfiguration: {
      ParallelismConfiguration: {
        ConfigurationType: 'CUSTOM',
        Parallelism: 4,
        ParallelismPerKPU: 4,
        AutoScalingEnabled: true,
      },
    },
    VpcConfigurations: [{ VpcConfigurationId: '1.1', SubnetIds: ['s1'], SecurityGroupIds: ['g1'] }],
  },
};

test('an update changes the members it names and keeps the others', () => {
  const updated = updateSettings(SETTINGS, {
    ServiceExecutionRoleUpdate: 'arn:aws:iam::012345678901:role/other',
    CloudWatchLoggingOptionUpdates: [{ CloudWatchLoggingOptionId: '1.1', LogStreamARNUpdate: 'arn:aws:logs:b' }],
    ApplicationConfigurationUpdate: {
      ApplicationCodeConfigurationUpdate: {
        CodeContentUpdate: { S3ContentLocationUpdate: { FileKeyUpdate: 'k2' } },
      },
      FlinkApplicationConfigurationUpdate: {
        ParallelismConfigurationUpdate: { AutoScalingEnabledUpdate: false },
        CheckpointConfigurationUpdate: { ConfigurationTypeUpdate: 'CUSTOM', CheckpointIntervalUpdate: 20_000 },
      },
      EnvironmentPropertyUpdates: { PropertyGroups: [{ PropertyGroupId: 'two', PropertyMap: { c: '3' } }] },
      VpcConfigurationUpdates: [{ VpcConfigurationId: '1.1', SubnetIdUpdates: ['s2'] }],
    } as object,
  });
  expect(updated).toEqual({
    RuntimeEnvironment: 'FLINK-1_15',
    ServiceExecutionRole: 'arn:aws:iam::012345678901:role/other',
    CloudWatchLoggingOptions: [{ CloudWatchLoggingOptionId: '1.1', LogStreamARN: 'arn:aws:logs:b' }],
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: {
        CodeContentType: 'ZIPFILE',
        CodeContent: { S3ContentLocation: { BucketARN: 'arn:aws:s3:::b', FileKey: 'k2', ObjectVersion: 'v1' } },
      },
      EnvironmentProperties: { PropertyGroups: [{ PropertyGroupId: 'two', PropertyMap: { c: '3' } }] },
      FlinkApplicationConfiguration: {
        ParallelismConfiguration: {
          ConfigurationType: 'CUSTOM',
          Parallelism: 4,
          ParallelismPerKPU: 4,
          AutoScalingEnabled: false,
        },
        CheckpointConfiguration: { ConfigurationType: 'CUSTOM', CheckpointInterval: 20_000 },
      },
      VpcConfigurations: [{ VpcConfigurationId: '1.1', SubnetIds: ['s2'], SecurityGroupIds: ['g1'] }],
    },
  });
});

test('an empty list of property groups removes them all', () => {
  const updated = updateSettings(SETTINGS, {
    ApplicationConfigurationUpdate: { EnvironmentPropertyUpdates: { PropertyGroups: [] } },
  });
  expect(updated.ApplicationConfiguration.EnvironmentProperties).toEqual({ PropertyGroups: [] });
});

test('code of another kind replaces the code there was', () => {
  const updated = updateSettings(SETTINGS, {
    ApplicationConfigurationUpdate: {
      ApplicationCodeConfigurationUpdate: {
        CodeContentTypeUpdate: 'PLAINTEXT',
        CodeContentUpdate: { TextContentUpdate: 't' },
      } as object,
    },
  });
  expect(updated.ApplicationConfiguration.ApplicationCodeConfiguration).toEqual({
    CodeContentType: 'PLAINTEXT',
    CodeContent: { TextContent: 't' },
  });
});

test('ids that the application does not have are refused', () => {
  const update = { VpcConfigurationUpdates: [{ VpcConfigurationId: '9.9' }] };
  expect(() => updateSettings(SETTINGS, { ApplicationConfigurationUpdate: update })).toThrow(
    'The application has no VPC configuration with the id 9.9.',
  );
});

test('a DEFAULT block means the defaults whatever else it says', () => {
  const { checkpoint, parallelism } = effectiveFlinkSettings({
    FlinkApplicationConfiguration: {
      CheckpointConfiguration: { ConfigurationType: 'DEFAULT', CheckpointInterval: 1 },
      ParallelismConfiguration: { ConfigurationType: 'CUSTOM', Parallelism: 8 },
    },
  });
  expect(checkpoint).toEqual({
    ConfigurationType: 'DEFAULT',
    CheckpointingEnabled: true,
    CheckpointInterval: 60_000,
    MinPauseBetweenCheckpoints: 5_000,
  });
  expect(parallelism).toEqual({
    ConfigurationType: 'CUSTOM',
    Parallelism: 8,
    ParallelismPerKPU: 1,
    AutoScalingEnabled: true,
  });
});

test('a notebook works in the database of its ARN', () => {
  const named = (DatabaseARN: string): string =>
    catalogDatabase({
      ZeppelinApplicationConfiguration: { CatalogConfiguration: { GlueDataCatalogConfiguration: { DatabaseARN } } },
    });
  expect(named('arn:aws:glue:us-east-1:012345678901:database/sales')).toBe('sales');
  expect(catalogDatabase({})).toBe('default');
});
