import type { Readable } from 'node:stream';
import { type HttpRequest, oneHeader } from '../wire/shared-port.ts';
import { s3Error } from './errors.ts';

/** A request taken apart. An empty `bucket` means the account, an empty `key` the bucket. */
export interface S3Call {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  header(name: string): string | undefined;
  /** All headers, for those that are kept with an object. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body, checked while it is read. */
  readonly payload: AsyncIterable<Uint8Array>;
  readonly region: string;
}

/** Where a request goes, from its path: `/<bucket>/<key>`. */
export function placeOf(path: string): { readonly bucket: string; readonly key: string } {
  const [bucket = '', ...rest] = path.replace(/^\//, '').split('/');
  return { bucket: decode(bucket), key: decode(rest.join('/')) };
}

export function makeCall(
  request: HttpRequest,
  url: { readonly path: string; readonly query: URLSearchParams },
  parts: { readonly payload: AsyncIterable<Uint8Array>; readonly region: string },
): S3Call {
  return {
    method: request.method ?? 'GET',
    ...placeOf(url.path),
    query: url.query,
    headers: request.headers,
    header: (name) => oneHeader(request, name),
    ...parts,
  };
}

/** The whole body as text, for the small XML ones. */
export async function readText(payload: AsyncIterable<Uint8Array>, limit = 4 << 20): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of payload) {
    size += chunk.length;
    if (size > limit) {
      throw s3Error('MalformedXML', `The XML has more than ${limit} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** Reads what is left of a body, so that the connection can be used again. */
export function discard(body: Readable): void {
  body.resume();
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw s3Error('InvalidURI', 'The path is not percent-encoded UTF-8.');
  }
}
