import { s3Error } from './errors.ts';
import type { S3Operation } from './service.ts';
import { buildXml } from './xml.ts';

export const OWNER = { ID: 'riffle', DisplayName: 'riffle' };

export const listBuckets: S3Operation = (store) => ({
  status: 200,
  body: buildXml('ListAllMyBucketsResult', {
    Owner: OWNER,
    Buckets: {
      Bucket: store.buckets().map(({ name, createdAt }) => ({ Name: name, CreationDate: isoTime(createdAt) })),
    },
  }),
});

export const createBucket: S3Operation = (store, call) => {
  store.createBucket(call.bucket);
  return { status: 200, headers: { location: `/${call.bucket}` } };
};

export const deleteBucket: S3Operation = (store, call) => {
  store.deleteBucket(call.bucket);
  return { status: 204 };
};

export const headBucket: S3Operation = (store, call) => {
  checkBucket(store.hasBucket(call.bucket), call.bucket);
  return { status: 200, headers: { 'x-amz-bucket-region': call.region } };
};

/** All buckets are where the caller is; the empty text stands for us-east-1. */
export const locateBucket: S3Operation = (store, call) => {
  checkBucket(store.hasBucket(call.bucket), call.bucket);
  const place = call.region === 'us-east-1' ? '' : call.region;
  return { status: 200, body: buildXml('LocationConstraint', { '#text': place }) };
};

/** Versioning was never turned on. */
export const showVersioning: S3Operation = (store, call) => {
  checkBucket(store.hasBucket(call.bucket), call.bucket);
  return { status: 200, body: buildXml('VersioningConfiguration', {}) };
};

export function isoTime(millis: number): string {
  return new Date(millis).toISOString();
}

function checkBucket(exists: boolean, bucket: string): void {
  if (!exists) {
    throw s3Error('NoSuchBucket', `The bucket '${bucket}' does not exist.`);
  }
}
