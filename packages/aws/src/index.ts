export { type Credential, type Credentials, ensureCredentials } from './credentials.ts';
export { createGlueService } from './glue/service.ts';
export { type GlueStore, openGlueStore } from './glue/store.ts';
export { createKinesisService, type KinesisServiceOptions } from './kinesis/service.ts';
export type { StoredRecord } from './kinesis/store/frame.ts';
export type { PutEntry, PutOutcome, Shard, Stream } from './kinesis/store/stream.ts';
export type { NewStream, StreamMeta, StreamMode } from './kinesis/store/stream-meta.ts';
export {
  openStreamStore,
  type ReadRequest,
  type RecordPage,
  type StreamStore,
  type StreamStoreOptions,
} from './kinesis/store/stream-store.ts';
export type { AnalyticsScope, PresignRequest, UrlType } from './kinesis-analytics/scope.ts';
export { createKinesisAnalyticsService } from './kinesis-analytics/service.ts';
export { type Bucket, BucketStore, type StoredObject } from './s3/bucket-store.ts';
export { createStsService } from './sts/service.ts';
export type { CredentialStore } from './wire/authenticate.ts';
export { type AwsEndpoint, type AwsEndpointOptions, createAwsEndpoint } from './wire/endpoint.ts';
export type { QueryService } from './wire/query-protocol.ts';
export { type AwsService, type CallContext, type Operation, RawJson } from './wire/service.ts';
