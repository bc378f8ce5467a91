/** Runtime properties: groups by their id, each a map of texts. */
export type PropertyGroups = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** `${property:Group.Key}` or `${property:Group.Key=default}`. */
const REFERENCE = /\$\{property:([^}=\n]*)(?:=([^}\n]*))?\}/g;

export interface FilledText {
  readonly text: string;
  /** References that lead nowhere, as they are written, with their offset in the text given. */
  readonly missing: readonly { readonly reference: string; readonly offset: number }[];
}

export function hasPropertyReferences(text: string): boolean {
  return text.search(REFERENCE) !== -1;
}

/** The references in a text, each name once, with its default; a reference without one needs a value. */
export function propertyReferences(text: string): { readonly name: string; readonly fallback: string | null }[] {
  const found = new Map<string, string | null>();
  for (const [, name = '', fallback] of text.matchAll(REFERENCE)) {
    const known = found.get(name.trim());
    found.set(name.trim(), fallback === undefined || known === null ? null : fallback);
  }
  return [...found].map(([name, fallback]) => ({ name, fallback }));
}

/**
 * Puts the values of runtime properties in place of their references. References stand inside SQL string literals, so a
 * single quote in a value is doubled. Groups and keys may hold dots: the longest group that fits counts.
 */
export function fillProperties(text: string, groups: PropertyGroups): FilledText {
  const missing: { reference: string; offset: number }[] = [];
  const filled = text.replace(REFERENCE, (reference, name: string, fallback: string | undefined, offset: number) => {
    const value = lookUp(name.trim(), groups) ?? fallback;
    if (value === undefined) {
      missing.push({ reference, offset });
      return reference;
    }
    return value.replaceAll("'", "''");
  });
  return { text: filled, missing };
}

function lookUp(name: string, groups: PropertyGroups): string | undefined {
  const fitting = Object.keys(groups)
    .filter((group) => name.startsWith(`${group}.`))
    .sort((a, b) => b.length - a.length);
  for (const group of fitting) {
    const value = groups[group]?.[name.slice(group.length + 1)];
    if (value !== undefined) {
      return value;
    }
  }
  return undefined;
}
