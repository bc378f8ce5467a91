import type { Readable } from 'node:stream';
import type { Authenticate } from '../wire/authenticate.ts';
import { signable } from '../wire/protocol.ts';
import { type HttpRequest, type HttpResponse, oneHeader } from '../wire/shared-port.ts';
import {
  createBucket,
  deleteBucket,
  headBucket,
  listBuckets,
  locateBucket,
  showVersioning,
} from './bucket-operations.ts';
import type { BucketStore } from './bucket-store.ts';
import { makeCall, type S3Call } from './call.ts';
import { s3Error } from './errors.ts';
import { listObjects, listObjectsV2 } from './listing.ts';
import {
  abortUpload,
  completeUpload,
  createUpload,
  listParts,
  listUploads,
  uploadPart,
} from './multipart-operations.ts';
import { copyObject, deleteObject, deleteObjects, getObject, headObject, putObject } from './object-operations.ts';
import { payloadOf, UNSIGNED_PAYLOAD } from './payload.ts';
import { type S3Reply, sendReply } from './replies.ts';

/** One operation over the store. */
export type S3Operation = (store: BucketStore, call: S3Call) => S3Reply | Promise<S3Reply>;

export interface S3Service {
  /** Answers one request; failures are thrown as `AwsError`s. */
  serve(request: HttpRequest, response: HttpResponse, requestId: string): Promise<void>;
}

interface Route {
  readonly method: string;
  readonly on: 'account' | 'bucket' | 'object';
  /** A query parameter or header that must be there. */
  readonly query?: string;
  readonly header?: string;
  readonly operation: S3Operation;
}

/** The first that fits answers. */
const ROUTES: readonly Route[] = [
  { method: 'GET', on: 'account', operation: listBuckets },
  { method: 'GET', on: 'bucket', query: 'location', operation: locateBucket },
  { method: 'GET', on: 'bucket', query: 'versioning', operation: showVersioning },
  { method: 'GET', on: 'bucket', query: 'uploads', operation: listUploads },
  { method: 'GET', on: 'bucket', query: 'list-type', operation: listObjectsV2 },
  { method: 'GET', on: 'bucket', operation: listObjects },
  { method: 'HEAD', on: 'bucket', operation: headBucket },
  { method: 'PUT', on: 'bucket', operation: createBucket },
  { method: 'DELETE', on: 'bucket', operation: deleteBucket },
  { method: 'POST', on: 'bucket', query: 'delete', operation: deleteObjects },
  { method: 'POST', on: 'object', query: 'uploads', operation: createUpload },
  { method: 'POST', on: 'object', query: 'uploadId', operation: completeUpload },
  { method: 'PUT', on: 'object', query: 'partNumber', operation: uploadPart },
  { method: 'PUT', on: 'object', header: 'x-amz-copy-source', operation: copyObject },
  { method: 'PUT', on: 'object', operation: putObject },
  { method: 'GET', on: 'object', query: 'uploadId', operation: listParts },
  { method: 'GET', on: 'object', operation: getObject },
  { method: 'HEAD', on: 'object', operation: headObject },
  { method: 'DELETE', on: 'object', query: 'uploadId', operation: abortUpload },
  { method: 'DELETE', on: 'object', operation: deleteObject },
];

/** Query parameters that choose an operation of the real service which is not among the routes. */
const OTHER_OPERATIONS =
  /^(accelerate|acl|analytics|attributes|cors|encryption|intelligent-tiering|inventory|legal-hold|lifecycle|logging|metrics|notification|object-lock|ownershipControls|policy|policyStatus|publicAccessBlock|replication|requestPayment|restore|retention|select|tagging|torrent|versions|versionId|website)$/;

/** Whether a request is signed for S3; the other services take no requests with paths. */
export function isS3Request(request: HttpRequest): boolean {
  const authorization = oneHeader(request, 'authorization') ?? '';
  return (
    /\/s3\/aws4_request/.test(authorization) ||
    /[?&]X-Amz-Credential=[^&]*%2Fs3%2Faws4_request/i.test(request.url ?? '')
  );
}

/** A small part of Amazon S3, with buckets in the path: what `aws s3` and the SDKs need to store and fetch files. */
export function createS3Service(store: BucketStore, authenticate: Authenticate): S3Service {
  return {
    async serve(request, response, requestId) {
      const declared = oneHeader(request, 'x-amz-content-sha256') ?? UNSIGNED_PAYLOAD;
      const signed = { ...signable(request, Buffer.alloc(0)), declaredPayload: declared };
      const { region, seal } = authenticate(signed, 's3');
      const payload = payloadOf({ body: request as Readable, headers: request.headers }, declared, seal);
      const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '');
      const call = makeCall(request, { path: signed.path, query }, { payload, region });
      await sendReply(response, requestId, await routeOf(call)(store, call));
    },
  };
}

function routeOf(call: S3Call): S3Operation {
  const on = call.bucket === '' ? 'account' : call.key === '' ? 'bucket' : 'object';
  const other = [...call.query.keys()].find((name) => OTHER_OPERATIONS.test(name));
  if (other !== undefined && call.query.get(other) !== 'null') {
    throw s3Error('NotImplemented', `not supported yet: ${call.method} ?${other} of Amazon S3.`);
  }
  const route = ROUTES.find(
    (each) =>
      each.method === call.method &&
      each.on === on &&
      (each.query === undefined || call.query.has(each.query)) &&
      (each.header === undefined || call.header(each.header) !== undefined),
  );
  if (route === undefined) {
    throw s3Error('MethodNotAllowed', `${call.method} is not allowed here.`);
  }
  return route.operation;
}
