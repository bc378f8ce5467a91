import { isoTime } from './bucket-operations.ts';
import { placeOf, readText, type S3Call } from './call.ts';
import { keptHeaders } from './object-operations.ts';
import { rangeOf } from './range.ts';
import type { S3Operation } from './service.ts';
import { buildXml, parseXml } from './xml.ts';

export const createUpload: S3Operation = (store, call) => {
  const upload = store.startUpload(call.bucket, call.key, keptHeaders(call));
  return {
    status: 200,
    body: buildXml('InitiateMultipartUploadResult', { Bucket: call.bucket, Key: call.key, UploadId: upload.id }),
  };
};

/** The bytes come with the request or, for large copies, from another object. */
export const uploadPart: S3Operation = async (store, call) => {
  const place = { ...placeOfUpload(call), number: Number(call.query.get('partNumber')) };
  const copySource = call.header('x-amz-copy-source');
  if (copySource === undefined) {
    const part = await store.putPart(place, call.payload);
    return { status: 200, headers: { etag: `"${part.etag}"` } };
  }
  const source = placeOf(copySource.split('?')[0] ?? '');
  const { size } = store.object(source.bucket, source.key);
  const range = rangeOf(call.header('x-amz-copy-source-range'), size) ?? { start: 0, end: size };
  const part = await store.putPart(place, store.read(source.bucket, source.key, range.start, range.end));
  return {
    status: 200,
    body: buildXml('CopyPartResult', { ETag: `"${part.etag}"`, LastModified: isoTime(part.modifiedAt) }),
  };
};

export const completeUpload: S3Operation = async (store, call) => {
  const wish = parseXml(await readText(call.payload), 'CompleteMultipartUpload');
  const parts = ((wish['Part'] ?? []) as { readonly PartNumber?: unknown; readonly ETag?: unknown }[]).map((part) => ({
    number: Number(part.PartNumber),
    etag: String(part.ETag ?? '')
      .replaceAll('"', '')
      .replaceAll('&quot;', ''),
  }));
  const object = await store.completeUpload(placeOfUpload(call), parts);
  return {
    status: 200,
    body: buildXml('CompleteMultipartUploadResult', {
      Location: `/${call.bucket}/${call.key}`,
      Bucket: call.bucket,
      Key: call.key,
      ETag: `"${object.etag}"`,
    }),
  };
};

export const abortUpload: S3Operation = async (store, call) => {
  await store.abortUpload(placeOfUpload(call));
  return { status: 204 };
};

export const listParts: S3Operation = (store, call) => ({
  status: 200,
  body: buildXml('ListPartsResult', {
    Bucket: call.bucket,
    Key: call.key,
    UploadId: placeOfUpload(call).upload,
    IsTruncated: false,
    Part: store.parts(placeOfUpload(call)).map(({ number, size, etag, modifiedAt }) => ({
      PartNumber: number,
      LastModified: isoTime(modifiedAt),
      ETag: `"${etag}"`,
      Size: size,
    })),
  }),
});

export const listUploads: S3Operation = (store, call) => ({
  status: 200,
  body: buildXml('ListMultipartUploadsResult', {
    Bucket: call.bucket,
    IsTruncated: false,
    Upload: store.uploads(call.bucket).map(({ id, key, startedAt }) => ({
      Key: key,
      UploadId: id,
      Initiated: isoTime(startedAt),
    })),
  }),
});

function placeOfUpload(call: S3Call): { readonly bucket: string; readonly key: string; readonly upload: string } {
  return { bucket: call.bucket, key: call.key, upload: call.query.get('uploadId') ?? '' };
}
