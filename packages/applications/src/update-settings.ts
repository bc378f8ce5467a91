// How UpdateApplication changes settings. In an update every member carries the suffix `Update`: a structure changes
// the members it names and keeps the others, anything else replaces. Exceptions are handled by name.
import { ApplicationError } from './errors.ts';
import type {
  ApplicationConfiguration,
  ApplicationSettings,
  CloudWatchLoggingOption,
  PropertyGroup,
  VpcConfiguration,
} from './settings.ts';

/** The settings part of an update request. */
export interface SettingsUpdate {
  readonly ApplicationConfigurationUpdate?: ConfigurationUpdate;
  readonly CloudWatchLoggingOptionUpdates?: readonly LoggingOptionUpdate[];
  readonly RuntimeEnvironmentUpdate?: string;
  readonly ServiceExecutionRoleUpdate?: string;
}

interface ConfigurationUpdate {
  readonly ApplicationCodeConfigurationUpdate?: { readonly CodeContentUpdate?: object };
  readonly EnvironmentPropertyUpdates?: { readonly PropertyGroups: readonly PropertyGroup[] };
  readonly VpcConfigurationUpdates?: readonly VpcUpdate[];
}

interface LoggingOptionUpdate {
  readonly CloudWatchLoggingOptionId: string;
  readonly LogStreamARNUpdate?: string;
}

interface VpcUpdate {
  readonly VpcConfigurationId: string;
  readonly SubnetIdUpdates?: readonly string[];
  readonly SecurityGroupIdUpdates?: readonly string[];
}

/** Returns the settings as an update leaves them. */
export function updateSettings(settings: ApplicationSettings, update: SettingsUpdate): ApplicationSettings {
  const configuration = settings.ApplicationConfiguration;
  return {
    ...settings,
    ...(update.RuntimeEnvironmentUpdate === undefined ? {} : { RuntimeEnvironment: update.RuntimeEnvironmentUpdate }),
    ...(update.ServiceExecutionRoleUpdate === undefined
      ? {}
      : { ServiceExecutionRole: update.ServiceExecutionRoleUpdate }),
    CloudWatchLoggingOptions: updateLoggingOptions(
      settings.CloudWatchLoggingOptions,
      update.CloudWatchLoggingOptionUpdates ?? [],
    ),
    ApplicationConfiguration: updateConfiguration(configuration, update.ApplicationConfigurationUpdate ?? {}),
  };
}

function updateConfiguration(
  configuration: ApplicationConfiguration,
  update: ConfigurationUpdate,
): ApplicationConfiguration {
  const { EnvironmentPropertyUpdates, VpcConfigurationUpdates, ...rest } = update;
  const changed = mergeUpdate(dropReplacedCode(configuration, update), rest) as ApplicationConfiguration;
  return {
    ...changed,
    // The groups of the request are all there are afterwards.
    ...(EnvironmentPropertyUpdates === undefined ? {} : { EnvironmentProperties: EnvironmentPropertyUpdates }),
    ...(VpcConfigurationUpdates === undefined
      ? {}
      : { VpcConfigurations: updateVpcs(configuration.VpcConfigurations ?? [], VpcConfigurationUpdates) }),
  };
}

/** Code of one kind takes the place of code of another kind. */
function dropReplacedCode(
  configuration: ApplicationConfiguration,
  update: ConfigurationUpdate,
): ApplicationConfiguration {
  const code = configuration.ApplicationCodeConfiguration;
  const changes = update.ApplicationCodeConfigurationUpdate?.CodeContentUpdate;
  if (code?.CodeContent === undefined || changes === undefined) {
    return configuration;
  }
  const kinds = new Set(Object.keys(changes).map(withoutSuffix));
  const kept = Object.entries(code.CodeContent).filter(([kind]) => kinds.has(kind));
  return {
    ...configuration,
    ApplicationCodeConfiguration: { ...code, CodeContent: Object.fromEntries(kept) },
  };
}

function mergeUpdate(value: object, update: object): object {
  const changed: Record<string, unknown> = { ...value };
  for (const [name, change] of Object.entries(update)) {
    const member = withoutSuffix(name);
    changed[member] = isStructure(change) ? mergeUpdate(asStructure(changed[member]), change) : change;
  }
  return changed;
}

function withoutSuffix(name: string): string {
  return name.replace(/Update$/, '');
}

function isStructure(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asStructure(value: unknown): object {
  return isStructure(value) ? value : {};
}

function updateVpcs(vpcs: readonly VpcConfiguration[], updates: readonly VpcUpdate[]): VpcConfiguration[] {
  refuseUnknown(
    updates.map(({ VpcConfigurationId }) => VpcConfigurationId),
    vpcs.map(({ VpcConfigurationId }) => VpcConfigurationId),
    'VPC configuration',
  );
  return vpcs.map((vpc) => {
    const update = updates.find(({ VpcConfigurationId }) => VpcConfigurationId === vpc.VpcConfigurationId);
    return {
      ...vpc,
      SubnetIds: update?.SubnetIdUpdates ?? vpc.SubnetIds,
      SecurityGroupIds: update?.SecurityGroupIdUpdates ?? vpc.SecurityGroupIds,
    };
  });
}

function updateLoggingOptions(
  options: readonly CloudWatchLoggingOption[],
  updates: readonly LoggingOptionUpdate[],
): CloudWatchLoggingOption[] {
  refuseUnknown(
    updates.map(({ CloudWatchLoggingOptionId }) => CloudWatchLoggingOptionId),
    options.map(({ CloudWatchLoggingOptionId }) => CloudWatchLoggingOptionId),
    'CloudWatch logging option',
  );
  return options.map((option) => {
    const update = updates.find((each) => each.CloudWatchLoggingOptionId === option.CloudWatchLoggingOptionId);
    return { ...option, LogStreamARN: update?.LogStreamARNUpdate ?? option.LogStreamARN };
  });
}

function refuseUnknown(wanted: readonly string[], known: readonly string[], what: string): void {
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    throw new ApplicationError('invalid-argument', `The application has no ${what} with the id ${unknown}.`);
  }
}
