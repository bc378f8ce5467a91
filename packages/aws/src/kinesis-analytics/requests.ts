// What clients send, and its way into the terms of `@riffle/applications`.
import type {
  ApplicationConfiguration,
  ApplicationMode,
  ApplicationSettings,
  NewApplication,
  RunConfiguration,
  SettingsUpdate,
  Tag,
  UpdateRequest,
  VersionGuard,
} from '@riffle/applications';
import { notSupportedYet } from '../wire/errors.ts';

export interface NamedInput {
  readonly ApplicationName: string;
}

export interface VpcInput {
  readonly SubnetIds: readonly string[];
  readonly SecurityGroupIds: readonly string[];
}

export interface LoggingOptionInput {
  readonly LogStreamARN: string;
}

/** Code arrives as bytes, and VPC configurations without the ids they are given. */
interface ConfigurationInput
  extends Omit<ApplicationConfiguration, 'ApplicationCodeConfiguration' | 'VpcConfigurations'> {
  readonly ApplicationCodeConfiguration?: object;
  readonly SqlApplicationConfiguration?: object;
  readonly VpcConfigurations?: readonly VpcInput[];
}

export interface CreateApplicationInput extends NamedInput {
  readonly ApplicationConfiguration?: ConfigurationInput;
  readonly ApplicationDescription?: string;
  readonly ApplicationMode?: ApplicationMode;
  readonly CloudWatchLoggingOptions?: readonly LoggingOptionInput[];
  readonly RuntimeEnvironment: string;
  readonly ServiceExecutionRole: string;
  readonly Tags?: readonly Tag[];
}

/** What every changing call may carry to say which version it means. */
export interface GuardInput extends NamedInput {
  readonly ConditionalToken?: string;
  readonly CurrentApplicationVersionId?: number;
}

export interface UpdateApplicationInput extends GuardInput, SettingsUpdate {
  readonly RunConfigurationUpdate?: RunConfiguration;
}

export function readNewApplication(input: CreateApplicationInput): NewApplication {
  const configuration = input.ApplicationConfiguration ?? {};
  refuseSql(configuration);
  const settings: ApplicationSettings = {
    RuntimeEnvironment: input.RuntimeEnvironment,
    ServiceExecutionRole: input.ServiceExecutionRole,
    ...(input.ApplicationDescription === undefined ? {} : { ApplicationDescription: input.ApplicationDescription }),
    ApplicationConfiguration: readConfiguration(configuration),
    CloudWatchLoggingOptions: (input.CloudWatchLoggingOptions ?? []).map(({ LogStreamARN }, index) => ({
      CloudWatchLoggingOptionId: `1.${index + 1}`,
      LogStreamARN,
    })),
  };
  return {
    name: input.ApplicationName,
    mode: input.ApplicationMode ?? 'STREAMING',
    settings,
    ...(input.Tags === undefined ? {} : { tags: input.Tags }),
  };
}

function readConfiguration({ VpcConfigurations, ...configuration }: ConfigurationInput): ApplicationConfiguration {
  return bytesAsText({
    ...configuration,
    ...(VpcConfigurations === undefined
      ? {}
      : {
          VpcConfigurations: VpcConfigurations.map((vpc, index) => ({ ...vpc, VpcConfigurationId: `1.${index + 1}` })),
        }),
  }) as ApplicationConfiguration;
}

export function readUpdate(input: UpdateApplicationInput): UpdateRequest {
  refuseSql(input.ApplicationConfigurationUpdate ?? {});
  const { ApplicationName: _, CurrentApplicationVersionId, ConditionalToken, ...update } = input;
  return {
    ...(bytesAsText(update) as SettingsUpdate),
    ...readGuard({ ...input, CurrentApplicationVersionId, ConditionalToken }),
  };
}

export function readGuard(input: {
  readonly CurrentApplicationVersionId?: number | undefined;
  readonly ConditionalToken?: string | undefined;
}): VersionGuard {
  return {
    ...(input.CurrentApplicationVersionId === undefined ? {} : { currentVersion: input.CurrentApplicationVersionId }),
    ...(input.ConditionalToken === undefined ? {} : { token: input.ConditionalToken }),
  };
}

function refuseSql(configuration: object): void {
  if ('SqlApplicationConfiguration' in configuration || 'SqlApplicationConfigurationUpdate' in configuration) {
    throw notSupportedYet('SQL applications of the older kind; use a notebook or a FLINK runtime environment');
  }
}

/** Settings are kept as JSON, so bytes become Base64. */
function bytesAsText(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    return Buffer.from(value).toString('base64');
  }
  if (Array.isArray(value)) {
    return value.map(bytesAsText);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, bytesAsText(inner)]));
  }
  return value;
}
