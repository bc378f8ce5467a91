// Versions, operations and tags of applications.
import type { Application, ApplicationVersion, Operation, Tag } from '@riffle/applications';
import { AwsError } from '../wire/errors.ts';
import type { CallContext } from '../wire/service.ts';
import { describeDetail } from './describe.ts';
import type { NamedInput } from './requests.ts';
import { type AnalyticsScope, nameInArn, pageOf } from './scope.ts';

interface PagedInput extends NamedInput {
  readonly Limit?: number;
  readonly NextToken?: string;
}

export function listVersions({ applications }: AnalyticsScope, input: PagedInput): object {
  const application = applications.get(input.ApplicationName);
  const { page, token } = pageOf(applications.versions(application.name), input);
  const rolledBack = rolledBackVersions(applications.versions(application.name));
  const ApplicationVersionSummaries = page.map((version) => ({
    ApplicationVersionId: version.id,
    ApplicationStatus: statusOf(application, version, rolledBack),
  }));
  return { ApplicationVersionSummaries, ...token };
}

interface VersionInput extends NamedInput {
  readonly ApplicationVersionId: number;
}

export function describeVersion(
  { applications }: AnalyticsScope,
  input: VersionInput,
  { region }: CallContext,
): object {
  const application = applications.get(input.ApplicationName);
  const versions = applications.versions(application.name);
  const version = versions.find(({ id }) => id === input.ApplicationVersionId);
  if (version === undefined) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Application ${application.name} has no version ${input.ApplicationVersionId}.`,
    );
  }
  const status = statusOf(application, version, rolledBackVersions(versions));
  const detail = describeDetail({ ...application, version }, region);
  return { ApplicationVersionDetail: { ...detail, ApplicationStatus: status } };
}

/** Only the current version can be anything but at rest; one that a rollback left says so. */
function statusOf(application: Application, { id }: ApplicationVersion, rolledBack: ReadonlySet<number>): string {
  if (id === application.version.id) {
    return application.lifecycle.status;
  }
  return rolledBack.has(id) ? 'ROLLED_BACK' : 'READY';
}

function rolledBackVersions(versions: readonly ApplicationVersion[]): ReadonlySet<number> {
  return new Set(versions.flatMap(({ rolledBackFrom }) => rolledBackFrom ?? []));
}

interface ListOperationsInput extends PagedInput {
  readonly Operation?: string;
  readonly OperationStatus?: string;
}

export function listOperations({ applications }: AnalyticsScope, input: ListOperationsInput): object {
  const wanted = applications
    .operations(input.ApplicationName)
    .filter(({ kind }) => input.Operation === undefined || kind === input.Operation)
    .filter(({ status }) => input.OperationStatus === undefined || status === input.OperationStatus);
  const { page, token } = pageOf(wanted, input);
  return {
    ApplicationOperationInfoList: page.map((operation) => ({ OperationId: operation.id, ...describe(operation) })),
    ...token,
  };
}

export function describeOperation(
  { applications }: AnalyticsScope,
  input: NamedInput & { readonly OperationId: string },
): object {
  const operation = applications.operations(input.ApplicationName).find(({ id }) => id === input.OperationId);
  if (operation === undefined) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Application ${input.ApplicationName} has no operation ${input.OperationId}.`,
    );
  }
  const failure = operation.error === undefined ? {} : { ErrorInfo: { ErrorString: operation.error.slice(0, 512) } };
  return {
    ApplicationOperationInfoDetails: {
      ...describe(operation),
      ...(operation.error === undefined ? {} : { OperationFailureDetails: failure }),
    },
  };
}

function describe({ kind, status, started, ended }: Operation): object {
  return {
    Operation: kind,
    StartTime: started / 1000,
    ...(ended === undefined ? {} : { EndTime: ended / 1000 }),
    OperationStatus: status,
  };
}

interface ResourceInput {
  readonly ResourceARN: string;
}

export function tagResource(
  { applications }: AnalyticsScope,
  input: ResourceInput & { readonly Tags: readonly Tag[] },
): object {
  applications.addTags(nameInArn(input.ResourceARN), input.Tags);
  return {};
}

export function untagResource(
  { applications }: AnalyticsScope,
  input: ResourceInput & { readonly TagKeys: readonly string[] },
): object {
  applications.removeTags(nameInArn(input.ResourceARN), input.TagKeys);
  return {};
}

export function listTags({ applications }: AnalyticsScope, input: ResourceInput): object {
  const { tags } = applications.get(nameInArn(input.ResourceARN));
  return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}
