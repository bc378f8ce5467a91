import type { SignableRequest } from './canonical-request.ts';
import { AwsError } from './errors.ts';
import type { CredentialScope } from './signature.ts';

/** What a client claims about its request; nothing in here is proven yet. */
export interface PresentedSignature {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly timestamp: string;
  /** How long a presigned request stays good, in seconds; absent for a signed header. */
  readonly expiresSeconds?: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** Reads the signature from the `Authorization` header or, for a presigned request, from the query. */
export function readPresentedSignature(request: SignableRequest): PresentedSignature {
  const authorization = single(request, 'authorization');
  const query = new Map(request.query);
  const presigned = query.has('X-Amz-Algorithm');
  if (authorization !== undefined && presigned) {
    throw new AwsError(
      'InvalidSignatureException',
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    );
  }
  if (authorization !== undefined) {
    return fromHeader(authorization, request);
  }
  if (presigned) {
    return fromQuery(query);
  }
  throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
}

function fromHeader(authorization: string, request: SignableRequest): PresentedSignature {
  const [algorithm, ...rest] = authorization.trim().split(/\s+/);
  if (algorithm !== ALGORITHM) {
    throw incomplete(`Authorization header must begin with '${ALGORITHM}'.`);
  }
  const fields = new Map(
    rest
      .join('')
      .split(',')
      .map((field) => splitOnce(field, '=')),
  );
  const timestamp = single(request, 'x-amz-date') ?? dateHeader(single(request, 'date'));
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !fields.get(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (timestamp === undefined) {
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (missing.length > 0) {
    throw incomplete(missing.join(' '));
  }
  return {
    ...parseCredential(fields.get('Credential') ?? ''),
    signedHeaders: (fields.get('SignedHeaders') ?? '').toLowerCase().split(';'),
    signature: fields.get('Signature') ?? '',
    timestamp: timestamp ?? '',
  };
}

function fromQuery(query: ReadonlyMap<string, string>): PresentedSignature {
  const missing = ['X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date']
    .filter((name) => !query.get(name))
    .map((name) => `AWS query-string parameters must include '${name}'.`);
  if (missing.length > 0) {
    throw incomplete(`${missing.join(' ')} Re-examine the query-string parameters.`);
  }
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) {
    throw incomplete(`X-Amz-Algorithm must be '${ALGORITHM}'.`);
  }
  const expires = Number(query.get('X-Amz-Expires') ?? 900);
  if (!(expires >= 0 && expires <= 604_800)) {
    throw incomplete('X-Amz-Expires must be between 0 and 604800 seconds.');
  }
  return {
    ...parseCredential(query.get('X-Amz-Credential') ?? ''),
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').toLowerCase().split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    timestamp: query.get('X-Amz-Date') ?? '',
    expiresSeconds: expires,
  };
}

function parseCredential(credential: string): Pick<PresentedSignature, 'accessKeyId' | 'scope'> {
  const parts = credential.split('/');
  const [accessKeyId, date, region, service, terminator] = parts.slice(-5);
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || parts.length !== 5) {
    throw incomplete(
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/aws4_request.',
    );
  }
  return { accessKeyId, scope: { date, region, service } };
}

function dateHeader(value: string | undefined): string | undefined {
  const millis = value === undefined ? Number.NaN : Date.parse(value);
  return Number.isNaN(millis) ? undefined : amzTimestamp(millis);
}

/** `YYYYMMDDTHHMMSSZ` for a time in milliseconds. */
export function amzTimestamp(millis: number): string {
  return `${new Date(millis).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** The time of `YYYYMMDDTHHMMSSZ` in milliseconds, or undefined when the text is none. */
export function parseAmzTimestamp(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second] = match;
  const millis = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(millis) ? undefined : millis;
}

function single(request: SignableRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' || value === undefined ? value : value.join(',');
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + separator.length).trim()];
}

function incomplete(message: string): AwsError {
  return new AwsError('IncompleteSignatureException', message);
}
