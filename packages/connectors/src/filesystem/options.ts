import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConnectorError } from '@riffle/engine';
import { parseList } from '@riffle/plan';
import { OptionReader } from '../option-reader.ts';

export interface FileSourceOptions {
  readonly path: string;
  /** Milliseconds between looks for new files; undefined reads what is there and ends. */
  readonly monitorInterval: number | undefined;
  readonly pathPattern: RegExp | undefined;
  readonly defaultPartition: string;
}

export interface FileSinkOptions {
  readonly path: string;
  readonly defaultPartition: string;
  /** Bytes. */
  readonly rollSize: number;
  /** Milliseconds. */
  readonly rollInterval: number;
  /** The name of the file that marks a complete partition; undefined writes none. */
  readonly successFile: string | undefined;
  /** Milliseconds a partition waits for it. */
  readonly commitDelay: number;
}

const DEFAULT_PARTITION = '__DEFAULT_PARTITION__';

export function fileSourceOptions(options: Readonly<Record<string, string>>): FileSourceOptions {
  const reader = new OptionReader(options);
  const pattern = reader.text('source.path.regex-pattern');
  return {
    path: localPath(reader.required('path')),
    monitorInterval: reader.duration('source.monitor-interval'),
    pathPattern: pattern === undefined ? undefined : regularExpression(pattern),
    defaultPartition: reader.text('partition.default-name') ?? DEFAULT_PARTITION,
  };
}

export function fileSinkOptions(options: Readonly<Record<string, string>>): FileSinkOptions {
  const reader = new OptionReader(options);
  const policies = parseList((reader.text('sink.partition-commit.policy.kind') ?? '').replaceAll(',', ';'));
  if (policies.includes('custom')) {
    throw new ConnectorError("not supported yet: 'sink.partition-commit.policy.kind' = 'custom'");
  }
  if (policies.length > 0 && reader.text('sink.partition-commit.trigger') === 'partition-time') {
    throw new ConnectorError(
      "not supported yet: 'sink.partition-commit.trigger' = 'partition-time'; use 'process-time'",
    );
  }
  return {
    path: localPath(reader.required('path')),
    defaultPartition: reader.text('partition.default-name') ?? DEFAULT_PARTITION,
    rollSize: reader.memory('sink.rolling-policy.file-size') ?? 128 * 1024 * 1024,
    rollInterval: reader.duration('sink.rolling-policy.rollover-interval') ?? 30 * 60_000,
    successFile: policies.includes('success-file')
      ? (reader.text('sink.partition-commit.success-file.name') ?? '_SUCCESS')
      : undefined,
    commitDelay: reader.duration('sink.partition-commit.delay') ?? 0,
  };
}

/** The path on this machine that `path` names: a path, or a `file:` address. */
function localPath(path: string): string {
  if (path.startsWith('file:')) {
    return fileURLToPath(path.replace(/^file:\/*/, 'file:///'));
  }
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(path)?.[1];
  if (scheme !== undefined) {
    throw new ConnectorError(`not supported yet: paths of ${scheme}:// in 'path' = '${path}'; use a local path`);
  }
  return resolve(path);
}

function regularExpression(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch (cause) {
    throw new ConnectorError(`'source.path.regex-pattern' = '${pattern}' is no regular expression.`, { cause });
  }
}
