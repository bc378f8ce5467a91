import { type Application, ApplicationError, type ApplicationErrorKind, type Applications } from '@riffle/applications';
import { AwsError } from '../wire/errors.ts';
import { ACCOUNT_ID } from '../wire/service.ts';

export type UrlType = 'ZEPPELIN_UI_URL' | 'FLINK_DASHBOARD_URL';

/** A wish for a link that opens an application without any other key. */
export interface PresignRequest {
  readonly application: Application;
  readonly urlType: UrlType;
  /** How long the session lasts that the link opens. */
  readonly sessionSeconds: number;
}

/** What the operations work with. */
export interface AnalyticsScope {
  readonly applications: Applications;
  readonly presign: (request: PresignRequest) => string | Promise<string>;
}

const ERROR_TYPES: Readonly<Record<ApplicationErrorKind, string>> = {
  'not-found': 'ResourceNotFoundException',
  'in-use': 'ResourceInUseException',
  'invalid-argument': 'InvalidArgumentException',
  'invalid-configuration': 'InvalidApplicationConfigurationException',
  'invalid-request': 'InvalidRequestException',
  'limit-exceeded': 'LimitExceededException',
  'concurrent-modification': 'ConcurrentModificationException',
  'too-many-tags': 'TooManyTagsException',
  'not-supported': 'UnsupportedOperationException',
};

/** Runs an operation and gives its mistakes the service's error types. */
export async function withErrorTypes(operation: () => unknown): Promise<unknown> {
  try {
    return await operation();
  } catch (error) {
    throw error instanceof ApplicationError ? new AwsError(ERROR_TYPES[error.kind], error.message) : error;
  }
}

export function applicationArn(region: string, name: string): string {
  return `arn:aws:kinesisanalytics:${region}:${ACCOUNT_ID}:application/${name}`;
}

/** The name inside an application's ARN, whatever its region. */
export function nameInArn(arn: string): string {
  const match = /^arn:aws[a-z-]*:kinesisanalytics:[^:]*:(\d{12}):application\/([a-zA-Z0-9_.-]+)$/.exec(arn);
  if (match?.[1] !== ACCOUNT_ID || match[2] === undefined) {
    throw new AwsError('ResourceNotFoundException', `Resource ${arn} not found.`);
  }
  return match[2];
}

/** A page of a list whose token is the position of its first item. */
export function pageOf<T>(
  items: readonly T[],
  { NextToken, Limit = 50 }: { readonly NextToken?: string; readonly Limit?: number },
): { readonly page: readonly T[]; readonly token: { readonly NextToken?: string } } {
  const start = NextToken === undefined ? 0 : Number(NextToken);
  if (!Number.isSafeInteger(start) || start < 0) {
    throw new AwsError('InvalidArgumentException', 'The NextToken is not valid.');
  }
  const end = start + Limit;
  return { page: items.slice(start, end), token: end < items.length ? { NextToken: String(end) } : {} };
}
