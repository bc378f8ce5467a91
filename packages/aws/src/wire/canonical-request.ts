// The canonical form of a request under AWS Signature Version 4.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

/** The parts of a request that a signature may cover. */
export interface SignableRequest {
  readonly method: string;
  /** The path as sent, still percent-encoded. */
  readonly path: string;
  /** Query parameters, decoded, in any order. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Header names in lower case; over HTTP/2 this includes `:authority`. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
  /**
   * S3 only: what `x-amz-content-sha256` says of the body. It is signed instead of the body's hash, so that the body
   * can be checked as it streams in, and the path is signed as it was sent.
   */
  readonly declaredPayload?: string;
}

/** Builds the canonical request text. Every name in `signedHeaders` must be present in the request. */
export function canonicalRequest(
  request: SignableRequest,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  const headers = signedHeaders.map((name) => `${name}:${canonicalHeaderValue(request, name)}\n`);
  return [
    request.method,
    request.declaredPayload === undefined ? canonicalPath(request.path) : request.path,
    canonicalQuery(request.query),
    headers.join(''),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/**
 * The value a signature covers. HTTP/2 carries the host as `:authority`, and some clients sign it under the
 * other name than the one that arrives, so either stands in for the other.
 */
export function headerValue(request: SignableRequest, name: string): string | undefined {
  const value = request.headers[name] ?? (name === 'host' ? request.headers[':authority'] : undefined);
  const resolved = value ?? (name === ':authority' ? request.headers['host'] : undefined);
  return typeof resolved === 'string' || resolved === undefined ? resolved : resolved.join(',');
}

function canonicalHeaderValue(request: SignableRequest, name: string): string {
  return (headerValue(request, name) ?? '').trim().replace(/ +/g, ' ');
}

/** All services but S3 encode the path once more. */
function canonicalPath(path: string): string {
  return path === '' ? '/' : path.split('/').map(encodeUri).join('/');
}

function canonicalQuery(query: SignableRequest['query']): string {
  return query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encodeUri(name), encodeUri(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => compareText(nameA, nameB) || compareText(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** RFC 3986 unreserved characters stay, everything else becomes %XX. */
function encodeUri(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
