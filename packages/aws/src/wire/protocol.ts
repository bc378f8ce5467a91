import type { SignableRequest } from './canonical-request.ts';
import type { AwsError } from './errors.ts';
import type { HttpRequest } from './shared-port.ts';

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

/** One of the forms in which AWS services are spoken to. */
export interface Protocol {
  /** Proves the signature, performs the call and encodes its result; failures are `AwsError`s. */
  answer(request: HttpRequest, body: Buffer, requestId: string): Promise<Reply>;
  describeFailure(failure: AwsError, requestId: string): Reply;
}

/** The parts of a request that its signature covers. */
export function signable(request: HttpRequest, body: Buffer): SignableRequest {
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
