import { ApplicationError, type CodeStore } from '@riffle/applications';
import type { BucketStore } from '@riffle/aws';

/** Reads the code of applications from the home's buckets. */
export function bucketCode(buckets: BucketStore): CodeStore {
  return {
    async read({ bucketArn, key, objectVersion }) {
      const bucket = /^arn:aws[a-z-]*:s3:::([^/]+)$/.exec(bucketArn)?.[1];
      if (bucket === undefined) {
        throw new ApplicationError('invalid-argument', `The BucketARN '${bucketArn}' is not one of an S3 bucket.`);
      }
      if (objectVersion !== undefined) {
        throw new ApplicationError(
          'invalid-argument',
          `Buckets here keep no versions of objects: leave out the ObjectVersion '${objectVersion}'.`,
        );
      }
      if (!buckets.hasBucket(bucket)) {
        throw new ApplicationError(
          'invalid-argument',
          `There is no bucket ${bucket}. Make it: aws s3 mb s3://${bucket}`,
        );
      }
      try {
        return await buckets.readAll(bucket, key);
      } catch (cause) {
        throw new ApplicationError(
          'invalid-argument',
          `s3://${bucket}/${key} cannot be read: ${(cause as Error).message}`,
        );
      }
    },
  };
}
