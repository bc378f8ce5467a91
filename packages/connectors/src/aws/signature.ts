import { createHash, createHmac } from 'node:crypto';
import type { AwsCredentials } from '../environment.ts';

/** What is signed: a POST of a JSON body to the root of a service. */
export interface SignedCall {
  readonly service: string;
  readonly region: string;
  readonly host: string;
  readonly target: string;
  readonly body: Buffer;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly credentials: AwsCredentials;
}

const CONTENT_TYPE = 'application/x-amz-json-1.1';
const SIGNED_HEADERS = 'content-type;host;x-amz-date;x-amz-target';

/** The headers of the call, signed by AWS Signature Version 4 (docs.aws.amazon.com, "Signing AWS API requests"). */
export function signedHeaders(call: SignedCall): Record<string, string> {
  const date = new Date(call.now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const token = call.credentials.sessionToken;
  const names =
    token === undefined ? SIGNED_HEADERS : SIGNED_HEADERS.replace('x-amz-target', 'x-amz-security-token;x-amz-target');
  const canonical = [
    'POST',
    '/',
    '',
    `content-type:${CONTENT_TYPE}`,
    `host:${call.host}`,
    `x-amz-date:${date}`,
    ...(token === undefined ? [] : [`x-amz-security-token:${token}`]),
    `x-amz-target:${call.target}`,
    '',
    names,
    sha256(call.body),
  ].join('\n');
  const scope = `${date.slice(0, 8)}/${call.region}/${call.service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const signature = hmac(signingKey(call, date.slice(0, 8)), text).toString('hex');
  return {
    'content-type': CONTENT_TYPE,
    host: call.host,
    'x-amz-date': date,
    'x-amz-target': call.target,
    ...(token === undefined ? {} : { 'x-amz-security-token': token }),
    authorization: `AWS4-HMAC-SHA256 Credential=${call.credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

function signingKey({ credentials, region, service }: SignedCall, day: string): Buffer {
  return [day, region, service, 'aws4_request'].reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${credentials.secretAccessKey}`),
  );
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
