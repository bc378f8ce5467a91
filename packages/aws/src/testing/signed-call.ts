// A small signing client of our own, for requests no real client would send.
import { hash } from 'node:crypto';
import { request } from 'node:http';
import { canonicalRequest } from '../wire/canonical-request.ts';
import { amzTimestamp } from '../wire/presented-signature.ts';
import { deriveSigningKey, signCanonicalRequest } from '../wire/signature.ts';

export interface CallOptions {
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly target: string;
  readonly body: string | Buffer;
  readonly service?: string;
  /** When the request claims to be made; default now. */
  readonly at?: number;
  /** Sent instead of the body that was signed. */
  readonly sentBody?: string;
  /** Sent as they are, beside or instead of the signed ones. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface CallAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: { readonly __type?: string; readonly message?: string } & Readonly<Record<string, unknown>>;
}

/** Signs and sends one JSON 1.1 call. */
export function signedCall(options: CallOptions): Promise<CallAnswer> {
  const { host } = new URL(options.url);
  const body = Buffer.from(options.body);
  const timestamp = amzTimestamp(options.at ?? Date.now());
  const service = options.service ?? 'kinesis';
  const scope = { date: timestamp.slice(0, 8), region: 'us-east-1', service };
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    host,
    'x-amz-date': timestamp,
    'x-amz-target': options.target,
  };
  const names = Object.keys(headers).sort();
  const canonical = canonicalRequest(
    { method: 'POST', path: '/', query: [], headers, body },
    names,
    hash('sha256', body),
  );
  const signature = signCanonicalRequest(deriveSigningKey(options.secretAccessKey, scope), scope, {
    timestamp,
    canonical,
  });
  const credential = `${options.accessKeyId}/${scope.date}/${scope.region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return plainCall(
    options.url,
    { ...headers, authorization, ...options.headers },
    Buffer.from(options.sentBody ?? body),
  );
}

/** Sends a POST with just these headers. */
export function plainCall(url: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<CallAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const answer = text === '' ? {} : JSON.parse(text);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answer });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
