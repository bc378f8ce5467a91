export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Facts that belong to one log line, printed as JSON after the message. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface Logger {
  log(level: LogLevel, message: string, fields?: LogFields): void;
}

/** Takes everything and keeps nothing. */
export const voidLogger: Logger = { log: () => undefined };

/** A logger that formats one line an entry and hands it to `write`: `2026-03-01T09:30:00.000Z INFO message {"k":1}`. */
export function lineLogger(write: (line: string) => void, now: () => number): Logger {
  return {
    log(level, message, fields) {
      const suffix = fields === undefined ? '' : ` ${JSON.stringify(fields)}`;
      write(`${new Date(now()).toISOString()} ${level.toUpperCase()} ${message}${suffix}\n`);
    },
  };
}
