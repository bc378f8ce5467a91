// Creating, finding, starting, stopping and removing applications.
import type { RunConfiguration } from '@riffle/applications';
import { AwsError } from '../wire/errors.ts';
import type { CallContext } from '../wire/service.ts';
import { describeDetail, describeMaintenance, describeSummary } from './describe.ts';
import {
  type CreateApplicationInput,
  type NamedInput,
  readNewApplication,
  readUpdate,
  type UpdateApplicationInput,
} from './requests.ts';
import { type AnalyticsScope, applicationArn, type UrlType } from './scope.ts';

export async function createApplication(
  { applications }: AnalyticsScope,
  input: CreateApplicationInput,
  { region }: CallContext,
): Promise<object> {
  return { ApplicationDetail: describeDetail(await applications.create(readNewApplication(input)), region) };
}

interface DescribeInput extends NamedInput {
  readonly IncludeAdditionalDetails?: boolean;
}

export async function describeApplication(
  { applications }: AnalyticsScope,
  input: DescribeInput,
  { region }: CallContext,
): Promise<object> {
  const application = applications.get(input.ApplicationName);
  const details = input.IncludeAdditionalDetails === true ? await applications.describeRunning(application.name) : {};
  const maintenanceStart = applications.maintenanceStart(application.name);
  return { ApplicationDetail: describeDetail(application, region, { ...details, maintenanceStart }) };
}

interface ListInput {
  readonly Limit?: number;
  readonly NextToken?: string;
  readonly ExclusiveStartApplicationName?: string;
}

const LONGEST_LIST = 50;

/** The token is the last name of the page before. */
export function listApplications({ applications }: AnalyticsScope, input: ListInput, { region }: CallContext): object {
  const after = input.NextToken ?? input.ExclusiveStartApplicationName;
  const rest = applications.list().filter(({ name }) => after === undefined || name > after);
  const page = rest.slice(0, input.Limit ?? LONGEST_LIST);
  return {
    ApplicationSummaries: page.map((application) => describeSummary(application, region)),
    ...(page.length < rest.length ? { NextToken: page.at(-1)?.name } : {}),
  };
}

interface StartInput extends NamedInput {
  readonly RunConfiguration?: RunConfiguration & { readonly SqlRunConfigurations?: readonly object[] };
}

export function startApplication({ applications }: AnalyticsScope, input: StartInput): object {
  const { SqlRunConfigurations = [], ...run } = input.RunConfiguration ?? {};
  if (SqlRunConfigurations.length > 0) {
    throw new AwsError('InvalidArgumentException', 'SqlRunConfigurations are for SQL applications only.');
  }
  return { OperationId: applications.start(input.ApplicationName, run).operationId };
}

export function stopApplication(
  { applications }: AnalyticsScope,
  input: NamedInput & { readonly Force?: boolean },
): object {
  const how = input.Force === true ? 'force' : 'graceful';
  return { OperationId: applications.stop(input.ApplicationName, how).operationId };
}

export async function updateApplication(
  { applications }: AnalyticsScope,
  input: UpdateApplicationInput,
  { region }: CallContext,
): Promise<object> {
  const { application, operationId } = await applications.update(input.ApplicationName, readUpdate(input));
  const maintenanceStart = applications.maintenanceStart(application.name);
  return {
    ApplicationDetail: describeDetail(application, region, { maintenanceStart }),
    ...(operationId === undefined ? {} : { OperationId: operationId }),
  };
}

export async function rollBackApplication(
  { applications }: AnalyticsScope,
  input: NamedInput & { readonly CurrentApplicationVersionId: number },
  { region }: CallContext,
): Promise<object> {
  const { application, operationId } = await applications.rollBack(
    input.ApplicationName,
    input.CurrentApplicationVersionId,
  );
  const maintenanceStart = applications.maintenanceStart(application.name);
  return {
    ApplicationDetail: describeDetail(application, region, { maintenanceStart }),
    OperationId: operationId,
  };
}

interface MaintenanceInput extends NamedInput {
  readonly ApplicationMaintenanceConfigurationUpdate: {
    readonly ApplicationMaintenanceWindowStartTimeUpdate: string;
  };
}

export function updateMaintenance(
  { applications }: AnalyticsScope,
  input: MaintenanceInput,
  { region }: CallContext,
): object {
  const name = input.ApplicationName;
  const start = input.ApplicationMaintenanceConfigurationUpdate.ApplicationMaintenanceWindowStartTimeUpdate;
  applications.setMaintenanceStart(name, start);
  return {
    ApplicationARN: applicationArn(region, name),
    ApplicationMaintenanceConfigurationDescription: describeMaintenance(start),
  };
}

export function deleteApplication(
  { applications }: AnalyticsScope,
  input: NamedInput & { readonly CreateTimestamp: number },
): object {
  applications.delete(input.ApplicationName, input.CreateTimestamp * 1000);
  return {};
}

interface PresignInput extends NamedInput {
  readonly UrlType: UrlType;
  readonly SessionExpirationDurationInSeconds?: number;
}

const LONGEST_SESSION_SECONDS = 43_200;
const OPEN_FROM = ['RUNNING', 'STARTING', 'UPDATING'];

export async function createPresignedUrl(
  { applications, presign }: AnalyticsScope,
  input: PresignInput,
): Promise<object> {
  const application = applications.get(input.ApplicationName);
  if (input.UrlType === 'ZEPPELIN_UI_URL' && application.mode !== 'INTERACTIVE') {
    throw new AwsError(
      'InvalidArgumentException',
      `ZEPPELIN_UI_URL is for notebooks; application ${application.name} has the mode ${application.mode}.`,
    );
  }
  const { status } = application.lifecycle;
  if (!OPEN_FROM.includes(status)) {
    throw new AwsError(
      'ResourceInUseException',
      `Application ${application.name} is ${status}; start it before asking for its URL.`,
    );
  }
  const sessionSeconds = input.SessionExpirationDurationInSeconds ?? LONGEST_SESSION_SECONDS;
  return { AuthorizedUrl: await presign({ application, urlType: input.UrlType, sessionSeconds }) };
}
