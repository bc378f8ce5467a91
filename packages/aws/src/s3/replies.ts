import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AwsError } from '../wire/errors.ts';
import type { HttpRequest, HttpResponse } from '../wire/shared-port.ts';
import { discard } from './call.ts';
import { buildErrorXml } from './xml.ts';

/** An answer of the S3 API. */
export interface S3Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is XML; bytes stream, and their length stands in the headers. */
  readonly body?: string | AsyncIterable<Uint8Array>;
}

/** S3 has other names than the services of JSON 1.1 for the same failures. */
const S3_CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  IncompleteSignatureException: 'AuthorizationHeaderMalformed',
  InternalFailure: 'InternalError',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  MissingAuthenticationTokenException: 'AccessDenied',
  RequestExpired: 'AccessDenied',
  UnrecognizedClientException: 'InvalidAccessKeyId',
};
const FORBIDDEN = new Set(['AccessDenied', 'SignatureDoesNotMatch', 'InvalidAccessKeyId']);

export async function sendReply(response: HttpResponse, requestId: string, reply: S3Reply): Promise<void> {
  if (response.destroyed) {
    return; // The client went away before its answer.
  }
  const writable = response as ServerResponse;
  const isText = typeof reply.body === 'string';
  writable.writeHead(reply.status, {
    ...(isText ? { 'content-type': 'application/xml' } : {}),
    ...(reply.body === undefined || isText ? { 'content-length': String(Buffer.byteLength(reply.body ?? '')) } : {}),
    ...reply.headers,
    'x-amz-request-id': requestId,
  });
  if (reply.body === undefined || isText) {
    writable.end(reply.body);
    return;
  }
  await pipeline(Readable.from(reply.body as AsyncIterable<Uint8Array>, { objectMode: false }), writable);
}

/** Answers a failure. A body that is still on its way is read to its end, so that the client gets to the answer. */
export function refuseS3(request: HttpRequest, response: HttpResponse, failure: AwsError, requestId: string): void {
  if (response.headersSent) {
    (response as ServerResponse).destroy();
    return;
  }
  discard(request);
  const code = S3_CODES[failure.type] ?? failure.type;
  const body = buildErrorXml({ Code: code, Message: failure.message, RequestId: requestId });
  const status = FORBIDDEN.has(code) ? 403 : failure.status;
  // The answer to HEAD has a head only, and clients take the code from the status.
  const reply = request.method === 'HEAD' || status === 304 ? { status } : { status, body };
  void sendReply(response, requestId, reply);
}
