import { buildPackage } from '@riffle/applications';
import type { BucketStore } from '@riffle/aws';
import type { AwsAccess, NoteCheck, PropertyGroups } from '@riffle/cells';
import type { NoteBook } from '../notebook/note-book.ts';

export interface NoteToBuild {
  readonly notes: Pick<NoteBook, 'document'>;
  readonly noteId: string;
  /** The Glue database the note's notebook works in. */
  readonly database: string;
  /** Runtime properties the program is compiled with, to see that it does; none when absent. */
  readonly properties?: PropertyGroups | undefined;
  /** Made when there is none of that name. */
  readonly bucket: string;
  readonly key: string;
}

export interface NoteBuild {
  readonly check: NoteCheck;
  /** Where the zip lies, as CreateApplication takes it; null when a criterion blocks. */
  readonly code: { readonly bucketArn: string; readonly key: string; readonly bytes: number } | null;
}

export interface BuildSurroundings {
  readonly buckets: BucketStore;
  readonly aws: AwsAccess;
  /** Riffle's own. */
  readonly version: string;
}

/** Builds a note into a bucket. A blocking criterion writes nothing; a bad bucket name or key is an S3 error. */
export async function buildNote(
  { notes, noteId, database, properties = {}, bucket, key }: NoteToBuild,
  { buckets, aws, version }: BuildSurroundings,
): Promise<NoteBuild> {
  const createdBy = `riffle ${version}`;
  const { check, code } = await buildPackage(await notes.document(noteId), {
    database,
    properties,
    aws,
    createdBy,
  });
  if (code === null) {
    return { check, code: null };
  }
  if (!buckets.hasBucket(bucket)) {
    buckets.createBucket(bucket);
  }
  await buckets.put(bucket, key, { bytes: onePiece(code), headers: { 'content-type': 'application/zip' } });
  return { check, code: { bucketArn: `arn:aws:s3:::${bucket}`, key, bytes: code.length } };
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
