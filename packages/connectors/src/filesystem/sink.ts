import { join } from 'node:path';
import { type Json, must } from '@riffle/base';
import { type Batch, type RowField, valueAt } from '@riffle/columns';
import { type ConnectorContext, ConnectorError, type SinkWriter } from '@riffle/engine';
import type { SinkNode } from '@riffle/plan';
import type { ConnectorSetup } from '../connector.ts';
import type { RowEncoder } from '../formats/format.ts';
import { createEncoder } from '../formats/index.ts';
import { type FileSinkOptions, fileSinkOptions } from './options.ts';
import { PartFile, type PartPaths, partPaths } from './part-file.ts';
import { partitionFolder, partitionText } from './partitions.ts';
import { type Committable, publish, removeLeftovers, visibleFiles } from './publish.ts';

/** Bytes handed to files but not yet written, beyond which the engine has to wait. */
const MOST_QUEUED = 8 * 1024 * 1024;

/** One folder being written: the table's own, or that of a partition. */
interface Bucket {
  readonly folder: string;
  readonly openedAt: number;
  part: PartFile | null;
  marked: boolean;
}

/**
 * Writes part files, each visible once and whole. Files roll at every checkpoint, and before it by size and age; they
 * lie hidden until `commit` renames them. Without checkpoints they become visible when they roll, and at the end.
 */
export class FileWriter implements SinkWriter {
  readonly #context: ConnectorContext;
  readonly #node: SinkNode;
  readonly #files: ConnectorSetup['environment']['files'];
  readonly #options: FileSinkOptions;
  readonly #encoder: RowEncoder;
  readonly #partitionColumns: readonly { readonly index: number; readonly field: RowField }[];
  readonly #storedColumns: readonly number[];
  /** Part of every file's name, so that no two writers ever use the same one. */
  readonly #writer: string;
  readonly #buckets = new Map<string, Bucket>();
  #counter = 0;
  #pending: PartPaths[] = [];
  #replaced: string[] | null = null;
  #lastPrepared: readonly PartPaths[] = [];
  /** File work, one piece after the other. */
  #work: Promise<void> = Promise.resolve();
  #queued = 0;
  #failure: unknown = null;

