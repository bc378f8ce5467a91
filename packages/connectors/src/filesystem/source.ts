import { basename } from 'node:path';
import { type Json, must } from '@riffle/base';
import { type Batch, type LogicalType, ticksOf, type Value, type Vector, VectorBuilder } from '@riffle/columns';
import { type ConnectorContext, ConnectorError, type SourcePoll, type SourceReader } from '@riffle/engine';
import type { SourceNode } from '@riffle/plan';
import type { ConnectorSetup } from '../connector.ts';
import type { RowDecoder } from '../formats/format.ts';
import { createDecoder } from '../formats/index.ts';
import { RowBuffer } from '../formats/row-buffer.ts';
import { decodeRecord } from '../malformed.ts';
import { WakeUp } from '../wake-up.ts';
import { type DataFile, listFiles, partitionOfPath, readerOfPath } from './file-list.ts';
import { type FileSourceOptions, fileSourceOptions } from './options.ts';
import { partitionValue } from './partitions.ts';
import { RecordStream } from './record-stream.ts';

/** How far a file was read: the next record's place, or that nothing is left. */
type FilePosition =
  | { readonly offset: number; readonly record: number; readonly size: number; readonly at: number }
  | 'done';

interface OpenedFile {
  readonly file: DataFile;
  readonly stream: RecordStream;
  /** Records read so far, for messages. */
  record: number;
}

/**
 * Reads the table's files one after the other, oldest first. To the engine this is one split, as in Flink: watermarks
 * follow the rows in the order they are read.
 */
export class FileReader implements SourceReader {
  readonly #node: SourceNode;
  readonly #context: ConnectorContext;
  readonly #files: ConnectorSetup['environment']['files'];
  readonly #options: FileSourceOptions;
  readonly #decoder: RowDecoder;
  readonly #decodedColumns: readonly number[];
  readonly #rows: RowBuffer;
  readonly #split: string;
  readonly #wakeUp: WakeUp;
  readonly #queue: { readonly file: DataFile; readonly offset: number; readonly record: number }[] = [];
  readonly #done = new Set<string>();
  readonly #known = new Set<string>();
  #current: OpenedFile | null = null;
  #splitFinished = false;
  #closed = false;
  #failure: ConnectorError | null = null;

