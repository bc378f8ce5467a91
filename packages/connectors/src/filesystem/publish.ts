import { basename, dirname, join } from 'node:path';
import type { Files } from '@riffle/base/node';
import { ConnectorError } from '@riffle/engine';
import type { PartPaths } from './part-file.ts';

/** What a checkpoint has made durable and its commit makes visible. */
export interface Committable {
  readonly parts: readonly PartPaths[];
  /** Files that an overwriting INSERT replaces. */
  readonly replaced: readonly string[];
  /** Files that mark complete partitions. */
  readonly marks: readonly string[];
}

/** Gives the parts their final names. Doing it again with the same parts changes nothing. */
export async function publish(files: Files, { parts, replaced, marks }: Committable): Promise<void> {
  const finals = new Set(parts.map((part) => part.final));
  for (const path of replaced) {
    if (!finals.has(path)) {
      await files.remove(path);
    }
  }
  for (const part of parts) {
    if ((await files.info(part.temporary)) !== null) {
      await files.rename(part.temporary, part.final);
    } else if ((await files.info(part.final)) === null) {
      throw new ConnectorError(
        `The part file ${part.final} was written at a checkpoint, but is gone: it was removed from outside.`,
      );
    }
  }
  for (const mark of marks) {
    const file = await files.open(mark, 'append');
    await file.close();
  }
  for (const folder of new Set([...finals, ...marks].map(dirname))) {
    await files.syncDirectory(folder);
  }
}

/** Visible data files of a folder and the folders in it. */
export async function visibleFiles(files: Files, folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await files.list(folder)) {
    const path = join(folder, name);
    if (name.startsWith('.')) {
      continue;
    }
    if ((await files.info(path))?.isDirectory === true) {
      found.push(...(await visibleFiles(files, path)));
    } else {
      found.push(path);
    }
  }
  return found;
}

/** Removes files a crashed writer left behind: temporary ones of its name that no checkpoint knows. */
export async function removeLeftovers(
  files: Files,
  folder: string,
  { writer, kept }: { readonly writer: string; readonly kept: ReadonlySet<string> },
): Promise<void> {
  for (const name of await files.list(folder)) {
    const path = join(folder, name);
    if ((await files.info(path))?.isDirectory === true) {
      await removeLeftovers(files, path, { writer, kept });
    } else if (basename(path).startsWith(`.part-${writer}-`) && name.endsWith('.inprogress') && !kept.has(path)) {
      await files.remove(path);
    }
  }
}
