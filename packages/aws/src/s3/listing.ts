import { isoTime, OWNER } from './bucket-operations.ts';
import type { BucketStore, StoredObject } from './bucket-store.ts';
import type { S3Call } from './call.ts';
import { s3Error } from './errors.ts';
import type { S3Operation } from './service.ts';
import { buildXml, type XmlElements } from './xml.ts';

const MOST_KEYS = 1000;
/** Beyond every key that starts with the prefix before it. */
const LAST_CHARACTER = '\u{10FFFF}';

interface Page {
  readonly objects: readonly StoredObject[];
  readonly prefixes: readonly string[];
  /** Where the next page starts after; null at the end. */
  readonly next: string | null;
}

interface PageRequest {
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string;
  readonly limit: number;
}

/** One page of a bucket. Keys that share what stands before the next delimiter are one entry, which counts as a key. */
function readPage(store: BucketStore, bucket: string, request: PageRequest): Page {
  const objects: StoredObject[] = [];
  const prefixes: string[] = [];
  let after = request.after;
  for (;;) {
    const missing = request.limit - objects.length - prefixes.length;
    const found = store.list(bucket, { prefix: request.prefix, after, limit: missing + 1 });
    const common = found.findIndex((object) => commonPrefix(object.key, request) !== null);
    const plain = common === -1 ? found : found.slice(0, common);
    const taken = plain.slice(0, missing);
    objects.push(...taken);
    after = taken.at(-1)?.key ?? after;
    if (plain.length > missing) {
      return { objects, prefixes, next: after };
    }
    const prefix = common === -1 ? null : commonPrefix((found[common] as StoredObject).key, request);
    if (prefix === null) {
      return { objects, prefixes, next: null };
    }
    if (taken.length === missing) {
      return { objects, prefixes, next: after };
    }
    prefixes.push(prefix);
    after = prefix + LAST_CHARACTER;
  }
}

function commonPrefix(key: string, { prefix, delimiter }: PageRequest): string | null {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at === -1 ? null : key.slice(0, at + delimiter.length);
}

export const listObjectsV2: S3Operation = (store, call) => {
  const token = call.query.get('continuation-token');
  const startAfter = call.query.get('start-after') ?? '';
  const after = token === null ? startAfter : Buffer.from(token, 'base64url').toString();
  const request = pageRequest(call, after);
  const page = readPage(store, call.bucket, request);
  const withOwner = call.query.get('fetch-owner') === 'true';
  return {
    status: 200,
    body: buildXml('ListBucketResult', {
      ...head(call, request, page),
      KeyCount: page.objects.length + page.prefixes.length,
      ...(token === null ? {} : { ContinuationToken: token }),
      ...(page.next === null ? {} : { NextContinuationToken: Buffer.from(page.next).toString('base64url') }),
      ...(startAfter === '' ? {} : { StartAfter: encoded(call, startAfter) }),
      ...entries(call, page, withOwner),
    }),
  };
};

export const listObjects: S3Operation = (store, call) => {
  const marker = call.query.get('marker') ?? '';
  const request = pageRequest(call, marker);
  const page = readPage(store, call.bucket, request);
  return {
    status: 200,
    body: buildXml('ListBucketResult', {
      ...head(call, request, page),
      Marker: encoded(call, marker),
      ...(page.next === null ? {} : { NextMarker: encoded(call, page.next.replace(LAST_CHARACTER, '')) }),
      ...entries(call, page, true),
    }),
  };
};

function pageRequest(call: S3Call, after: string): PageRequest {
  const limit = Number(call.query.get('max-keys') ?? MOST_KEYS);
  if (!Number.isInteger(limit) || limit < 0) {
    throw s3Error('InvalidArgument', 'max-keys must be a whole number from 0.');
  }
  const delimiter = call.query.get('delimiter') ?? '';
  // A page of the older form that ended with a common prefix goes on after all its keys.
  const isPrefix = delimiter !== '' && after.endsWith(delimiter);
  return {
    prefix: call.query.get('prefix') ?? '',
    delimiter,
    after: isPrefix ? after + LAST_CHARACTER : after,
    limit: Math.min(limit, MOST_KEYS),
  };
}

function head(call: S3Call, request: PageRequest, page: Page): XmlElements {
  return {
    Name: call.bucket,
    Prefix: encoded(call, request.prefix),
    ...(request.delimiter === '' ? {} : { Delimiter: encoded(call, request.delimiter) }),
    MaxKeys: request.limit,
    ...(call.query.get('encoding-type') === 'url' ? { EncodingType: 'url' } : {}),
    IsTruncated: page.next !== null,
  };
}

function entries(call: S3Call, page: Page, withOwner: boolean): XmlElements {
  return {
    Contents: page.objects.map(({ key, modifiedAt, etag, size }) => ({
      Key: encoded(call, key),
      LastModified: isoTime(modifiedAt),
      ETag: `"${etag}"`,
      Size: size,
      ...(withOwner ? { Owner: OWNER } : {}),
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: encoded(call, prefix) })),
  };
}

/** Keys may have characters that XML has not; clients then ask for them percent-encoded. */
function encoded(call: S3Call, text: string): string {
  return call.query.get('encoding-type') === 'url' ? encodeURIComponent(text).replaceAll('%2F', '/') : text;
}
