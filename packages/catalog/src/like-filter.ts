import type { ShowFilter } from '@riffle/plan';

/** The names a `[NOT] LIKE` or `ILIKE` of a SHOW statement lets through; all of them without one. */
export function filterNames<T>(items: readonly T[], filter: ShowFilter | undefined, nameOf: (item: T) => string): T[] {
  if (filter === undefined) {
    return [...items];
  }
  const pattern = likePattern(filter);
  return items.filter((item) => pattern.test(nameOf(item)) !== filter.not);
}

/** `%` stands for any characters, `_` for one, `\` takes their meaning away. */
function likePattern({ pattern, ignoreCase }: ShowFilter): RegExp {
  const source = pattern.replace(/\\[%_\\]|[\s\S]/g, (part) => {
    if (part === '%') {
      return '[\\s\\S]*';
    }
    return part === '_' ? '[\\s\\S]' : RegExp.escape(part.length === 2 ? (part[1] as string) : part);
  });
  return new RegExp(`^${source}$`, ignoreCase ? 'iu' : 'u');
}
