import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { RequestSeal } from '../wire/authenticate.ts';
import { unchunk } from './chunked-payload.ts';
import { s3Error } from './errors.ts';

/** Values of `x-amz-content-sha256` that are no hash. */
const SIGNED_CHUNKS = ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'];
const UNSIGNED_CHUNKS = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

const CHECKSUM_HEADER = /^x-amz-checksum-(?!algorithm|mode|type)([a-z0-9]+)$/;

interface Digest {
  update(bytes: Uint8Array): void;
  base64(): string;
}

/**
 * The bytes a request sends, with everything it says of them checked: the signed hash, chunk signatures, `content-md5`
 * and `x-amz-checksum-…`, also where they come behind the body. Throws at the end when something does not match, so
 * that the caller throws away what it has taken.
 */
export async function* payloadOf(
  request: {
    readonly body: Readable;
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  },
  declared: string,
  seal: RequestSeal,
): AsyncGenerator<Uint8Array> {
  const claims = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') {
      claims.set(name, value);
    }
  }
  const digests = digestsFor(declared, claims);
  for await (const chunk of decoded(request.body, declared, { seal, claims })) {
    for (const { digest } of digests.values()) {
      digest.update(chunk);
    }
    yield chunk;
  }
  for (const [header, { digest, code }] of digests) {
    const claimed = claims.get(header);
    if (claimed !== undefined && claimed !== digest.base64()) {
      throw s3Error(code, `The bytes that arrived do not match ${header}.`);
    }
  }
}

function decoded(
  body: Readable,
  declared: string,
  parts: { readonly seal: RequestSeal; readonly claims: Map<string, string> },
): AsyncIterable<Uint8Array> {
  const onTrailer = (name: string, value: string): void => {
    parts.claims.set(name, value);
  };
  if (SIGNED_CHUNKS.includes(declared)) {
    return unchunk(body, { seal: parts.seal, onTrailer });
  }
  if (declared === UNSIGNED_CHUNKS) {
    return unchunk(body, { seal: null, onTrailer });
  }
  return body;
}

/** One digest per header that says, or may yet say, what the bytes hash to. */
function digestsFor(
  declared: string,
  claims: Map<string, string>,
): Map<string, { readonly digest: Digest; readonly code: string }> {
  const digests = new Map<string, { readonly digest: Digest; readonly code: string }>();
  if (/^[0-9a-f]{64}$/.test(declared)) {
    claims.set('x-amz-content-sha256', Buffer.from(declared, 'hex').toString('base64'));
    digests.set('x-amz-content-sha256', { digest: hashDigest('sha256'), code: 'XAmzContentSHA256Mismatch' });
  }
  if (claims.has('content-md5')) {
    digests.set('content-md5', { digest: hashDigest('md5'), code: 'BadDigest' });
  }
  const announced = [
    ...claims.keys(),
    ...(claims
      .get('x-amz-trailer')
      ?.toLowerCase()
      .split(/\s*,\s*/) ?? []),
  ];
  for (const header of announced) {
    const algorithm = CHECKSUM_HEADER.exec(header)?.[1];
    if (algorithm !== undefined) {
      digests.set(header, { digest: checksum(algorithm), code: 'BadDigest' });
    }
  }
  return digests;
}

function checksum(algorithm: string): Digest {
  switch (algorithm) {
    case 'crc32':
      return crcDigest();
    case 'sha1':
    case 'sha256':
      return hashDigest(algorithm);
    default:
      throw s3Error('NotImplemented', `not supported yet: the checksum ${algorithm}; use crc32, sha1 or sha256.`);
  }
}

function hashDigest(algorithm: string): Digest {
  const digest: Hash = createHash(algorithm);
  return { update: (bytes) => digest.update(bytes), base64: () => digest.digest('base64') };
}

function crcDigest(): Digest {
  let value = 0;
  return {
    update(bytes) {
      value = crc32(bytes, value);
    },
    base64() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes.toString('base64');
    },
  };
}
