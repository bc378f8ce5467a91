// Applications as the API shows them: every structure of the settings has a twin whose name ends in `Description`.
import { hash } from 'node:crypto';
import {
  type Application,
  type ApplicationConfiguration,
  type ApplicationVersion,
  type CodeContent,
  effectiveFlinkSettings,
  type RunningDetails,
} from '@riffle/applications';
import { applicationArn } from './scope.ts';

/** The members every answer about an application has. */
export function describeSummary({ name, mode, lifecycle, version }: Application, region: string): object {
  return {
    ApplicationName: name,
    ApplicationARN: applicationArn(region, name),
    ApplicationStatus: lifecycle.status,
    ApplicationVersionId: version.id,
    RuntimeEnvironment: version.settings.RuntimeEnvironment,
    ApplicationMode: mode,
  };
}

/** Facts that are no part of an application's record. */
export interface OtherDetails extends RunningDetails {
  /** As HH:MM. */
  readonly maintenanceStart?: string;
}

export function describeDetail(application: Application, region: string, details: OtherDetails = {}): object {
  const { version, created } = application;
  const { settings } = version;
  return {
    ...describeSummary(application, region),
    ...optional('ApplicationDescription', settings.ApplicationDescription),
    ServiceExecutionRole: settings.ServiceExecutionRole,
    CreateTimestamp: created / 1000,
    LastUpdateTimestamp: version.created / 1000,
    ApplicationConfigurationDescription: describeConfiguration(application, details),
    CloudWatchLoggingOptionDescriptions: settings.CloudWatchLoggingOptions,
    ApplicationMaintenanceConfigurationDescription: describeMaintenance(details.maintenanceStart ?? '06:00'),
    ...describeVersionFacts(version),
    ConditionalToken: version.token,
  };
}

/** The window is eight hours long, as the service's. */
export function describeMaintenance(start: string): object {
  const [hours = '0', minutes = '00'] = start.split(':');
  const end = `${String((Number(hours) + 8) % 24).padStart(2, '0')}:${minutes}`;
  return { ApplicationMaintenanceWindowStartTime: start, ApplicationMaintenanceWindowEndTime: end };
}

function describeVersionFacts({ id, created, rolledBackFrom }: ApplicationVersion): object {
  return {
    ApplicationVersionCreateTimestamp: created / 1000,
    ...optional('ApplicationVersionUpdatedFrom', id > 1 ? id - 1 : undefined),
    ...optional('ApplicationVersionRolledBackFrom', rolledBackFrom),
  };
}

function describeConfiguration({ mode, version, runConfiguration }: Application, details: RunningDetails): object {
  const configuration = version.settings.ApplicationConfiguration;
  const { EnvironmentProperties: environment, ApplicationSystemRollbackConfiguration: rollback } = configuration;
  const snapshots = configuration.ApplicationSnapshotConfiguration ?? { SnapshotsEnabled: mode === 'STREAMING' };
  return {
    ...describeCode(configuration),
    ...optional('RunConfigurationDescription', describeRun(runConfiguration)),
    FlinkApplicationConfigurationDescription: describeFlink(configuration, details),
    ...optional(
      'EnvironmentPropertyDescriptions',
      environment === undefined ? undefined : { PropertyGroupDescriptions: environment.PropertyGroups },
    ),
    ApplicationSnapshotConfigurationDescription: snapshots,
    ...optional('ApplicationSystemRollbackConfigurationDescription', rollback),
    VpcConfigurationDescriptions: (configuration.VpcConfigurations ?? []).map(describeVpc),
    ...(mode === 'INTERACTIVE' ? { ZeppelinApplicationConfigurationDescription: describeNotebook(configuration) } : {}),
    ...optional('ApplicationEncryptionConfigurationDescription', configuration.ApplicationEncryptionConfiguration),
  };
}

/** There are no VPCs here; the id says so. */
export function describeVpc(vpc: object): object {
  return { ...vpc, VpcId: 'vpc-local' };
}

function describeCode({ ApplicationCodeConfiguration: code }: ApplicationConfiguration): object {
  if (code === undefined) {
    return {};
  }
  return {
    ApplicationCodeConfigurationDescription: {
      CodeContentType: code.CodeContentType,
      ...optional(
        'CodeContentDescription',
        code.CodeContent === undefined ? undefined : describeContent(code.CodeContent),
      ),
    },
  };
}

function describeContent({ TextContent, ZipFileContent, S3ContentLocation, KeptZipFile }: CodeContent): object {
  if (KeptZipFile !== undefined) {
    return KeptZipFile;
  }
  if (S3ContentLocation !== undefined) {
    return { S3ApplicationCodeLocationDescription: S3ContentLocation };
  }
  const bytes = TextContent === undefined ? Buffer.from(ZipFileContent ?? '', 'base64') : Buffer.from(TextContent);
  return { ...optional('TextContent', TextContent), CodeMD5: hash('md5', bytes), CodeSize: bytes.length };
}

function describeRun(run: Application['runConfiguration']): object | undefined {
  if (run?.ApplicationRestoreConfiguration === undefined && run?.FlinkRunConfiguration === undefined) {
    return undefined;
  }
  return {
    ...optional('ApplicationRestoreConfigurationDescription', run.ApplicationRestoreConfiguration),
    ...optional('FlinkRunConfigurationDescription', run.FlinkRunConfiguration),
  };
}

function describeFlink(configuration: ApplicationConfiguration, { jobPlan }: RunningDetails): object {
  const { checkpoint, monitoring, parallelism } = effectiveFlinkSettings(configuration);
  return {
    CheckpointConfigurationDescription: checkpoint,
    MonitoringConfigurationDescription: monitoring,
    ParallelismConfigurationDescription: { ...parallelism, CurrentParallelism: parallelism.Parallelism },
    ...optional('JobPlanDescription', jobPlan),
  };
}

function describeNotebook({ ZeppelinApplicationConfiguration: notebook }: ApplicationConfiguration): object {
  const catalog = notebook?.CatalogConfiguration;
  const deploy = notebook?.DeployAsApplicationConfiguration;
  return {
    MonitoringConfigurationDescription: notebook?.MonitoringConfiguration ?? { LogLevel: 'INFO' },
    ...optional(
      'CatalogConfigurationDescription',
      catalog === undefined
        ? undefined
        : { GlueDataCatalogConfigurationDescription: catalog.GlueDataCatalogConfiguration },
    ),
    ...optional(
      'DeployAsApplicationConfigurationDescription',
      deploy === undefined ? undefined : { S3ContentLocationDescription: deploy.S3ContentLocation },
    ),
    CustomArtifactsConfigurationDescription: (notebook?.CustomArtifactsConfiguration ?? []).map((artifact) => ({
      ArtifactType: artifact.ArtifactType,
      ...optional('S3ContentLocationDescription', artifact.S3ContentLocation),
      ...optional('MavenReferenceDescription', artifact.MavenReference),
    })),
  };
}

/** A member that is left out when it has no value. */
function optional(name: string, value: unknown): object {
  return value === undefined ? {} : { [name]: value };
}
