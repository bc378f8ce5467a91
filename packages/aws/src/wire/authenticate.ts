import { hash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@riffle/base';
import { canonicalRequest, headerValue, type SignableRequest } from './canonical-request.ts';
import { AwsError } from './errors.ts';
import {
  amzTimestamp,
  type PresentedSignature,
  parseAmzTimestamp,
  readPresentedSignature,
} from './presented-signature.ts';
import { type CredentialScope, createSigningKeyCache, signCanonicalRequest } from './signature.ts';

/** Knows the secret of each access key. */
export interface CredentialStore {
  secretOf(accessKeyId: string): string | undefined;
}

/** Who signed a request, and for which region. */
export interface Identity {
  readonly accessKeyId: string;
  readonly region: string;
  /** What the signatures of a body's chunks continue from. */
  readonly seal: RequestSeal;
}

export interface RequestSeal {
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly timestamp: string;
  readonly scope: CredentialScope;
  readonly key: Uint8Array;
}

/** Proves a request's signature, or throws the error type the real services answer. */
export type Authenticate = (request: SignableRequest, signingName: string) => Identity;

const TOLERATED_SKEW_MILLIS = 5 * 60_000;
const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

export function createAuthenticator(credentials: CredentialStore, clock: Clock): Authenticate {
  const signingKey = createSigningKeyCache();
  return (request, signingName) => {
    const presented = readPresentedSignature(request);
    checkSignedHeaders(request, presented);
    const secret = credentials.secretOf(presented.accessKeyId);
    if (secret === undefined) {
      throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
    }
    checkTime(presented, clock.now());
    checkScope(presented, signingName);
    const canonical = canonicalRequest(request, presented.signedHeaders, payloadHash(request, presented));
    const key = signingKey(presented.accessKeyId, secret, presented.scope);
    const expected = signCanonicalRequest(key, presented.scope, { timestamp: presented.timestamp, canonical });
    if (!sameText(expected, presented.signature)) {
      throw invalid(
        'The request signature we calculated does not match the signature you provided. ' +
          'Check your AWS Secret Access Key and signing method.',
      );
    }
    const { accessKeyId, scope, signature, timestamp } = presented;
    return { accessKeyId, region: scope.region, seal: { signature, timestamp, scope, key } };
  };
}

function checkSignedHeaders(request: SignableRequest, presented: PresentedSignature): void {
  if (!presented.signedHeaders.includes('host') && !presented.signedHeaders.includes(':authority')) {
    throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  const absent = presented.signedHeaders.find((name) => headerValue(request, name) === undefined);
  if (absent !== undefined) {
    throw invalid(`The signed header '${absent}' is not in the request.`);
  }
}

function checkTime(presented: PresentedSignature, now: number): void {
  const signedAt = parseAmzTimestamp(presented.timestamp);
  if (signedAt === undefined) {
    throw new AwsError(
      'IncompleteSignatureException',
      `Date must be in ISO-8601 'basic format'. Got '${presented.timestamp}'.`,
    );
  }
  if (!presented.timestamp.startsWith(presented.scope.date)) {
    throw invalid(
      'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
        `'${presented.scope.date}' != '${presented.timestamp.slice(0, 8)}', from '${presented.timestamp}'.`,
    );
  }
  const [at, server] = [presented.timestamp, amzTimestamp(now)];
  if (signedAt > now + TOLERATED_SKEW_MILLIS) {
    const limit = amzTimestamp(now + TOLERATED_SKEW_MILLIS);
    throw invalid(`Signature not yet current: ${at} is still later than ${limit} (${server} + 5 min.)`);
  }
  if (presented.expiresSeconds !== undefined) {
    if (now > signedAt + presented.expiresSeconds * 1000) {
      throw new AwsError('RequestExpired', `The presigned request of ${at} has expired: it is now ${server}.`);
    }
  } else if (signedAt < now - TOLERATED_SKEW_MILLIS) {
    const limit = amzTimestamp(now - TOLERATED_SKEW_MILLIS);
    throw invalid(`Signature expired: ${at} is now earlier than ${limit} (${server} - 5 min.)`);
  }
}

function checkScope({ scope }: PresentedSignature, signingName: string): void {
  if (scope.service !== signingName) {
    throw invalid(`Credential should be scoped to correct service: '${signingName}'.`);
  }
}

/** The body's own hash, unless the client says openly that it did not sign the body. */
function payloadHash(request: SignableRequest, presented: PresentedSignature): string {
  if (request.declaredPayload !== undefined) {
    return request.declaredPayload;
  }
  const declared = headerValue(request, 'x-amz-content-sha256');
  if (declared === UNSIGNED_PAYLOAD && presented.signedHeaders.includes('x-amz-content-sha256')) {
    return UNSIGNED_PAYLOAD;
  }
  return hash('sha256', request.body);
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidSignatureException', message);
}
