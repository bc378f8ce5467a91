// The streams of one home folder: each has a folder of its own, `<name>.<when it was made>.<random>`, with its description
// and one folder a shard.
import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import type { Clock } from '@riffle/base';
import { type Files, nodeFiles, writeFileAtomic } from '@riffle/base/node';
import type { StoredRecord } from './frame.ts';
import { type PutEntry, type PutOutcome, type Shard, Stream, type StreamEnvironment } from './stream.ts';
import { type NewStream, newStreamMeta } from './stream-meta.ts';

export interface StreamStoreOptions {
  readonly clock: Clock;
  /** Default: the machine's own files. */
  readonly files?: Files;
  /** Keep to the write rates of the real service, 1 MiB and 1,000 records a second and shard; default false. */
  readonly limitThroughput?: boolean;
  readonly segmentBytes?: number;
}

/** A stream that does not exist, or one that does already. */
export class StreamStoreError extends Error {
  readonly kind: 'not-found' | 'exists';

  constructor(kind: 'not-found' | 'exists', message: string) {
    super(message);
    this.name = 'StreamStoreError';
    this.kind = kind;
  }
}

export interface ReadRequest {
  readonly stream: string;
  readonly shardId: string;
  /** The first ordinal wanted; see `StoredRecord.ordinal`. */
  readonly from: number;
  readonly maxRecords?: number;
  readonly maxBytes?: number;
}

/** Records in order, and where the next read goes on. */
export interface RecordPage {
  readonly records: readonly StoredRecord[];
  readonly next: number;
}

const KEY_FILE = '.token-key';
const KEY_BYTES = 32;
const MADE = '.new-';
const GONE = '.gone-';
const MOST_RECORDS = 10_000;
const MOST_BYTES = 10 << 20;
const EXPIRY_EVERY_MILLIS = 10 * 60_000;

export class StreamStore {
  readonly #folder: string;
  readonly #environment: StreamEnvironment;
  readonly #streams = new Map<string, Stream>();
  readonly #creating = new Set<string>();
  #tokenKey: Uint8Array = new Uint8Array(KEY_BYTES);
  #cancelExpiry: () => void = () => undefined;

  constructor(folder: string, environment: StreamEnvironment) {
    this.#folder = folder;
    this.#environment = environment;
  }

