import { dirname, join } from 'node:path';
import type { Files, OpenFile } from '@riffle/base/node';
import { ByteWriter } from '../formats/byte-writer.ts';

/** Where a part file is written, and where it goes when it is committed. Both lie in the same folder. */
export interface PartPaths {
  readonly temporary: string;
  readonly final: string;
}

/** Names begin with a dot until they are committed, so that nobody reads half a file. */
export function partPaths(folder: string, name: string): PartPaths {
  return { temporary: join(folder, `.${name}.inprogress`), final: join(folder, name) };
}

const FLUSH_AT = 256 * 1024;

/** One file being written. Bytes are gathered, and handed to the file in large pieces. */
export class PartFile {
  readonly paths: PartPaths;
  readonly openedAt: number;
  readonly #files: Files;
  readonly #bytes = new ByteWriter(FLUSH_AT);
  #file: OpenFile | null = null;
  #written = 0;

  constructor(files: Files, paths: PartPaths, openedAt: number) {
    this.#files = files;
    this.paths = paths;
    this.openedAt = openedAt;
  }

  /** Where rows are encoded to. */
  get bytes(): ByteWriter {
    return this.#bytes;
  }

  get size(): number {
    return this.#written + this.#bytes.length;
  }

  get wantsFlush(): boolean {
    return this.#bytes.length >= FLUSH_AT;
  }

  /** Takes what is gathered; `write` puts it into the file. Two steps, for rows go on coming in between. */
  takeGathered(): Buffer {
    const bytes = this.#bytes.take();
    this.#written += bytes.length;
    return bytes;
  }

  async write(bytes: Buffer): Promise<void> {
    if (this.#file === null) {
      await this.#files.makeDirectory(dirname(this.paths.temporary));
      await this.#files.remove(this.paths.temporary);
      this.#file = await this.#files.open(this.paths.temporary, 'append');
    }
    await this.#file.write(bytes);
  }

  /** Makes the file durable under its temporary name. */
  async finish(): Promise<void> {
    await this.#file?.datasync();
    await this.close();
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close();
  }
}
