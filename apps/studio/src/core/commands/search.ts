/** Entries whose title or section holds every word typed, those that begin with the text first. */
export function searchEntries<E extends { readonly title: string; readonly section: string }>(
  entries: readonly E[],
  search: string,
): E[] {
  const wanted = search.trim().toLowerCase();
  const words = wanted.split(/\s+/).filter(Boolean);
  const found = entries.filter((entry) => {
    const text = `${entry.title} ${entry.section}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const rank = (entry: E): number => Number(!entry.title.toLowerCase().startsWith(wanted));
  return found.sort((a, b) => rank(a) - rank(b));
}