  private constructor(node: SinkNode, { context, environment }: ConnectorSetup) {
    this.#context = context;
    this.#node = node;
    this.#files = environment.files;
    this.#options = fileSinkOptions(node.options);
    this.#writer = Array.from({ length: 4 }, () =>
      environment.random.integer(0, 0xffff).toString(16).padStart(4, '0'),
    ).join('');
    this.#partitionColumns = node.partitionKeys.map((name) => {
      const index = node.physicalColumns.findIndex((column) => column.name === name);
      return { index, field: must(node.physicalColumns[index], `no partition column ${name}`) };
    });
    this.#storedColumns = node.physicalColumns.flatMap((column, i) =>
      node.partitionKeys.includes(column.name) ? [] : [i],
    );
    this.#encoder = createEncoder({
      fields: this.#storedColumns.map((index) => must(node.physicalColumns[index])),
      options: node.options,
    });
  }

  static async open(node: SinkNode, setup: ConnectorSetup): Promise<FileWriter> {
    const writer = new FileWriter(node, setup);
    await writer.#clearLeftovers(setup.context.restored);
    if (node.overwrite) {
      writer.#replaced = await visibleFiles(writer.#files, writer.#options.path);
    }
    return writer;
  }

  write(batch: Batch): void {
    this.#throwFailure();
    const stored: Batch = { ...batch, columns: this.#storedColumns.map((index) => must(batch.columns[index])) };
    const whole = this.#partitionColumns.length === 0 ? this.#bucket(this.#options.path) : null;
    for (let row = 0; row < batch.rowCount; row++) {
      const bucket = whole ?? this.#bucket(this.#folderOf(batch, row));
      const part = this.#partOf(bucket);
      this.#encoder.encode(stored, row, part.bytes);
      part.bytes.bytes(this.#encoder.delimiter);
      if (part.wantsFlush) {
        this.#flush(part);
        this.#rollIfDue(bucket, part);
      }
    }
    this.#rollOldParts();
  }

  ready(): Promise<void> | null {
    return this.#queued > MOST_QUEUED ? this.#work : null;
  }

  async prepareCommit(): Promise<Json> {
    this.#rollAll();
    await this.#work;
    this.#throwFailure();
    const parts = this.#pending;
    this.#pending = [];
    this.#lastPrepared = parts;
    const marks = this.#marksDue(parts);
    const replaced = this.#takeReplaced(parts);
    return parts.length + marks.length + replaced.length === 0 ? null : ({ parts, marks, replaced } as unknown as Json);
  }

  async commit(committable: Json): Promise<void> {
    if (committable !== null) {
      await publish(this.#files, committable as unknown as Committable);
    }
  }

  snapshot(): Json {
    return { writers: { [this.#writer]: this.#lastPrepared.map((part) => part.temporary) } };
  }

  async finish(): Promise<void> {
    this.#rollAll();
    await this.#work;
    this.#throwFailure();
    if (this.#context.checkpointing !== true) {
      await this.#publishPending();
    }
  }

  async close(): Promise<void> {
    await this.#work.catch(() => undefined);
    for (const bucket of this.#buckets.values()) {
      await bucket.part?.close();
    }
  }

  async #clearLeftovers(restored: Json | null): Promise<void> {
    const writers = (restored as { writers?: Record<string, string[]> } | null)?.writers ?? {};
    for (const [writer, kept] of Object.entries(writers)) {
      await removeLeftovers(this.#files, this.#options.path, { writer, kept: new Set(kept) });
    }
  }

  #folderOf(batch: Batch, row: number): string {
    const setup = { zone: this.#context.zone, defaultPartition: this.#options.defaultPartition };
    const folders = this.#partitionColumns.map(({ index, field }) =>
      partitionFolder(field.name, partitionText(valueAt(must(batch.columns[index]), row), field.type, setup)),
    );
    return join(this.#options.path, ...folders);
  }

  #bucket(folder: string): Bucket {
    let bucket = this.#buckets.get(folder);
    if (bucket === undefined) {
      bucket = { folder, openedAt: this.#context.clock.now(), part: null, marked: false };
      this.#buckets.set(folder, bucket);
    }
    return bucket;
  }

  #partOf(bucket: Bucket): PartFile {
    if (bucket.part === null) {
      const extension = this.#node.options['format'] === 'csv' ? 'csv' : 'json';
      const suffix = this.#node.options['format'] === 'raw' ? '' : `.${extension}`;
      const name = `part-${this.#writer}-${this.#context.subtask}-${this.#counter++}${suffix}`;
      bucket.part = new PartFile(this.#files, partPaths(bucket.folder, name), this.#context.clock.now());
    }
    return bucket.part;
  }

  #flush(part: PartFile): void {
    const bytes = part.takeGathered();
    this.#context.count('numBytesOut', bytes.length);
    this.#queued += bytes.length;
    this.#enqueue(async () => {
      await part.write(bytes);
      this.#queued -= bytes.length;
    });
  }

  #rollIfDue(bucket: Bucket, part: PartFile): void {
    const age = this.#context.clock.now() - part.openedAt;
    if (part.size >= this.#options.rollSize || age >= this.#options.rollInterval) {
      this.#roll(bucket, part);
    }
  }

  #rollOldParts(): void {
    for (const bucket of this.#buckets.values()) {
      if (bucket.part !== null) {
        this.#rollIfDue(bucket, bucket.part);
      }
    }
  }

  #rollAll(): void {
    for (const bucket of this.#buckets.values()) {
      if (bucket.part !== null) {
        this.#roll(bucket, bucket.part);
      }
    }
  }

  /** Ends a part file: durable, still hidden. */
  #roll(bucket: Bucket, part: PartFile): void {
    bucket.part = null;
    this.#flush(part);
    this.#enqueue(async () => {
      await part.finish();
      this.#pending.push(part.paths);
    });
    if (this.#context.checkpointing !== true) {
      this.#enqueue(() => this.#publishPending());
    }
  }

  async #publishPending(): Promise<void> {
    const parts = this.#pending;
    this.#pending = [];
    await publish(this.#files, { parts, marks: this.#marksDue(parts), replaced: this.#takeReplaced(parts) });
  }

  /** What an overwriting INSERT replaces: all of an unpartitioned table, else the partitions it writes to. */
  #takeReplaced(parts: readonly PartPaths[]): string[] {
    if (this.#replaced === null) {
      return [];
    }
    const folders = parts.map((part) => part.final.slice(0, part.final.lastIndexOf('/') + 1));
    const hit = (path: string): boolean =>
      this.#partitionColumns.length === 0 || folders.some((folder) => path.startsWith(folder));
    const taken = this.#replaced.filter(hit);
    this.#replaced = this.#replaced.filter((path) => !hit(path));
    return taken;
  }

  /** The success files that are due for partitions written to. */
  #marksDue(parts: readonly PartPaths[]): string[] {
    const { successFile, commitDelay } = this.#options;
    if (successFile === undefined || this.#partitionColumns.length === 0) {
      return [];
    }
    const written = new Set(parts.map((part) => part.final.slice(0, part.final.lastIndexOf('/'))));
    const now = this.#context.clock.now();
    return [...this.#buckets.values()].flatMap((bucket) => {
      const due = now - bucket.openedAt >= commitDelay && (written.has(bucket.folder) || !bucket.marked);
      bucket.marked ||= due;
      return due ? [join(bucket.folder, successFile)] : [];
    });
  }

  #enqueue(work: () => Promise<void>): void {
    this.#work = this.#work
      .then(() => (this.#failure === null ? work() : undefined))
      .catch((error: unknown) => {
        this.#failure = error;
      });
  }

  #throwFailure(): void {
    if (this.#failure === null) {
      return;
    }
    if (this.#failure instanceof ConnectorError) {
      throw this.#failure;
    }
    const message = `Writing to ${this.#options.path} failed: ${(this.#failure as Error).message}`;
    throw new ConnectorError(message, { retryable: true, cause: this.#failure });
  }
}
