import { type Logger, type LogLevel, lineLogger } from '@riffle/base';
import { createStream } from 'rotating-file-stream';

/** A log file is put aside at this size; so many are kept. */
const FILE_SIZE = '5M';
const KEPT_FILES = 5;
const ORDER: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

export interface RunnerLog extends Logger {
  close(): Promise<void>;
}

/** Writes lines from a level on to `application.log` in `directory`, rotating. */
export function openRunnerLog(directory: string, level: string, now: () => number): RunnerLog {
  const stream = createStream((time, index) => (time === null ? 'application.log' : `application.${index ?? 0}.log`), {
    path: directory,
    size: FILE_SIZE,
    rotate: KEPT_FILES,
    mode: 0o600,
  });
  // A log that cannot be written must not take the job down with it.
  stream.on('error', () => undefined);
  const lines = lineLogger((line) => stream.write(line), now);
  const least = Math.max(0, ORDER.indexOf(level.toLowerCase() as LogLevel));
  return {
    log(of, message, fields) {
      if (ORDER.indexOf(of) >= least) {
        lines.log(of, message, fields);
      }
    },
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