  private constructor(node: SourceNode, { context, environment }: ConnectorSetup) {
    this.#node = node;
    this.#context = context;
    this.#files = environment.files;
    this.#options = fileSourceOptions(node.options);
    this.#split = `files-${context.subtask}`;
    this.#wakeUp = new WakeUp(context.clock);
    const stored = node.physicalColumns.filter((column) => !node.partitionKeys.includes(column.name));
    this.#decodedColumns = node.projection.filter(
      (index) => !node.partitionKeys.includes(must(node.physicalColumns[index]).name),
    );
    this.#decoder = createDecoder({
      fields: stored,
      projection: this.#decodedColumns.map((index) => stored.indexOf(must(node.physicalColumns[index]))),
      options: node.options,
      onSkipped: (count) => context.count('numRecordsInErrors', count),
    });
    this.#rows = new RowBuffer(
      this.#decodedColumns.map((index) => must(node.physicalColumns[index]).type),
      1024,
    );
  }

  static async open(node: SourceNode, setup: ConnectorSetup): Promise<FileReader> {
    const reader = new FileReader(node, setup);
    const saved = (setup.context.restored as { splits?: Record<string, FilePosition> } | null)?.splits;
    if (saved !== undefined) {
      reader.#restore(saved);
    }
    if (saved === undefined || reader.#options.monitorInterval !== undefined) {
      await reader.#discover();
    }
    return reader;
  }

  splits(): readonly string[] {
    return this.#splitFinished ? [] : [this.#split];
  }

  poll(maxRows: number): SourcePoll {
    if (this.#failure !== null) {
      throw this.#failure;
    }
    for (;;) {
      const opened = this.#current ?? this.#openNext();
      if (opened === null) {
        return this.#nothingLeft();
      }
      const ended = this.#readRows(opened, maxRows);
      if (this.#rows.rowCount > 0) {
        const batch = this.#finishBatch(opened.file);
        return { kind: 'batch', split: this.#split, batch };
      }
      if (!ended) {
        return { kind: 'pending' };
      }
    }
  }

  available(): Promise<void> {
    if (this.#current !== null) {
      return this.#current.stream.filled();
    }
    return this.#queue.length > 0 || this.#failure !== null || this.#options.monitorInterval === undefined
      ? Promise.resolve()
      : this.#wakeUp.wait();
  }

  snapshot(): Json {
    const splits: Record<string, Json> = {};
    for (const path of this.#done) {
      splits[path] = 'done';
    }
    for (const { file, offset, record } of this.#queue) {
      splits[file.path] = { offset, record, size: file.size, at: file.modifiedAt };
    }
    if (this.#current !== null) {
      const { file, stream, record } = this.#current;
      splits[file.path] = { offset: stream.offset, record, size: file.size, at: file.modifiedAt };
    }
    return { splits };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wakeUp.close();
    await this.#current?.stream.close();
  }

  #restore(saved: Readonly<Record<string, FilePosition>>): void {
    for (const [path, position] of Object.entries(saved)) {
      this.#known.add(path);
      if (readerOfPath(path, this.#context.parallelism) !== this.#context.subtask) {
        continue;
      }
      if (position === 'done') {
        this.#done.add(path);
      } else {
        const partition = partitionOfPath(this.#options.path, path);
        const file = { path, size: position.size, modifiedAt: position.at, partition };
        this.#queue.push({ file, offset: position.offset, record: position.record });
      }
    }
    this.#queue.sort((a, b) => a.file.modifiedAt - b.file.modifiedAt || (a.file.path < b.file.path ? -1 : 1));
  }

  /** Queues files not seen before, and looks again after the monitor interval where there is one. */
  async #discover(): Promise<void> {
    for (const file of await listFiles(this.#files, this.#options)) {
      const mine = readerOfPath(file.path, this.#context.parallelism) === this.#context.subtask;
      if (mine && !this.#known.has(file.path)) {
        this.#known.add(file.path);
        this.#queue.push({ file, offset: 0, record: 0 });
      }
    }
    const interval = this.#options.monitorInterval;
    if (interval !== undefined && !this.#closed) {
      this.#context.clock.schedule(this.#context.clock.now() + interval, () => this.#discoverAgain());
    }
    this.#wakeUp.notify();
  }

  #discoverAgain(): void {
    if (this.#closed) {
      return;
    }
    this.#discover().catch((cause: unknown) => {
      const message = `Looking for new files in ${this.#options.path} failed: ${(cause as Error).message}`;
      this.#failure = new ConnectorError(message, { retryable: true, cause });
      this.#wakeUp.notify();
    });
  }

  #openNext(): OpenedFile | null {
    const next = this.#queue.shift();
    if (next === undefined) {
      return null;
    }
    const stream = new RecordStream(this.#files, next.file.path, { decoder: this.#decoder, offset: next.offset });
    this.#current = { file: next.file, stream, record: next.record };
    return this.#current;
  }

  /** Decodes up to `maxRows` rows; true when the file has no more. */
  #readRows(opened: OpenedFile, maxRows: number): boolean {
    const before = opened.stream.offset;
    let ended = false;
    for (;;) {
      opened.record += opened.stream.decodeLines(this.#rows, maxRows);
      if (this.#rows.rowCount >= maxRows) {
        break;
      }
      const record = opened.stream.next();
      if (record === 'pending') {
        break;
      }
      if (record === 'ended') {
        ended = true;
        break;
      }
      opened.record++;
      decodeRecord(this.#decoder, record, this.#rows, () => `${opened.file.path}:${opened.record}`);
    }
    this.#context.count('numBytesIn', opened.stream.offset - before);
    if (ended) {
      this.#done.add(opened.file.path);
      this.#current = null;
      void opened.stream.close();
    }
    return ended;
  }

  #nothingLeft(): SourcePoll {
    if (this.#options.monitorInterval !== undefined) {
      return { kind: 'pending' };
    }
    if (!this.#splitFinished) {
      this.#splitFinished = true;
      return { kind: 'split-finished', split: this.#split };
    }
    return { kind: 'finished' };
  }

  /** The decoded columns, those of the file's partition and the metadata, in the order of the node's output. */
  #finishBatch(file: DataFile): Batch {
    const decoded = this.#rows.finish();
    const constant = (type: LogicalType, value: Value): Vector => constantVector(type, value, decoded.rowCount);
    const physical = this.#node.projection.map((index) => {
      const column = must(this.#node.physicalColumns[index]);
      const at = this.#decodedColumns.indexOf(index);
      return at === -1
        ? constant(column.type, this.#partitionColumn(file, column.name, column.type))
        : must(decoded.columns[at]);
    });
    const metadata = this.#node.metadata.map(({ key, type }) => constant(type, metadataValue(file, key, type)));
    return { ...decoded, columns: [...physical, ...metadata] };
  }

  #partitionColumn(file: DataFile, name: string, type: LogicalType): Value {
    const text = file.partition[name];
    if (text === undefined) {
      throw new ConnectorError(
        `${file.path} does not lie in a folder '${name}=…', but '${name}' is a partition column.`,
      );
    }
    return partitionValue(text, type, { zone: this.#context.zone, defaultPartition: this.#options.defaultPartition });
  }
}

function metadataValue(file: DataFile, key: string, type: LogicalType): Value {
  switch (key) {
    case 'file.path':
      return file.path;
    case 'file.name':
      return basename(file.path);
    case 'file.size':
      return file.size;
    case 'file.modification-time':
      return ticksOf(file.modifiedAt, 0, 'precision' in type ? type.precision : 3);
    default:
      throw new ConnectorError(`The connector 'filesystem' has no metadata '${key}'.`);
  }
}

function constantVector(type: LogicalType, value: Value, count: number): Vector {
  const builder = new VectorBuilder(type, count);
  for (let i = 0; i < count; i++) {
    builder.append(value);
  }
  return builder.finish();
}