  /** Opens every stream in the folder. Called once, by `openStreamStore`. */
  async load(): Promise<void> {
    const { files } = this.#environment;
    await files.makeDirectory(this.#folder);
    const names = await files.list(this.#folder);
    this.#tokenKey = await this.#loadKey(names);
    for (const name of names) {
      const path = join(this.#folder, name);
      if (name.startsWith(MADE) || name.startsWith(GONE)) {
        await files.remove(path);
      } else if (!name.startsWith(KEY_FILE)) {
        const stream = await Stream.open(path, this.#environment);
        this.#streams.set(stream.meta.name, stream);
      }
    }
    this.#planExpiry();
  }

  /** 32 bytes that seal iterators; they are kept, so iterators outlive a restart. */
  get tokenKey(): Uint8Array {
    return this.#tokenKey;
  }

  /** Stream names in ascending order. */
  names(): string[] {
    return [...this.#streams.keys()].sort();
  }

  find(name: string): Stream | undefined {
    return this.#streams.get(name);
  }

  /** The stream of that name; throws a `StreamStoreError` when there is none. */
  get(name: string): Stream {
    const stream = this.#streams.get(name);
    if (stream === undefined) {
      throw new StreamStoreError('not-found', `there is no stream ${name}`);
    }
    return stream;
  }

  /** Makes a stream that takes records at once. */
  async create(wanted: NewStream): Promise<Stream> {
    if (this.#streams.has(wanted.name) || this.#creating.has(wanted.name)) {
      throw new StreamStoreError('exists', `there is already a stream ${wanted.name}`);
    }
    this.#creating.add(wanted.name);
    try {
      const stream = await this.#make(wanted);
      this.#streams.set(wanted.name, stream);
      return stream;
    } finally {
      this.#creating.delete(wanted.name);
    }
  }

  async #make(wanted: NewStream): Promise<Stream> {
    const { files, clock } = this.#environment;
    const meta = newStreamMeta(wanted, clock.now());
    // The random part tells names apart that differ in letter case only, which some file systems do not.
    const name = `${wanted.name}.${meta.createdMillis}.${randomBytes(4).toString('hex')}`;
    const [unfinished, folder] = [join(this.#folder, MADE + name), join(this.#folder, name)];
    try {
      await Stream.writeNew(unfinished, meta, files);
      await files.rename(unfinished, folder);
      await files.syncDirectory(this.#folder);
      return await Stream.open(folder, this.#environment);
    } catch (error) {
      await files.remove(unfinished).catch(() => undefined);
      await files.remove(folder).catch(() => undefined);
      throw error;
    }
  }

  /** Removes a stream with all its records. */
  async delete(name: string): Promise<void> {
    const stream = this.get(name);
    const { files } = this.#environment;
    this.#streams.delete(name);
    const gone = join(this.#folder, `${GONE}${basename(stream.folder)}`);
    await stream.close();
    await files.rename(stream.folder, gone);
    await files.syncDirectory(this.#folder);
    await files.remove(gone);
  }

  /** Puts records; each outcome stands at its record's place. */
  putRecords(name: string, entries: readonly PutEntry[]): Promise<PutOutcome[]> {
    return this.get(name).put(entries);
  }

  /** Reads up to 10,000 records or 10 MiB of one shard, at once, also when there are none. */
  readRecords(request: ReadRequest): Promise<RecordPage> {
    const stream = this.get(request.stream);
    return this.#shard(stream, request.shardId).log.read({
      from: request.from,
      maxRecords: request.maxRecords ?? MOST_RECORDS,
      maxBytes: request.maxBytes ?? MOST_BYTES,
      notBefore: stream.notBefore,
    });
  }

  /** Resolves when the shard holds the record `from` or a later one, or when `signal` fires. */
  waitForRecords(request: ReadRequest, signal?: AbortSignal): Promise<void> {
    return this.#shard(this.get(request.stream), request.shardId).log.waitFor(request.from, signal);
  }

  /** Removes what has outlived its stream's retention. */
  async expire(): Promise<void> {
    await Promise.all([...this.#streams.values()].map((stream) => stream.expire()));
  }

  /** Writes what waits and closes all files. */
  async close(): Promise<void> {
    this.#cancelExpiry();
    await Promise.all([...this.#streams.values()].map((stream) => stream.close()));
    this.#streams.clear();
  }

  async #loadKey(names: readonly string[]): Promise<Uint8Array> {
    const { files } = this.#environment;
    const path = join(this.#folder, KEY_FILE);
    const known = names.includes(KEY_FILE) ? await files.readFile(path) : undefined;
    if (known?.length === KEY_BYTES) {
      return known;
    }
    const made = randomBytes(KEY_BYTES);
    await writeFileAtomic(files, path, made);
    return made;
  }

  #shard(stream: Stream, id: string): Shard {
    const shard = stream.shards.find((each) => each.id === id);
    if (shard === undefined) {
      throw new StreamStoreError('not-found', `there is no shard ${id} in stream ${stream.meta.name}`);
    }
    return shard;
  }

  #planExpiry(): void {
    const { clock } = this.#environment;
    this.#cancelExpiry = clock.schedule(clock.now() + EXPIRY_EVERY_MILLIS, () => {
      // A failed removal is tried again at the next turn; the records are hidden from readers already.
      void this.expire().catch(() => undefined);
      this.#planExpiry();
    });
  }
}

/** Opens the stream store in `folder`, repairing what a crash left behind. */
export async function openStreamStore(folder: string, options: StreamStoreOptions): Promise<StreamStore> {
  const store = new StreamStore(folder, {
    files: options.files ?? nodeFiles,
    clock: options.clock,
    limitThroughput: options.limitThroughput ?? false,
    ...(options.segmentBytes === undefined ? {} : { segmentBytes: options.segmentBytes }),
  });
  await store.load();
  return store;
}
