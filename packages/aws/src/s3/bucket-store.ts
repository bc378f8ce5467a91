import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '@riffle/base';
import { type Files, nodeFiles, SqliteFile } from '@riffle/base/node';
import { BlobFolder } from './blob-folder.ts';
import { noSuchBucket, noSuchKey, s3Error } from './errors.ts';
import { checkBucketName, checkKey } from './names.ts';

export interface Bucket {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** An object without its bytes. */
export interface StoredObject {
  readonly key: string;
  readonly size: number;
  /** Without quotes: the MD5 of the bytes, or for an object made of parts `<hex>-<parts>`. */
  readonly etag: string;
  readonly modifiedAt: number;
  /** Headers to give back: `content-type`, `x-amz-meta-…`. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Part {
  readonly number: number;
  readonly size: number;
  readonly etag: string;
  readonly modifiedAt: number;
}

export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly startedAt: number;
}

interface ObjectRow {
  readonly key: string;
  readonly blobs: string;
  readonly size: number;
  readonly etag: string;
  readonly modified_at: number;
  readonly headers: string;
}

interface PartRow {
  readonly number: number;
  readonly blob: string;
  readonly size: number;
  readonly etag: string;
  readonly modified_at: number;
}

/** One piece of an object; an object made of parts keeps them as they came. */
interface Piece {
  readonly id: string;
  readonly size: number;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS buckets (name TEXT PRIMARY KEY, created_at INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL REFERENCES buckets (name), key TEXT NOT NULL, blobs TEXT NOT NULL, size INTEGER NOT NULL,
    etag TEXT NOT NULL, modified_at INTEGER NOT NULL, headers TEXT NOT NULL, PRIMARY KEY (bucket, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY, bucket TEXT NOT NULL REFERENCES buckets (name), key TEXT NOT NULL,
    started_at INTEGER NOT NULL, headers TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS parts (
    upload TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE, number INTEGER NOT NULL, blob TEXT NOT NULL,
    size INTEGER NOT NULL, etag TEXT NOT NULL, modified_at INTEGER NOT NULL, PRIMARY KEY (upload, number)
  ) STRICT, WITHOUT ROWID;
`;

/** Beyond every character a key can have after a prefix. */
const LAST_CHARACTER = '\u{10FFFF}';
const LEAST_PART_BYTES = 5 << 20;

/**
 * Buckets in a folder: names and properties in `buckets.sqlite`, bytes in `blobs/`. What a call has put is durable when
 * the call settles. Failures are errors of the S3 API.
 */
export class BucketStore {
  readonly #index: SqliteFile;
  readonly #blobs: BlobFolder;
  readonly #clock: Clock;

  private constructor(index: SqliteFile, blobs: BlobFolder, clock: Clock) {
    this.#index = index;
    this.#blobs = blobs;
    this.#clock = clock;
  }

  static async open(folder: string, clock: Clock, files: Files = nodeFiles): Promise<BucketStore> {
    const index = SqliteFile.open(join(folder, 'buckets.sqlite'), { schema: SCHEMA, formatVersion: 1 });
    const store = new BucketStore(index, new BlobFolder(files, join(folder, 'blobs')), clock);
    await store.#blobs.sweep(store.#knownBlobs());
    return store;
  }

  close(): void {
    this.#index.close();
  }

  buckets(): Bucket[] {
    return this.#index.all<{ name: string; createdAt: number }>(
      'SELECT name, created_at AS createdAt FROM buckets ORDER BY name',
    );
  }

  hasBucket(name: string): boolean {
    return this.#index.all('SELECT 1 FROM buckets WHERE name = ?', name).length > 0;
  }

  createBucket(name: string): void {
    checkBucketName(name);
    if (this.hasBucket(name)) {
      throw s3Error('BucketAlreadyOwnedByYou', `The bucket '${name}' exists already and is yours.`);
    }
    this.#index.run('INSERT INTO buckets VALUES (?, ?)', name, this.#clock.now());
  }

  deleteBucket(name: string): void {
    this.#checkBucket(name);
    const [some] = this.#index.all('SELECT 1 FROM objects WHERE bucket = ? LIMIT 1', name);
    if (some !== undefined) {
      throw s3Error('BucketNotEmpty', `The bucket '${name}' still holds objects. Delete them first.`);
    }
    this.#index.atomically(() => {
      this.#index.run('DELETE FROM uploads WHERE bucket = ?', name);
      this.#index.run('DELETE FROM buckets WHERE name = ?', name);
    });
  }

  /** Stores the bytes as they come, in place of an object of the same key. */
  async put(
    bucket: string,
    key: string,
    content: { readonly bytes: AsyncIterable<Uint8Array>; readonly headers: Readonly<Record<string, string>> },
  ): Promise<StoredObject> {
    this.#checkBucket(bucket);
    checkKey(key);
    const blob = await this.#blobs.write(content.bytes);
    return await this.#place(bucket, { key, pieces: [blob], etag: blob.md5, headers: content.headers });
  }

  object(bucket: string, key: string): StoredObject {
    return asObject(this.#row(bucket, key));
  }

  /** The bytes from `start` to `end` (exclusive) of an object. */
  async *read(bucket: string, key: string, start: number, end: number): AsyncGenerator<Uint8Array> {
    let at = 0;
    for (const { id, size } of JSON.parse(this.#row(bucket, key).blobs) as Piece[]) {
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, size);
      if (from < to) {
        yield* this.#blobs.read(id, from, to);
      }
      at += size;
    }
  }

  /** All bytes of an object. */
  async readAll(bucket: string, key: string): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.read(bucket, key, 0, this.object(bucket, key).size)) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /** What is not there counts as deleted. */
  async delete(bucket: string, key: string): Promise<void> {
    this.#checkBucket(bucket);
    const [row] = this.#index.all<ObjectRow>('SELECT * FROM objects WHERE bucket = ? AND key = ?', bucket, key);
    if (row !== undefined) {
      this.#index.run('DELETE FROM objects WHERE bucket = ? AND key = ?', bucket, key);
      await this.#removePieces(row.blobs);
    }
  }

  /** Up to `limit` objects whose key starts with `prefix` and comes after `after`, in the order of their UTF-8 bytes. */
  list(
    bucket: string,
    range: { readonly prefix: string; readonly after: string; readonly limit: number },
  ): StoredObject[] {
    this.#checkBucket(bucket);
    return this.#index
      .all<ObjectRow>(
        'SELECT * FROM objects WHERE bucket = ? AND key > ? AND key >= ? AND key < ? ORDER BY key LIMIT ?',
        bucket,
        range.after,
        range.prefix,
        range.prefix + LAST_CHARACTER,
        range.limit,
      )
      .map(asObject);
  }

  startUpload(bucket: string, key: string, headers: Readonly<Record<string, string>>): Upload {
    this.#checkBucket(bucket);
    checkKey(key);
    const upload = { id: randomUUID(), key, startedAt: this.#clock.now() };
    this.#index.run(
      'INSERT INTO uploads VALUES (?, ?, ?, ?, ?)',
      upload.id,
      bucket,
      key,
      upload.startedAt,
      JSON.stringify(headers),
    );
    return upload;
  }

  uploads(bucket: string): Upload[] {
    this.#checkBucket(bucket);
    return this.#index.all<{ id: string; key: string; startedAt: number }>(
      'SELECT id, key, started_at AS startedAt FROM uploads WHERE bucket = ? ORDER BY key, started_at',
      bucket,
    );
  }

  async putPart(
    place: { readonly bucket: string; readonly key: string; readonly upload: string; readonly number: number },
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<Part> {
    this.#uploadHeaders(place);
    if (!(Number.isInteger(place.number) && place.number >= 1 && place.number <= 10_000)) {
      throw s3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive.');
    }
    const blob = await this.#blobs.write(bytes);
    const before = this.#index.all<PartRow>(
      'SELECT * FROM parts WHERE upload = ? AND number = ?',
      place.upload,
      place.number,
    );
    const modifiedAt = this.#clock.now();
    this.#index.run(
      'INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?)',
      place.upload,
      place.number,
      blob.id,
      blob.size,
      blob.md5,
      modifiedAt,
    );
    await Promise.all(before.map((part) => this.#blobs.remove(part.blob)));
    return { number: place.number, size: blob.size, etag: blob.md5, modifiedAt };
  }

  parts(place: { readonly bucket: string; readonly key: string; readonly upload: string }): Part[] {
    this.#uploadHeaders(place);
    return this.#partRows(place.upload).map(({ number, size, etag, modified_at }) => ({
      number,
      size,
      etag,
      modifiedAt: modified_at,
    }));
  }

  /** Makes the object of the parts named, in their order; parts not named are thrown away. */
  async completeUpload(
    place: { readonly bucket: string; readonly key: string; readonly upload: string },
    named: readonly { readonly number: number; readonly etag: string }[],
  ): Promise<StoredObject> {
    const headers = this.#uploadHeaders(place);
    const rows = this.#partRows(place.upload);
    const chosen = choosePart(rows, named);
    const digest = createHash('md5');
    for (const part of chosen) {
      digest.update(Buffer.from(part.etag, 'hex'));
    }
    const object = await this.#place(place.bucket, {
      key: place.key,
      pieces: chosen.map((part) => ({ id: part.blob, size: part.size })),
      etag: `${digest.digest('hex')}-${chosen.length}`,
      headers,
      upload: place.upload,
    });
    const unused = rows.filter((row) => !chosen.includes(row));
    await Promise.all(unused.map((part) => this.#blobs.remove(part.blob)));
    return object;
  }

  async abortUpload(place: { readonly bucket: string; readonly key: string; readonly upload: string }): Promise<void> {
    this.#uploadHeaders(place);
    const rows = this.#partRows(place.upload);
    this.#index.run('DELETE FROM uploads WHERE id = ?', place.upload);
    await Promise.all(rows.map((part) => this.#blobs.remove(part.blob)));
  }

  /** Enters an object whose bytes are on disk, and ends the upload it came from, in one step. */
  async #place(
    bucket: string,
    object: {
      readonly key: string;
      readonly pieces: readonly Piece[];
      readonly etag: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly upload?: string;
    },
  ): Promise<StoredObject> {
    const size = object.pieces.reduce((sum, piece) => sum + piece.size, 0);
    const blobs = JSON.stringify(object.pieces.map(({ id, size: bytes }) => ({ id, size: bytes })));
    const modifiedAt = this.#clock.now();
    const { key, etag, headers } = object;
    const before = this.#index.atomically(() => {
      // The bucket may have gone while the bytes came in.
      this.#checkBucket(bucket);
      const found = this.#index.all<ObjectRow>('SELECT * FROM objects WHERE bucket = ? AND key = ?', bucket, key);
      this.#index.run(
        'INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)',
        bucket,
        key,
        blobs,
        size,
        etag,
        modifiedAt,
        JSON.stringify(headers),
      );
      if (object.upload !== undefined) {
        this.#index.run('DELETE FROM uploads WHERE id = ?', object.upload);
      }
      return found;
    });
    await Promise.all(before.map((row) => this.#removePieces(row.blobs)));
    return { key, size, etag, modifiedAt, headers };
  }

  async #removePieces(blobs: string): Promise<void> {
    await Promise.all((JSON.parse(blobs) as Piece[]).map(({ id }) => this.#blobs.remove(id)));
  }

  #row(bucket: string, key: string): ObjectRow {
    this.#checkBucket(bucket);
    const [row] = this.#index.all<ObjectRow>('SELECT * FROM objects WHERE bucket = ? AND key = ?', bucket, key);
    if (row === undefined) {
      throw noSuchKey(key);
    }
    return row;
  }

  #checkBucket(name: string): void {
    if (!this.hasBucket(name)) {
      throw noSuchBucket(name);
    }
  }

  #uploadHeaders(place: {
    readonly bucket: string;
    readonly key: string;
    readonly upload: string;
  }): Record<string, string> {
    this.#checkBucket(place.bucket);
    const [found] = this.#index.all<{ headers: string }>(
      'SELECT headers FROM uploads WHERE id = ? AND bucket = ? AND key = ?',
      place.upload,
      place.bucket,
      place.key,
    );
    if (found === undefined) {
      throw s3Error('NoSuchUpload', 'The upload does not exist: it was completed or aborted, or its id is wrong.');
    }
    return JSON.parse(found.headers) as Record<string, string>;
  }

  #partRows(upload: string): PartRow[] {
    return this.#index.all<PartRow>('SELECT * FROM parts WHERE upload = ? ORDER BY number', upload);
  }

  #knownBlobs(): Set<string> {
    const objects = this.#index.all<{ blobs: string }>('SELECT blobs FROM objects');
    const parts = this.#index.all<{ blob: string }>('SELECT blob FROM parts');
    return new Set([
      ...objects.flatMap(({ blobs }) => (JSON.parse(blobs) as Piece[]).map(({ id }) => id)),
      ...parts.map(({ blob }) => blob),
    ]);
  }
}

function choosePart(
  rows: readonly PartRow[],
  named: readonly { readonly number: number; readonly etag: string }[],
): PartRow[] {
  if (named.length === 0) {
    throw s3Error('MalformedXML', 'Name at least one part.');
  }
  if (named.some(({ number }, i) => i > 0 && number <= (named[i - 1]?.number ?? 0))) {
    throw s3Error('InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  const chosen = named.map(({ number, etag }) => {
    const row = rows.find((part) => part.number === number && part.etag === etag);
    if (row === undefined) {
      throw s3Error('InvalidPart', `Part ${number} with the ETag "${etag}" was not uploaded.`);
    }
    return row;
  });
  if (chosen.slice(0, -1).some((part) => part.size < LEAST_PART_BYTES)) {
    throw s3Error('EntityTooSmall', 'Every part but the last must have at least 5 MiB.');
  }
  return chosen;
}

function asObject(row: ObjectRow): StoredObject {
  return {
    key: row.key,
    size: row.size,
    etag: row.etag,
    modifiedAt: row.modified_at,
    headers: JSON.parse(row.headers) as Record<string, string>,
  };
}
