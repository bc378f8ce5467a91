import { isoTime } from './bucket-operations.ts';
import type { BucketStore, StoredObject } from './bucket-store.ts';
import { placeOf, readText, type S3Call } from './call.ts';
import { s3Error } from './errors.ts';
import { type ByteRange, rangeOf } from './range.ts';
import type { S3Reply } from './replies.ts';
import type { S3Operation } from './service.ts';
import { buildXml, parseXml } from './xml.ts';

/** Headers of a request that come back with the object. */
const KEPT_HEADERS =
  /^(cache-control|content-disposition|content-encoding|content-language|content-type|expires|x-amz-meta-.+)$/;
const MOST_DELETED = 1000;

export const putObject: S3Operation = async (store, call) => {
  checkCondition(store, call);
  const object = await store.put(call.bucket, call.key, { bytes: call.payload, headers: keptHeaders(call) });
  return { status: 200, headers: { etag: `"${object.etag}"` } };
};

export const copyObject: S3Operation = async (store, call) => {
  const source = placeOf((call.header('x-amz-copy-source') ?? '').split('?')[0] ?? '');
  const from = store.object(source.bucket, source.key);
  const replaces = call.header('x-amz-metadata-directive') === 'REPLACE';
  const object = await store.put(call.bucket, call.key, {
    bytes: store.read(source.bucket, source.key, 0, from.size),
    headers: replaces ? keptHeaders(call) : from.headers,
  });
  return {
    status: 200,
    body: buildXml('CopyObjectResult', { ETag: `"${object.etag}"`, LastModified: isoTime(object.modifiedAt) }),
  };
};

export const getObject: S3Operation = (store, call) => {
  const object = store.object(call.bucket, call.key);
  const { reply, range } = describe(object, call);
  const body = store.read(call.bucket, call.key, range.start, range.end);
  return reply.status === 304 ? reply : { ...reply, body };
};

export const headObject: S3Operation = (store, call) => describe(store.object(call.bucket, call.key), call).reply;

export const deleteObject: S3Operation = async (store, call) => {
  await store.delete(call.bucket, call.key);
  return { status: 204 };
};

export const deleteObjects: S3Operation = async (store, call) => {
  const wish = parseXml(await readText(call.payload), 'Delete');
  const keys = ((wish['Object'] ?? []) as { readonly Key?: unknown }[]).map(({ Key }) => String(Key ?? ''));
  if (keys.length === 0 || keys.length > MOST_DELETED || keys.includes('')) {
    throw s3Error('MalformedXML', `Name 1 to ${MOST_DELETED} objects, each with its Key.`);
  }
  for (const key of keys) {
    await store.delete(call.bucket, key);
  }
  const Deleted = wish['Quiet'] === 'true' ? [] : keys.map((Key) => ({ Key }));
  return { status: 200, body: buildXml('DeleteResult', { Deleted }) };
};

export function keptHeaders(call: S3Call): Record<string, string> {
  const kept = Object.entries(call.headers).filter(
    (entry): entry is [string, string] => KEPT_HEADERS.test(entry[0]) && typeof entry[1] === 'string',
  );
  const headers = Object.fromEntries(kept);
  // How the body was sent is no property of the object.
  const encodings = (headers['content-encoding'] ?? '').split(',').map((each) => each.trim());
  const own = encodings.filter((each) => each !== '' && each !== 'aws-chunked');
  const { 'content-encoding': _sent, ...others } = headers;
  return own.length === 0 ? others : { ...others, 'content-encoding': own.join(',') };
}

/** The head of an answer about an object, for all of it or the range asked for. */
function describe(object: StoredObject, call: S3Call): { readonly reply: S3Reply; readonly range: ByteRange } {
  const etag = `"${object.etag}"`;
  const whole = { start: 0, end: object.size };
  const common = { etag, 'last-modified': new Date(object.modifiedAt).toUTCString(), 'accept-ranges': 'bytes' };
  const [wanted, known] = [call.header('if-match'), call.header('if-none-match')];
  if (wanted !== undefined && !names(wanted, object.etag)) {
    throw s3Error('PreconditionFailed', `The object's ETag is ${etag}.`);
  }
  if (known !== undefined && names(known, object.etag)) {
    return { reply: { status: 304, headers: common }, range: whole };
  }
  const part = rangeOf(call.header('range'), object.size);
  const range = part ?? whole;
  const headers = {
    'content-type': 'binary/octet-stream',
    ...object.headers,
    ...common,
    'content-length': String(range.end - range.start),
    ...(part === null ? {} : { 'content-range': `bytes ${range.start}-${range.end - 1}/${object.size}` }),
  };
  return { reply: { status: part === null ? 200 : 206, headers }, range };
}

/** `If-None-Match: *` writes only where nothing is. */
function checkCondition(store: BucketStore, call: S3Call): void {
  if (call.header('if-none-match') === '*') {
    const [found] = store.list(call.bucket, { prefix: call.key, after: '', limit: 1 });
    if (found?.key === call.key) {
      throw s3Error('PreconditionFailed', `The key '${call.key}' exists already.`);
    }
  }
}

function names(header: string, etag: string): boolean {
  return header
    .split(',')
    .some((each) => each.trim() === '*' || each.trim().replace(/^W\//, '').replaceAll('"', '') === etag);
}
