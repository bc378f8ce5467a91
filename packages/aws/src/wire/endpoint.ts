import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import type { Clock, Logger } from '@riffle/base';
import type { BucketStore } from '../s3/bucket-store.ts';
import { refuseS3 } from '../s3/replies.ts';
import { createS3Service, isS3Request } from '../s3/service.ts';
import { type CredentialStore, createAuthenticator } from './authenticate.ts';
import { readBody } from './body.ts';
import { AwsError, internalFailure } from './errors.ts';
import { createHostGuard, type HostGuard } from './hosts.ts';
import { createJsonProtocol } from './json-protocol.ts';
import type { Reply } from './protocol.ts';
import { createQueryProtocol, isQueryRequest, type QueryService } from './query-protocol.ts';
import type { AwsService } from './service.ts';
import { createSharedPort, type HttpRequest, type HttpResponse, oneHeader } from './shared-port.ts';

export interface AwsEndpointOptions {
  /** 0 lets the system pick one. */
  readonly port: number;
  /** The address to listen on; default 127.0.0.1. */
  readonly host?: string;
  readonly credentials: CredentialStore;
  readonly services: readonly AwsService[];
  /** Services that speak the older query protocol. */
  readonly queryServices?: readonly QueryService[];
  /** Object storage, which has paths and streams bodies. */
  readonly buckets?: BucketStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Host names beside 127.0.0.1, localhost and [::1] that requests may name. */
  readonly allowedHosts?: readonly string[];
  /** Largest request body in bytes; default 16 MiB. */
  readonly bodyLimit?: number;
}

export interface AwsEndpoint {
  /** Rejects with the system's error (`code` `EADDRINUSE` for a busy port). */
  listen(): Promise<AddressInfo>;
  /** Ends within a second, cutting connections that are still open. */
  close(): Promise<void>;
  /** Where it listens; undefined before `listen` and after `close`. */
  readonly address: AddressInfo | undefined;
}

const DEFAULT_BODY_LIMIT = 16 << 20;

/** One port that answers signed requests of every service it is given. */
export function createAwsEndpoint(options: AwsEndpointOptions): AwsEndpoint {
  const guard = createHostGuard(options.allowedHosts);
  const authenticate = createAuthenticator(options.credentials, options.clock);
  const jsonProtocol = createJsonProtocol(options.services, authenticate);
  const queryProtocol = createQueryProtocol(options.queryServices ?? [], authenticate);
  const objectStorage = options.buckets === undefined ? null : createS3Service(options.buckets, authenticate);
  const port = createSharedPort(async (request, response) => {
    const requestId = randomUUID();
    if (objectStorage !== null && isS3Request(request)) {
      await answerS3(request, response, requestId);
      return;
    }
    const protocol = isQueryRequest(request) ? queryProtocol : jsonProtocol;
    try {
      checkOrigin(request, guard);
      checkMethod(request);
      const body = await readBody(request as Readable, options.bodyLimit ?? DEFAULT_BODY_LIMIT);
      send(response, requestId, await protocol.answer(request, body, requestId));
    } catch (error) {
      const failure = asAwsError(error, options.logger, requestId);
      closeAfterTooLarge(request, response, failure);
      send(response, requestId, protocol.describeFailure(failure, requestId));
    }
  });

  async function answerS3(request: HttpRequest, response: HttpResponse, requestId: string): Promise<void> {
    try {
      checkOrigin(request, guard);
      await objectStorage?.serve(request, response, requestId);
    } catch (error) {
      refuseS3(request, response, asAwsError(error, options.logger, requestId), requestId);
    }
  }

  let address: AddressInfo | undefined;
  return {
    async listen() {
      address = await port.listen(options.port, options.host ?? '127.0.0.1');
      return address;
    },
    async close() {
      address = undefined;
      await port.close();
    },
    get address() {
      return address;
    },
  };
}

function checkOrigin(request: HttpRequest, guard: HostGuard): void {
  const host = oneHeader(request, ':authority') ?? oneHeader(request, 'host');
  if (!guard.allowsHost(host)) {
    throw new AwsError(
      'AccessDeniedException',
      `The host name '${host ?? ''}' is not allowed. Use 127.0.0.1 or localhost, or add it to the allowed hosts.`,
      403,
    );
  }
  if (!guard.allowsOrigin(oneHeader(request, 'origin'))) {
    throw new AwsError('AccessDeniedException', 'Requests from web pages of another origin are not allowed.', 403);
  }
}

function checkMethod(request: HttpRequest): void {
  if (request.method !== 'POST') {
    throw new AwsError('AccessDeniedException', 'Unable to determine service/operation name to be authorized', 403);
  }
}

function asAwsError(error: unknown, logger: Logger, requestId: string): AwsError {
  if (error instanceof AwsError) {
    return error;
  }
  logger.log('error', 'an AWS call failed', { requestId, error: error instanceof Error ? error.stack : String(error) });
  if (isDiskFull(error)) {
    return internalFailure('The disk is full, so nothing was changed. Make room and try again.');
  }
  return internalFailure('The request could not be processed because of an internal error; the log has the details.');
}

const SQLITE_FULL = 13;

function isDiskFull(error: unknown): boolean {
  const { code, errcode } = (error ?? {}) as { readonly code?: string; readonly errcode?: number };
  return code === 'ENOSPC' || (code === 'ERR_SQLITE_ERROR' && errcode === SQLITE_FULL);
}

/** The rest of a body that is too large is still on its way, and nobody will read it. */
function closeAfterTooLarge(request: HttpRequest, response: HttpResponse, failure: AwsError): void {
  if (failure.status === 413 && request.httpVersionMajor === 1) {
    (response as ServerResponse).setHeader('connection', 'close');
    (response as ServerResponse).once('finish', () => request.socket.destroySoon());
  }
}

function send(response: HttpResponse, requestId: string, { status, contentType, body }: Reply): void {
  if (response.destroyed) {
    return; // The client went away before its answer.
  }
  // The two kinds of response share these methods, but their types do not say so.
  const writable = response as ServerResponse;
  writable.writeHead(status, {
    'content-type': contentType,
    'content-length': String(body.length),
    'x-amzn-requestid': requestId,
  });
  writable.end(body);
}
