import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { type Clock, must } from '@riffle/base';
import { ConnectorError } from '@riffle/engine';
import type { AwsCredentials } from '../environment.ts';
import { signedHeaders } from './signature.ts';

/** A call AWS refused. `code` is the error's name: `ResourceNotFoundException`. */
export class AwsCallError extends ConnectorError {
  readonly code: string;

  constructor(code: string, message: string, retryable: boolean) {
    super(message, { retryable });
    this.code = code;
  }
}

export interface AwsJsonClientOptions {
  readonly service: string;
  /** What precedes the operation in `X-Amz-Target`: `Kinesis_20131202`. */
  readonly targetPrefix: string;
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
  readonly clock: Clock;
  readonly maxConnections: number;
}

const RETRYABLE =
  /Throttl|LimitExceeded|ProvisionedThroughputExceeded|InternalFailure|ServiceUnavailable|RequestTimeout/;

/**
 * Signed JSON 1.1 calls over kept-alive connections. The connectors use it instead of the SDK for the two calls that
 * carry data: the SDK builds an object with dates and copies for every record, which takes several times longer than
 * the call itself, and its import delays the first row.
 */
export class AwsJsonClient {
  readonly #options: AwsJsonClientOptions;
  readonly #url: URL;
  readonly #agent: HttpAgent | HttpsAgent;

  constructor(options: AwsJsonClientOptions) {
    this.#options = options;
    this.#url = new URL(options.endpoint);
    const settings = { keepAlive: true, maxSockets: options.maxConnections };
    this.#agent = this.#url.protocol === 'https:' ? new HttpsAgent(settings) : new HttpAgent(settings);
  }

  /** Calls `operation` with a JSON body and gives the answer's body. Throws `AwsCallError`, or a retryable `ConnectorError` when the service was not reached. */
  async call(operation: string, body: string): Promise<Buffer> {
    const { status, content } = await this.#post(operation, Buffer.from(body)).catch((cause: unknown) => {
      const message = `${this.#options.service} at ${this.#url.origin} cannot be reached: ${(cause as Error).message}`;
      throw new ConnectorError(message, { retryable: true, cause });
    });
    if (status === 200) {
      return content;
    }
    throw callError(operation, status, content);
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(operation: string, body: Buffer): Promise<{ status: number; content: Buffer }> {
    const { service, targetPrefix, region, credentials, clock } = this.#options;
    const headers = signedHeaders({
      service,
      region,
      host: this.#url.host,
      target: `${targetPrefix}.${operation}`,
      body,
      now: clock.now(),
      credentials,
    });
    const request = this.#url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const call = request(this.#url, {
        method: 'POST',
        agent: this.#agent,
        headers: { ...headers, 'content-length': body.length },
      });
      call.on('response', (response) => {
        readBody(response).then((content) => resolve({ status: must(response.statusCode), content }), reject);
      });
      call.on('error', reject);
      call.end(body);
    });
  }
}

async function readBody(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function callError(operation: string, status: number, content: Buffer): AwsCallError {
  const { __type: type = '', message } = parseError(content);
  const code = (type.split('#').at(-1) ?? '') || `HTTP ${status}`;
  return new AwsCallError(
    code,
    `${operation}: ${code}: ${message ?? 'no message'}`,
    status >= 500 || RETRYABLE.test(code),
  );
}

function parseError(content: Buffer): { __type?: string; message?: string } {
  try {
    const body = JSON.parse(content.toString()) as { __type?: string; message?: string; Message?: string };
    const message = body.message ?? body.Message;
    return {
      ...(body.__type === undefined ? {} : { __type: body.__type }),
      ...(message === undefined ? {} : { message }),
    };
  } catch {
    return {};
  }
}
