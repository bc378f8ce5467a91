// The settings of an application, in the member names of the managed service's public API.

export type ApplicationMode = 'STREAMING' | 'INTERACTIVE';
export type ConfigurationType = 'DEFAULT' | 'CUSTOM';

/** Everything that a version of an application fixes. */
export interface ApplicationSettings {
  readonly RuntimeEnvironment: string;
  readonly ServiceExecutionRole: string;
  readonly ApplicationDescription?: string;
  readonly ApplicationConfiguration: ApplicationConfiguration;
  readonly CloudWatchLoggingOptions: readonly CloudWatchLoggingOption[];
}

export interface ApplicationConfiguration {
  readonly ApplicationCodeConfiguration?: ApplicationCodeConfiguration;
  readonly ApplicationEncryptionConfiguration?: { readonly KeyId?: string; readonly KeyType: string };
  readonly ApplicationSnapshotConfiguration?: { readonly SnapshotsEnabled: boolean; readonly SnapshotMode?: string };
  readonly ApplicationSystemRollbackConfiguration?: { readonly RollbackEnabled: boolean };
  readonly EnvironmentProperties?: { readonly PropertyGroups: readonly PropertyGroup[] };
  readonly FlinkApplicationConfiguration?: FlinkApplicationConfiguration;
  readonly VpcConfigurations?: readonly VpcConfiguration[];
  readonly ZeppelinApplicationConfiguration?: ZeppelinApplicationConfiguration;
}

export interface ApplicationCodeConfiguration {
  readonly CodeContentType: 'PLAINTEXT' | 'ZIPFILE';
  readonly CodeContent?: CodeContent;
}

/** One of the three. */
export interface CodeContent {
  readonly TextContent?: string;
  /** Base64. */
  readonly ZipFileContent?: string;
  readonly S3ContentLocation?: S3ContentLocation;
  /** Takes the place of ZipFileContent once the bytes are kept beside the settings. Not part of the public API. */
  readonly KeptZipFile?: KeptZipFile;
}

export interface KeptZipFile {
  readonly CodeMD5: string;
  readonly CodeSize: number;
}

export interface S3ContentLocation {
  readonly BucketARN: string;
  readonly FileKey: string;
  readonly ObjectVersion?: string;
}

export interface PropertyGroup {
  readonly PropertyGroupId: string;
  readonly PropertyMap: Readonly<Record<string, string>>;
}

export interface FlinkApplicationConfiguration {
  readonly CheckpointConfiguration?: CheckpointConfiguration;
  readonly MonitoringConfiguration?: MonitoringConfiguration;
  readonly ParallelismConfiguration?: ParallelismConfiguration;
}

export interface CheckpointConfiguration {
  readonly ConfigurationType: ConfigurationType;
  readonly CheckpointingEnabled?: boolean;
  /** Milliseconds. */
  readonly CheckpointInterval?: number;
  /** Milliseconds. */
  readonly MinPauseBetweenCheckpoints?: number;
}

export interface MonitoringConfiguration {
  readonly ConfigurationType: ConfigurationType;
  readonly MetricsLevel?: string;
  readonly LogLevel?: string;
}

export interface ParallelismConfiguration {
  readonly ConfigurationType: ConfigurationType;
  readonly Parallelism?: number;
  readonly ParallelismPerKPU?: number;
  readonly AutoScalingEnabled?: boolean;
}

export interface ZeppelinApplicationConfiguration {
  readonly MonitoringConfiguration?: { readonly LogLevel: string };
  readonly CatalogConfiguration?: { readonly GlueDataCatalogConfiguration: { readonly DatabaseARN: string } };
  readonly DeployAsApplicationConfiguration?: {
    readonly S3ContentLocation: { readonly BucketARN: string; readonly BasePath?: string };
  };
  readonly CustomArtifactsConfiguration?: readonly CustomArtifact[];
}

export interface CustomArtifact {
  readonly ArtifactType: 'UDF' | 'DEPENDENCY_JAR';
  readonly S3ContentLocation?: S3ContentLocation;
  readonly MavenReference?: { readonly GroupId: string; readonly ArtifactId: string; readonly Version: string };
}

/** The id is `<version in which it was added>.<number>`. */
export interface VpcConfiguration {
  readonly VpcConfigurationId: string;
  readonly SubnetIds: readonly string[];
  readonly SecurityGroupIds: readonly string[];
}

/** The id is `<version in which it was added>.<number>`. */
export interface CloudWatchLoggingOption {
  readonly CloudWatchLoggingOptionId: string;
  readonly LogStreamARN: string;
}

/** How the last start was asked for. */
export interface RunConfiguration {
  readonly FlinkRunConfiguration?: { readonly AllowNonRestoredState?: boolean };
  readonly ApplicationRestoreConfiguration?: {
    readonly ApplicationRestoreType: string;
    readonly SnapshotName?: string;
  };
}

/** The Flink settings with every default filled in; a `DEFAULT` block means the defaults whatever else it says. */
export interface EffectiveFlinkSettings {
  readonly checkpoint: Required<CheckpointConfiguration>;
  readonly monitoring: Required<MonitoringConfiguration>;
  readonly parallelism: Required<ParallelismConfiguration>;
}

const DEFAULTS: EffectiveFlinkSettings = {
  checkpoint: {
    ConfigurationType: 'DEFAULT',
    CheckpointingEnabled: true,
    CheckpointInterval: 60_000,
    MinPauseBetweenCheckpoints: 5_000,
  },
  monitoring: { ConfigurationType: 'DEFAULT', MetricsLevel: 'APPLICATION', LogLevel: 'INFO' },
  parallelism: { ConfigurationType: 'DEFAULT', Parallelism: 1, ParallelismPerKPU: 1, AutoScalingEnabled: true },
};

export function effectiveFlinkSettings(configuration: ApplicationConfiguration): EffectiveFlinkSettings {
  const flink = configuration.FlinkApplicationConfiguration ?? {};
  return {
    checkpoint: withDefaults(DEFAULTS.checkpoint, flink.CheckpointConfiguration),
    monitoring: withDefaults(DEFAULTS.monitoring, flink.MonitoringConfiguration),
    parallelism: withDefaults(DEFAULTS.parallelism, flink.ParallelismConfiguration),
  };
}

function withDefaults<T extends { ConfigurationType: ConfigurationType }>(
  defaults: T,
  given: Partial<T> | undefined,
): T {
  return given?.ConfigurationType === 'CUSTOM' ? { ...defaults, ...given } : defaults;
}

/** Whether a stop or an update saves the state by itself. */
export function snapshotsEnabled(mode: ApplicationMode, configuration: ApplicationConfiguration): boolean {
  return configuration.ApplicationSnapshotConfiguration?.SnapshotsEnabled ?? mode === 'STREAMING';
}

/** The name of the Glue database a notebook works in; `default` when it names none. */
export function catalogDatabase(configuration: ApplicationConfiguration): string {
  const catalog = configuration.ZeppelinApplicationConfiguration?.CatalogConfiguration;
  return databaseInArn(catalog?.GlueDataCatalogConfiguration.DatabaseARN ?? '') ?? 'default';
}

/** `name` in `arn:aws:glue:<region>:<account>:database/name`. */
export function databaseInArn(arn: string): string | undefined {
  return /^arn:aws[a-z-]*:glue:[^:]*:\d{12}:database\/([^/:]+)$/.exec(arn)?.[1];
}
