import { AwsError } from '../wire/errors.ts';

/** Status of each error code this subset answers; 400 where none is given. */
const STATUS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  InvalidRange: 416,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NotImplemented: 501,
  PreconditionFailed: 412,
};

/** A failure with a code of the S3 API. */
export function s3Error(code: string, message: string): AwsError {
  return new AwsError(code, message, STATUS[code] ?? 400);
}

export function noSuchBucket(bucket: string): AwsError {
  return s3Error('NoSuchBucket', `The bucket '${bucket}' does not exist.`);
}

export function noSuchKey(key: string): AwsError {
  return s3Error('NoSuchKey', `The key '${key}' does not exist.`);
}
