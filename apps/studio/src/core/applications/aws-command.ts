/** The `aws` commands that do what a form is about to do. */
import type { ApplicationSettingsView, CodeLocationView } from '@riffle/protocol';

export interface NewApplicationCommand {
  readonly name: string;
  readonly runtime: string;
  readonly role: string;
  readonly code: CodeLocationView;
  readonly settings: ApplicationSettingsView;
}

/** Creates an application from code in a bucket, and starts it. */
export function createCommands({ name, runtime, role, code, settings }: NewApplicationCommand): string {
  const configuration = {
    ApplicationCodeConfiguration: {
      CodeContentType: 'ZIPFILE',
      CodeContent: { S3ContentLocation: { BucketARN: bucketArn(code), FileKey: code.key } },
    },
    FlinkApplicationConfiguration: {
      ParallelismConfiguration: {
        ConfigurationType: 'CUSTOM',
        Parallelism: settings.parallelism,
        ParallelismPerKPU: settings.parallelismPerKpu,
      },
      CheckpointConfiguration: {
        ConfigurationType: 'CUSTOM',
        CheckpointingEnabled: settings.checkpointing,
        CheckpointInterval: settings.checkpointInterval,
        MinPauseBetweenCheckpoints: settings.minPause,
      },
    },
    ApplicationSnapshotConfiguration: { SnapshotsEnabled: settings.snapshots },
    ...(settings.properties.length === 0 ? {} : { EnvironmentProperties: propertyGroups(settings) }),
  };
  return [
    command('create-application', [
      `--application-name ${name}`,
      `--runtime-environment ${runtime}`,
      `--service-execution-role ${role}`,
      `--application-configuration ${quoted(configuration)}`,
    ]),
    command('start-application', [`--application-name ${name}`]),
  ].join('\n\n');
}

export interface NewVersionCommand {
  readonly name: string;
  /** The version that is current now. */
  readonly version: number;
  /** Undefined keeps the code. */
  readonly code: CodeLocationView | undefined;
  readonly settings: ApplicationSettingsView;
  readonly allowNonRestoredState: boolean;
}

/** Makes a new version of an application. */
export function updateCommand(update: NewVersionCommand): string {
  const { name, version, code, settings, allowNonRestoredState } = update;
  const configuration = {
    ...(code === undefined
      ? {}
      : {
          ApplicationCodeConfigurationUpdate: {
            CodeContentUpdate: {
              S3ContentLocationUpdate: { BucketARNUpdate: bucketArn(code), FileKeyUpdate: code.key },
            },
          },
        }),
    FlinkApplicationConfigurationUpdate: {
      ParallelismConfigurationUpdate: {
        ConfigurationTypeUpdate: 'CUSTOM',
        ParallelismUpdate: settings.parallelism,
        ParallelismPerKPUUpdate: settings.parallelismPerKpu,
      },
      CheckpointConfigurationUpdate: {
        ConfigurationTypeUpdate: 'CUSTOM',
        CheckpointingEnabledUpdate: settings.checkpointing,
        CheckpointIntervalUpdate: settings.checkpointInterval,
        MinPauseBetweenCheckpointsUpdate: settings.minPause,
      },
    },
    ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: settings.snapshots },
    EnvironmentPropertyUpdates: propertyGroups(settings),
  };
  return command('update-application', [
    `--application-name ${name}`,
    `--current-application-version-id ${version}`,
    ...(allowNonRestoredState
      ? [`--run-configuration-update ${quoted({ FlinkRunConfiguration: { AllowNonRestoredState: true } })}`]
      : []),
    `--application-configuration-update ${quoted(configuration)}`,
  ]);
}

function bucketArn({ bucket }: CodeLocationView): string {
  return `arn:aws:s3:::${bucket}`;
}

function propertyGroups({ properties }: ApplicationSettingsView): object {
  return { PropertyGroups: properties.map(({ id, values }) => ({ PropertyGroupId: id, PropertyMap: values })) };
}

function command(name: string, options: readonly string[]): string {
  return [`aws kinesisanalyticsv2 ${name}`, ...options].join(' \\\n  ');
}

/** JSON as one word for a shell. */
function quoted(value: object): string {
  return `'${JSON.stringify(value).replaceAll("'", `'\\''`)}'`;
}
