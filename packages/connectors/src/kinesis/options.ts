import { ConnectorError } from '@riffle/engine';
import { OptionReader } from '../option-reader.ts';
import type { ShardPosition } from './client.ts';
import { parseByPattern } from './timestamp-pattern.ts';

/** Which stream, and how it is reached. */
export interface StreamOptions {
  readonly name: string;
  readonly arn: string | undefined;
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
}

export interface KinesisSourceOptions {
  readonly stream: StreamOptions;
  readonly start: ShardPosition;
  /** Most records of one fetch. */
  readonly pageSize: number;
  /** Milliseconds between fetches at the end of a shard. */
  readonly pause: number;
  /** Milliseconds between looks for new shards. */
  readonly discoveryInterval: number;
}

export interface KinesisSinkOptions {
  readonly stream: StreamOptions;
  readonly partitioner: 'random' | 'fixed';
  readonly fieldDelimiter: string;
  readonly batchSize: number;
  readonly maxInFlight: number;
  readonly maxBuffered: number;
  /** Bytes of one request. */
  readonly flushBytes: number;
  /** Milliseconds a record may wait for others. */
  readonly flushTimeout: number;
  readonly failOnError: boolean;
}

const DEFAULT_PATTERN = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";

function streamOptions(reader: OptionReader): StreamOptions {
  const arn = reader.text('stream.arn');
  const name = reader.text('stream') ?? arn?.split('/').at(-1);
  if (name === undefined) {
    throw new ConnectorError(
      "The table names no stream. Add 'stream' = '<name>' or 'stream.arn' = 'arn:aws:kinesis:…'.",
    );
  }
  return { name, arn, region: reader.text('aws.region') ?? arn?.split(':')[3], endpoint: reader.text('aws.endpoint') };
}

/** The source's options; those of connector version 5 come before their older names. */
export function kinesisSourceOptions(options: Readonly<Record<string, string>>): KinesisSourceOptions {
  const reader = new OptionReader(options);
  return {
    stream: streamOptions(reader),
    start: startPosition(reader),
    pageSize:
      reader.whole('source.shard.get-records.max-record-count') ??
      reader.whole('scan.shard.getrecords.maxrecordcount') ??
      10_000,
    pause: reader.whole('scan.shard.getrecords.intervalmillis') ?? 200,
    discoveryInterval:
      reader.duration('source.shard.discovery.interval') ??
      reader.whole('scan.shard.discovery.intervalmillis') ??
      10_000,
  };
}

function startPosition(reader: OptionReader): ShardPosition {
  const position = (reader.text('source.init.position', 'scan.stream.initpos') ?? 'LATEST')
    .toUpperCase()
    .replaceAll('-', '_');
  switch (position) {
    case 'LATEST':
      return { kind: 'latest' };
    case 'TRIM_HORIZON':
      return { kind: 'trim-horizon' };
    case 'AT_TIMESTAMP':
      return { kind: 'at', millis: startTime(reader) };
    default:
      throw new ConnectorError(`The start position '${position}' is not one of LATEST, TRIM_HORIZON, AT_TIMESTAMP.`);
  }
}

/** The moment of AT_TIMESTAMP: seconds since the epoch, or a text by the table's pattern. */
function startTime(reader: OptionReader): number {
  const text = reader.text('source.init.timestamp', 'scan.stream.initpos-timestamp');
  if (text === undefined) {
    throw new ConnectorError(
      "The start position AT_TIMESTAMP needs 'source.init.timestamp' (or 'scan.stream.initpos-timestamp').",
    );
  }
  const pattern =
    reader.text('source.init.timestamp.format', 'scan.stream.initpos-timestamp-format') ?? DEFAULT_PATTERN;
  const millis = parseByPattern(text, pattern) ?? (/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined);
  if (millis === undefined) {
    throw new ConnectorError(`The start time '${text}' fits neither the pattern ${pattern} nor a number of seconds.`);
  }
  return millis;
}

/** The service takes at most so many records, and bytes, in one request. */
const MOST_RECORDS = 500;
const MOST_BYTES = 5 * 1024 * 1024;

export function kinesisSinkOptions(options: Readonly<Record<string, string>>): KinesisSinkOptions {
  const reader = new OptionReader(options);
  return {
    stream: streamOptions(reader),
    partitioner: partitioner(reader.text('sink.partitioner') ?? 'random'),
    fieldDelimiter: reader.text('sink.partitioner-field-delimiter') ?? '|',
    batchSize: Math.min(MOST_RECORDS, reader.whole('sink.batch.max-size') ?? MOST_RECORDS),
    maxInFlight: reader.whole('sink.requests.max-inflight') ?? 16,
    maxBuffered: reader.whole('sink.requests.max-buffered') ?? 10_000,
    flushBytes: Math.min(MOST_BYTES, reader.whole('sink.flush-buffer.size') ?? MOST_BYTES),
    flushTimeout: reader.whole('sink.flush-buffer.timeout') ?? 5_000,
    failOnError: reader.flag('sink.fail-on-error'),
  };
}

function partitioner(text: string): 'random' | 'fixed' {
  const name = text.trim().toLowerCase();
  if (name !== 'random' && name !== 'fixed') {
    throw new ConnectorError(`not supported yet: 'sink.partitioner' = '${text}'; use random, fixed, or PARTITIONED BY`);
  }
  return name;
}
