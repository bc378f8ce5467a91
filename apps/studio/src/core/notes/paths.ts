/** A note's path, `/Folder/Name`, taken apart and put together. */
export interface NotePath {
  readonly folders: readonly string[];
  readonly name: string;
}

export function splitPath(path: string): NotePath {
  const parts = path.split('/').filter((part) => part.trim() !== '');
  return { folders: parts.slice(0, -1), name: parts.at(-1) ?? '' };
}

export function joinPath(folders: readonly string[], name: string): string {
  return `/${[...folders, name].join('/')}`;
}

/** What a person typed as a path, in its plain form; undefined when nothing is left of it. */
export function tidyPath(typed: string): string | undefined {
  const parts = typed
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length === 0 ? undefined : `/${parts.join('/')}`;
}
