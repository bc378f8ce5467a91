/** The path itself, or the first of `path 2`, `path 3` … that no note has. */
export function freeNotePath(path: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  let free = path;
  for (let n = 2; used.has(free); n++) {
    free = `${path} ${n}`;
  }
  return free;
}

/** A path made of what another tool calls a note: without what no file name may hold, folders kept. */
export function safeNotePath(path: string): string {
  const parts = path
    .split('/')
    .map((part) =>
      Array.from(part, (char) => ((char.codePointAt(0) as number) < 32 || '\\:*?"<>|'.includes(char) ? '-' : char))
        .join('')
        .replace(/^[.~\s]+/, '')
        .trim()
        .slice(0, LONGEST_PART),
    )
    .filter((part) => part !== '');
  return `/${(parts.length === 0 ? ['Imported note'] : parts.slice(-MOST_PARTS)).join('/')}`;
}

/** Together shorter than the longest path a note may have. */
const LONGEST_PART = 60;
const MOST_PARTS = 3;
