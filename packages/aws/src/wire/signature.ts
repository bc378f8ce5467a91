import { createHmac, hash } from 'node:crypto';

/** Where and when a signature is good: `<date>/<region>/<service>/aws4_request`. */
export interface CredentialScope {
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** The hex signature of a canonical request. `timestamp` is the request's `YYYYMMDDTHHMMSSZ`. */
export function signCanonicalRequest(
  signingKey: Uint8Array,
  scope: CredentialScope,
  request: { readonly timestamp: string; readonly canonical: string },
): string {
  const scopeText = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', request.timestamp, scopeText, hash('sha256', request.canonical)].join('\n');
  return createHmac('sha256', signingKey).update(toSign).digest('hex');
}

/** Derives the key that signs everything of one scope. */
export function deriveSigningKey(secret: string, scope: CredentialScope): Buffer {
  let key: Uint8Array = Buffer.from(`AWS4${secret}`);
  for (const part of [scope.date, scope.region, scope.service, 'aws4_request']) {
    key = createHmac('sha256', key).update(part).digest();
  }
  return Buffer.from(key);
}

const MOST_CACHED_KEYS = 200;

/** Remembers derived keys, which stay the same for a day. */
export function createSigningKeyCache(): (accessKeyId: string, secret: string, scope: CredentialScope) => Buffer {
  const cache = new Map<string, Buffer>();
  return (accessKeyId, secret, scope) => {
    const name = JSON.stringify([accessKeyId, secret, scope.date, scope.region, scope.service]);
    const known = cache.get(name);
    if (known !== undefined) {
      return known;
    }
    if (cache.size >= MOST_CACHED_KEYS) {
      cache.clear();
    }
    const key = deriveSigningKey(secret, scope);
    cache.set(name, key);
    return key;
  };
}
