import { type Logger, lineLogger } from '@riffle/base';
import { createStream } from 'rotating-file-stream';

/** A log file is put aside at this size; so many are kept. */
const FILE_SIZE = '5M';
const KEPT_FILES = 5;

export interface ServerLog extends Logger {
  close(): Promise<void>;
}

/** Writes to `server.log` in `directory`, rotating. */
export function openServerLog(directory: string, now: () => number): ServerLog {
  const stream = createStream((time, index) => (time === null ? 'server.log' : `server.${index ?? 0}.log`), {
    path: directory,
    size: FILE_SIZE,
    rotate: KEPT_FILES,
    mode: 0o600,
  });
  // A log that cannot be written must not take the server down with it.
  stream.on('error', () => undefined);
  const logger = lineLogger((line) => stream.write(line), now);
  return {
    log: logger.log,
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
