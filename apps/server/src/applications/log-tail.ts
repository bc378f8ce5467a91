import { join } from 'node:path';
import type { CancelTimer, Clock } from '@riffle/base';
import type { Files } from '@riffle/base/node';
import type { LogLineView } from '@riffle/protocol';

const FILE = 'application.log';
const LOOK_INTERVAL_MS = 500;
/** How much of the end of a log is told at first, and at once later. */
const MOST_BYTES = 256 * 1024;

export interface LogTailOptions {
  /** The folder of `application.log`. */
  readonly folder: string;
  readonly files: Files;
  readonly clock: Clock;
  readonly onLines: (lines: readonly LogLineView[]) => void;
}

/** Follows the log of an application, over rotations too. */
export class LogTail {
  readonly #options: LogTailOptions;
  readonly #decoder = new TextDecoder();
  #position = 0;
  /** A line that has not come to its end. */
  #rest = '';
  #stopped = false;
  #timer: CancelTimer | null = null;

  constructor(options: LogTailOptions) {
    this.#options = options;
  }

  /** Gives the end of the log as it is now, and tells new lines from then on. */
  async open(): Promise<LogLineView[]> {
    const size = await this.#size();
    this.#position = Math.max(0, size - MOST_BYTES);
    const cut = this.#position > 0;
    const lines = await this.#read(size);
    this.#lookLater();
    return cut ? lines.slice(1) : lines;
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.();
  }

  #lookLater(): void {
    const { clock } = this.#options;
    this.#timer = clock.schedule(clock.now() + LOOK_INTERVAL_MS, () => {
      // A file that cannot be read now is read the next time.
      void this.#look()
        .catch(() => undefined)
        .finally(() => {
          if (!this.#stopped) {
            this.#lookLater();
          }
        });
    });
  }

  async #look(): Promise<void> {
    const size = await this.#size();
    if (size < this.#position) {
      // It was put aside, and a new one begun.
      this.#position = 0;
      this.#rest = '';
    }
    if (size > this.#position) {
      const lines = await this.#read(Math.min(size, this.#position + MOST_BYTES));
      if (lines.length > 0 && !this.#stopped) {
        this.#options.onLines(lines);
      }
    }
  }

  async #size(): Promise<number> {
    return (await this.#options.files.info(join(this.#options.folder, FILE)))?.size ?? 0;
  }

  async #read(end: number): Promise<LogLineView[]> {
    if (end === this.#position) {
      return [];
    }
    const file = await this.#options.files.open(join(this.#options.folder, FILE), 'read');
    try {
      const bytes = await file.read(this.#position, end - this.#position);
      this.#position += bytes.length;
      const lines = `${this.#rest}${this.#decoder.decode(bytes, { stream: true })}`.split('\n');
      this.#rest = lines.pop() ?? '';
      return lines.map(readLine);
    } finally {
      await file.close();
    }
  }
}

const LINE = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (DEBUG|INFO|WARN|ERROR) (.*)$/;

/** A line as the runner writes it; anything else belongs to the line before it. */
export function readLine(line: string): LogLineView {
  const [, time = '', level = 'INFO', text = ''] = LINE.exec(line) ?? [];
  return time === ''
    ? { at: null, level: 'INFO', text: line }
    : { at: Date.parse(time), level: level as LogLineView['level'], text };
}
