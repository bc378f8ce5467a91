// The parts of an application that are added and removed one by one. They are recorded; nothing here logs to
// CloudWatch or joins a VPC.
import type { Application, ApplicationSettings } from '@riffle/applications';
import { AwsError } from '../wire/errors.ts';
import type { CallContext } from '../wire/service.ts';
import { describeVpc } from './describe.ts';
import { type GuardInput, type LoggingOptionInput, readGuard, type VpcInput } from './requests.ts';
import { type AnalyticsScope, applicationArn } from './scope.ts';

type AddLoggingInput = GuardInput & { readonly CloudWatchLoggingOption: LoggingOptionInput };

export async function addLoggingOption(
  { applications }: AnalyticsScope,
  input: AddLoggingInput,
  context: CallContext,
): Promise<object> {
  const accepted = await applications.reconfigure(input.ApplicationName, readGuard(input), (settings, version) => ({
    ...settings,
    CloudWatchLoggingOptions: [
      ...settings.CloudWatchLoggingOptions,
      { CloudWatchLoggingOptionId: `${version}.1`, LogStreamARN: input.CloudWatchLoggingOption.LogStreamARN },
    ],
  }));
  return { ...changed(accepted, context), ...loggingOptions(accepted.application) };
}

type DeleteLoggingInput = GuardInput & { readonly CloudWatchLoggingOptionId: string };

export async function deleteLoggingOption(
  { applications }: AnalyticsScope,
  input: DeleteLoggingInput,
  context: CallContext,
): Promise<object> {
  const accepted = await applications.reconfigure(input.ApplicationName, readGuard(input), (settings) => {
    const kept = settings.CloudWatchLoggingOptions.filter(
      (option) => option.CloudWatchLoggingOptionId !== input.CloudWatchLoggingOptionId,
    );
    checkFound(settings.CloudWatchLoggingOptions, kept, `CloudWatch logging option ${input.CloudWatchLoggingOptionId}`);
    return { ...settings, CloudWatchLoggingOptions: kept };
  });
  return { ...changed(accepted, context), ...loggingOptions(accepted.application) };
}

type AddVpcInput = GuardInput & { readonly VpcConfiguration: VpcInput };

export async function addVpc(
  { applications }: AnalyticsScope,
  input: AddVpcInput,
  context: CallContext,
): Promise<object> {
  const accepted = await applications.reconfigure(input.ApplicationName, readGuard(input), (settings, version) =>
    withVpcs(settings, [...vpcs(settings), { ...input.VpcConfiguration, VpcConfigurationId: `${version}.1` }]),
  );
  const added = vpcs(accepted.application.version.settings).at(-1);
  return { ...changed(accepted, context), VpcConfigurationDescription: describeVpc(added ?? {}) };
}

type DeleteVpcInput = GuardInput & { readonly VpcConfigurationId: string };

export async function deleteVpc(
  { applications }: AnalyticsScope,
  input: DeleteVpcInput,
  context: CallContext,
): Promise<object> {
  const accepted = await applications.reconfigure(input.ApplicationName, readGuard(input), (settings) => {
    const kept = vpcs(settings).filter(({ VpcConfigurationId }) => VpcConfigurationId !== input.VpcConfigurationId);
    checkFound(vpcs(settings), kept, `VPC configuration ${input.VpcConfigurationId}`);
    return withVpcs(settings, kept);
  });
  return changed(accepted, context);
}

type Vpcs = NonNullable<ApplicationSettings['ApplicationConfiguration']['VpcConfigurations']>;

function vpcs({ ApplicationConfiguration }: ApplicationSettings): Vpcs {
  return ApplicationConfiguration.VpcConfigurations ?? [];
}

function withVpcs(settings: ApplicationSettings, VpcConfigurations: Vpcs): ApplicationSettings {
  return { ...settings, ApplicationConfiguration: { ...settings.ApplicationConfiguration, VpcConfigurations } };
}

function checkFound(before: readonly unknown[], after: readonly unknown[], what: string): void {
  if (before.length === after.length) {
    throw new AwsError('InvalidArgumentException', `The application has no ${what}.`);
  }
}

function changed(
  { application, operationId }: { readonly application: Application; readonly operationId: string | undefined },
  { region }: CallContext,
): object {
  return {
    ApplicationARN: applicationArn(region, application.name),
    ApplicationVersionId: application.version.id,
    ...(operationId === undefined ? {} : { OperationId: operationId }),
  };
}

function loggingOptions({ version }: Application): object {
  return { CloudWatchLoggingOptionDescriptions: version.settings.CloudWatchLoggingOptions };
}
