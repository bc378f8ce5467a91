import { evenRanges, type HashRange } from './hash-range.ts';

export type StreamMode = 'PROVISIONED' | 'ON_DEMAND';

/** Everything about a stream but its records; kept as JSON in the stream's folder. */
export interface StreamMeta {
  readonly formatVersion: 1;
  readonly name: string;
  readonly createdMillis: number;
  readonly mode: StreamMode;
  readonly retentionHours: number;
  readonly maxRecordBytes: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Hash ranges by shard index. */
  readonly shards: readonly HashRange[];
}

/** What a new stream is asked to be. */
export interface NewStream {
  readonly name: string;
  /** Default 1, and 4 for `ON_DEMAND`. */
  readonly shardCount?: number;
  readonly mode?: StreamMode;
  readonly maxRecordBytes?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The parts of a stream that may change. */
export type StreamChange = Partial<Pick<StreamMeta, 'retentionHours' | 'tags'>>;

const DEFAULT_RETENTION_HOURS = 24;
const DEFAULT_MAX_RECORD_BYTES = 1 << 20;
const ON_DEMAND_SHARDS = 4;

export function newStreamMeta(stream: NewStream, createdMillis: number): StreamMeta {
  const mode = stream.mode ?? 'PROVISIONED';
  const shardCount = stream.shardCount ?? (mode === 'ON_DEMAND' ? ON_DEMAND_SHARDS : 1);
  return {
    formatVersion: 1,
    name: stream.name,
    createdMillis,
    mode,
    retentionHours: DEFAULT_RETENTION_HOURS,
    maxRecordBytes: stream.maxRecordBytes ?? DEFAULT_MAX_RECORD_BYTES,
    tags: stream.tags ?? {},
    shards: evenRanges(shardCount),
  };
}

export function encodeMeta(meta: StreamMeta): Buffer {
  return Buffer.from(`${JSON.stringify(meta, null, 2)}\n`);
}

/** Reads what `encodeMeta` wrote; a format from a newer version is refused. */
export function decodeMeta(bytes: Uint8Array, path: string): StreamMeta {
  const meta = JSON.parse(new TextDecoder().decode(bytes)) as StreamMeta;
  if (meta.formatVersion !== 1) {
    throw new Error(`${path} was written by a newer version (format ${meta.formatVersion}); use that version`);
  }
  return meta;
}

/** `shardId-000000000007` for 7. */
export function shardId(index: number): string {
  return `shardId-${String(index).padStart(12, '0')}`;
}

/** The index inside a shard id, or undefined when the text is none. Short forms such as `7` are fine. */
export function shardIndexOf(id: string): number | undefined {
  const match = /^(?:shardId-)?(\d{1,12})$/.exec(id);
  return match === null ? undefined : Number(match[1]);
}
