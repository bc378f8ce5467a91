import { s3Error } from './errors.ts';

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;
const LONGEST_KEY_BYTES = 1024;

/** The rules for names of general purpose buckets. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export function checkBucketName(name: string): void {
  if (!BUCKET.test(name) || name.includes('..') || ADDRESS.test(name)) {
    throw s3Error(
      'InvalidBucketName',
      `'${name}' is no bucket name: use 3 to 63 lower-case letters, digits, dots and hyphens, with a letter or digit at both ends.`,
    );
  }
}

export function checkKey(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes > LONGEST_KEY_BYTES) {
    throw s3Error('KeyTooLongError', `The key has ${bytes} bytes; it may have ${LONGEST_KEY_BYTES}.`);
  }
}
