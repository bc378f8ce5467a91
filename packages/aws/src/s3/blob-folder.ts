import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Files } from '@riffle/base/node';

/** What is known of bytes once they are on disk. */
export interface Blob {
  readonly id: string;
  readonly size: number;
  /** Hex. */
  readonly md5: string;
}

const READ_BYTES = 256 << 10;

/**
 * Byte strings under names of their own, each a file. A blob is whole and durable when `write` settles; one whose name
 * is recorded nowhere is left over from a crash and goes with the next `sweep`.
 */
export class BlobFolder {
  readonly #files: Files;
  readonly #folder: string;

  constructor(files: Files, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  /** Takes the bytes as they come; when `content` throws nothing stays behind. */
  async write(content: AsyncIterable<Uint8Array>): Promise<Blob> {
    await this.#files.makeDirectory(this.#folder);
    const id = randomUUID();
    const path = this.#pathOf(id);
    const file = await this.#files.open(path, 'append');
    const md5 = createHash('md5');
    let size = 0;
    try {
      for await (const chunk of content) {
        await file.write(chunk);
        md5.update(chunk);
        size += chunk.length;
      }
      await file.datasync();
    } catch (error) {
      await file.close();
      await this.remove(id);
      throw error;
    }
    await file.close();
    await this.#files.syncDirectory(this.#folder);
    return { id, size, md5: md5.digest('hex') };
  }

  /** The bytes from `start` to `end` (exclusive). They can still be read while the blob is removed. */
  async *read(id: string, start: number, end: number): AsyncGenerator<Uint8Array> {
    const file = await this.#files.open(this.#pathOf(id), 'read');
    try {
      for (let at = start; at < end; ) {
        const chunk = await file.read(at, Math.min(READ_BYTES, end - at));
        if (chunk.length === 0) {
          throw new Error(`the blob ${id} is shorter than it was written`);
        }
        yield chunk;
        at += chunk.length;
      }
    } finally {
      await file.close();
    }
  }

  async remove(id: string): Promise<void> {
    await this.#files.remove(this.#pathOf(id));
  }

  /** Removes the blobs nobody knows. */
  async sweep(known: ReadonlySet<string>): Promise<void> {
    for (const id of await this.#files.list(this.#folder)) {
      if (!known.has(id)) {
        await this.remove(id);
      }
    }
  }

  #pathOf(id: string): string {
    return join(this.#folder, id);
  }
}
