import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import type { Clock, Logger } from '@riffle/base';
import { createChecker } from '../model/checker.ts';
import { type CredentialStore, createAuthenticator } from './authenticate.ts';
import { readBody } from './body.ts';
import type { SignableRequest } from './canonical-request.ts';
import { AwsError, internalFailure, notSupportedYet, serializationError } from './errors.ts';
import { createHostGuard } from './hosts.ts';
import { type AwsService, type Operation, RawJson } from './service.ts';
import { createSharedPort, type HttpRequest, type HttpResponse } from './shared-port.ts';

export interface AwsEndpointOptions {
  /** 0 lets the system pick one. */
  readonly port: number;
  /** The address to listen on; default 127.0.0.1. */
  readonly host?: string;
  readonly credentials: CredentialStore;
  readonly services: readonly AwsService[];
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
const CONTENT_TYPE = 'application/x-amz-json-1.1';

/** One port that answers signed AWS JSON 1.1 requests of every service in `services`. */
export function createAwsEndpoint(options: AwsEndpointOptions): AwsEndpoint {
  const answer = createAnswerer(options);
  const port = createSharedPort(async (request, response) => {
    const requestId = randomUUID();
    try {
      send(response, requestId, { status: 200, body: encode(await answer(request, requestId)) });
    } catch (error) {
      const failure = asAwsError(error, options.logger, requestId);
      sendError(request, response, { requestId, failure });
    }
  });
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

interface Target {
  readonly service: AwsService;
  readonly operationName: string;
  readonly operation: Operation;
  readonly check: (operation: string, input: unknown) => unknown;
}

function createAnswerer(options: AwsEndpointOptions): (request: HttpRequest, requestId: string) => Promise<unknown> {
  const guard = createHostGuard(options.allowedHosts);
  const authenticate = createAuthenticator(options.credentials, options.clock);
  const services = new Map(
    options.services.map((service) => [service.model.targetPrefix, { service, check: createChecker(service.model) }]),
  );

  function findTarget(header: string): Target {
    const [prefix = '', operationName = ''] = header.split('.');
    const found = services.get(prefix);
    if (found === undefined) {
      throw unknownOperation();
    }
    const { service } = found;
    const operation = Object.hasOwn(service.operations, operationName) ? service.operations[operationName] : undefined;
    if (operation !== undefined) {
      return { ...found, operationName, operation };
    }
    const isReal =
      service.model.otherOperations.includes(operationName) || Object.hasOwn(service.model.inputs, operationName);
    throw isReal ? notSupportedYet(`${service.model.signingName} ${operationName}`) : unknownOperation();
  }

  return async (request, requestId) => {
    checkOrigin(request, guard);
    checkMethod(request);
    const body = await readBody(request as Readable, options.bodyLimit ?? DEFAULT_BODY_LIMIT);
    const target = findTarget(oneHeader(request, 'x-amz-target') ?? '');
    checkContentType(request);
    const identity = authenticate(signable(request, body), target.service.model.signingName);
    const input = target.check(target.operationName, parseJson(body));
    return await target.operation(input as never, { ...identity, requestId });
  };
}

function checkOrigin(request: HttpRequest, guard: ReturnType<typeof createHostGuard>): void {
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

function checkContentType(request: HttpRequest): void {
  const type = (oneHeader(request, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== CONTENT_TYPE && type !== 'application/json') {
    throw new AwsError('UnknownOperationException', `The content type must be ${CONTENT_TYPE}.`, 404);
  }
}

function unknownOperation(): AwsError {
  return new AwsError('UnknownOperationException', 'The operation named by X-Amz-Target is not known.');
}

function signable(request: HttpRequest, body: Buffer): SignableRequest {
  const url = request.url ?? '/';
  const queryAt = url.indexOf('?');
  return {
    method: request.method ?? '',
    path: queryAt < 0 ? url : url.slice(0, queryAt),
    query: queryAt < 0 ? [] : [...new URLSearchParams(url.slice(queryAt + 1))],
    headers: request.headers,
    body,
  };
}

function parseJson(body: Buffer): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.length === 0 ? '{}' : body.toString());
  } catch {
    throw serializationError('The request body is not valid JSON.');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw serializationError('The request body must be a JSON object.');
  }
  return parsed;
}

function oneHeader(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function encode(result: unknown): Buffer {
  if (result instanceof RawJson) {
    return result.text;
  }
  return result === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(result));
}

function asAwsError(error: unknown, logger: Logger, requestId: string): AwsError {
  if (error instanceof AwsError) {
    return error;
  }
  logger.log('error', 'an AWS call failed', { requestId, error: error instanceof Error ? error.stack : String(error) });
  return internalFailure('The request could not be processed because of an internal error; the log has the details.');
}

function sendError(
  request: HttpRequest,
  response: HttpResponse,
  { requestId, failure }: { readonly requestId: string; readonly failure: AwsError },
): void {
  const body = Buffer.from(JSON.stringify({ __type: failure.type, message: failure.message }));
  if (failure.status === 413 && request.httpVersionMajor === 1) {
    // The rest of the body is still on its way and nobody will read it.
    (response as { setHeader(name: string, value: string): void }).setHeader('connection', 'close');
    (response as { once(event: string, listener: () => void): void }).once('finish', () =>
      request.socket.destroySoon(),
    );
  }
  send(response, requestId, { status: failure.status, body });
}

function send(
  response: HttpResponse,
  requestId: string,
  { status, body }: { readonly status: number; readonly body: Buffer },
): void {
  if (response.destroyed) {
    return; // The client went away before its answer.
  }
  const writable = response as {
    writeHead(status: number, headers: Record<string, string>): void;
    end(body: Buffer): void;
  };
  writable.writeHead(status, {
    'content-type': CONTENT_TYPE,
    'content-length': String(body.length),
    'x-amzn-requestid': requestId,
  });
  writable.end(body);
}
