// AWS JSON 1.1: the operation stands in the X-Amz-Target header, input and output are JSON objects.
import { createChecker } from '../model/checker.ts';
import type { Authenticate } from './authenticate.ts';
import { AwsError, notSupportedYet, serializationError } from './errors.ts';
import { type Protocol, signable } from './protocol.ts';
import { type AwsService, type Operation, RawJson } from './service.ts';
import { type HttpRequest, oneHeader } from './shared-port.ts';

const CONTENT_TYPE = 'application/x-amz-json-1.1';

interface Target {
  readonly service: AwsService;
  readonly operationName: string;
  readonly operation: Operation;
  readonly check: (operation: string, input: unknown) => unknown;
}

export function createJsonProtocol(services: readonly AwsService[], authenticate: Authenticate): Protocol {
  const byPrefix = new Map(
    services.map((service) => [service.model.targetPrefix, { service, check: createChecker(service.model) }]),
  );

  function findTarget(header: string): Target {
    const [prefix = '', operationName = ''] = header.split('.');
    const found = byPrefix.get(prefix);
    if (found === undefined) {
      throw unknownOperation();
    }
    const { service } = found;
    const operation = Object.hasOwn(service.operations, operationName) ? service.operations[operationName] : undefined;
    if (operation !== undefined) {
      return { ...found, operationName, operation };
    }
    const { otherOperations, inputs, signingName } = service.model;
    const isReal = otherOperations.includes(operationName) || Object.hasOwn(inputs, operationName);
    throw isReal ? notSupportedYet(`${signingName} ${operationName}`) : unknownOperation();
  }

  return {
    async answer(request, body, requestId) {
      const target = findTarget(oneHeader(request, 'x-amz-target') ?? '');
      checkContentType(request);
      const { accessKeyId, region } = authenticate(signable(request, body), target.service.model.signingName);
      const input = target.check(target.operationName, parseJson(body));
      const result = await target.operation(input as never, { accessKeyId, region, requestId });
      return { status: 200, contentType: CONTENT_TYPE, body: encode(result) };
    },
    describeFailure(failure) {
      const body = Buffer.from(JSON.stringify({ __type: failure.type, message: failure.message }));
      return { status: failure.status, contentType: CONTENT_TYPE, body };
    },
  };
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

function encode(result: unknown): Buffer {
  if (result instanceof RawJson) {
    return result.text;
  }
  return result === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(result));
}
