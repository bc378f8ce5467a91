import { join } from 'node:path';
import { type Files, nodeFiles, writeFileAtomic } from '@riffle/base/node';

/** How often a run's job was started again. On disk beside its checkpoints, so that it outlives the process. */
export class RestartCount {
  readonly #path: string;
  readonly #files: Files;
  #value: number;

  private constructor(path: string, files: Files, value: number) {
    this.#path = path;
    this.#files = files;
    this.#value = value;
  }

  /** A run that was begun by another process has now been started again. */
  static async open(directory: string, files: Files = nodeFiles): Promise<RestartCount> {
    const path = join(directory, 'restarts');
    const known = await files.readFile(path).then(
      (bytes) => Number(new TextDecoder().decode(bytes)),
      () => Number.NaN,
    );
    const count = new RestartCount(path, files, Number.isSafeInteger(known) ? known : -1);
    await count.add();
    return count;
  }

  get value(): number {
    return this.#value;
  }

  /** Counts at once and settles when that is on disk. A disk that does not take it is no reason to stop a job. */
  async add(): Promise<void> {
    this.#value++;
    await writeFileAtomic(this.#files, this.#path, String(this.#value)).catch(() => undefined);
  }
}
