import { type ApplicationConfiguration, effectiveFlinkSettings } from '@riffle/applications';
import type { ApplicationSettingsView, CodeLocationView } from '@riffle/protocol';

const LOG_LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;

/** What a person can set, as it counts now. */
export function viewSettings(configuration: ApplicationConfiguration): ApplicationSettingsView {
  const { checkpoint, monitoring, parallelism } = effectiveFlinkSettings(configuration);
  return {
    parallelism: parallelism.Parallelism,
    parallelismPerKpu: parallelism.ParallelismPerKPU,
    checkpointing: checkpoint.CheckpointingEnabled,
    checkpointInterval: checkpoint.CheckpointInterval,
    minPause: checkpoint.MinPauseBetweenCheckpoints,
    logLevel: LOG_LEVELS.find((level) => level === monitoring.LogLevel) ?? 'INFO',
    snapshots: configuration.ApplicationSnapshotConfiguration?.SnapshotsEnabled ?? true,
    systemRollback: configuration.ApplicationSystemRollbackConfiguration?.RollbackEnabled ?? false,
    properties: (configuration.EnvironmentProperties?.PropertyGroups ?? []).map(({ PropertyGroupId, PropertyMap }) => ({
      id: PropertyGroupId,
      values: { ...PropertyMap },
    })),
  };
}

/** The configuration with what a person has set; everything else stays as it was. */
export function withSettings(
  before: ApplicationConfiguration,
  view: ApplicationSettingsView,
): ApplicationConfiguration {
  const { monitoring, parallelism } = effectiveFlinkSettings(before);
  return {
    ...before,
    FlinkApplicationConfiguration: {
      CheckpointConfiguration: {
        ConfigurationType: 'CUSTOM',
        CheckpointingEnabled: view.checkpointing,
        CheckpointInterval: view.checkpointInterval,
        MinPauseBetweenCheckpoints: view.minPause,
      },
      MonitoringConfiguration: { ...monitoring, ConfigurationType: 'CUSTOM', LogLevel: view.logLevel },
      ParallelismConfiguration: {
        ...parallelism,
        ConfigurationType: 'CUSTOM',
        Parallelism: view.parallelism,
        ParallelismPerKPU: view.parallelismPerKpu,
      },
    },
    ApplicationSnapshotConfiguration: { ...before.ApplicationSnapshotConfiguration, SnapshotsEnabled: view.snapshots },
    ApplicationSystemRollbackConfiguration: { RollbackEnabled: view.systemRollback },
    EnvironmentProperties: {
      PropertyGroups: view.properties.map(({ id, values }) => ({ PropertyGroupId: id, PropertyMap: values })),
    },
  };
}

/** The configuration with code from a bucket. */
export function withCode(
  before: ApplicationConfiguration,
  { bucket, key }: CodeLocationView,
): ApplicationConfiguration {
  return {
    ...before,
    ApplicationCodeConfiguration: {
      CodeContentType: 'ZIPFILE',
      CodeContent: { S3ContentLocation: { BucketARN: `arn:aws:s3:::${bucket}`, FileKey: key } },
    },
  };
}
