import { type Files, writeFileAtomic } from '@riffle/base/node';

/** This runner must not write any more: a newer one took over, or the application is gone. */
export class FencedError extends Error {
  override readonly name = 'FencedError';
}

/** 0 when there has never been a runner. */
export async function readEpoch(files: Files, path: string): Promise<number> {
  if ((await files.info(path)) === null) {
    return 0;
  }
  const epoch = Number(new TextDecoder().decode(await files.readFile(path)));
  return Number.isSafeInteger(epoch) ? epoch : 0;
}

/** Makes every earlier runner a stale one; gives the new epoch. */
export async function raiseEpoch(files: Files, path: string): Promise<number> {
  const next = (await readEpoch(files, path)) + 1;
  await writeFileAtomic(files, path, `${next}\n`);
  return next;
}

/** @throws FencedError unless `epoch` is still the newest. */
export async function checkEpoch(files: Files, path: string, epoch: number): Promise<void> {
  const newest = await readEpoch(files, path);
  if (newest === 0) {
    throw new FencedError('The application is gone.');
  }
  if (newest !== epoch) {
    throw new FencedError(`Runner ${epoch} was replaced by runner ${newest}.`);
  }
}
