/**
 * The value of one part of a node's description: `select` of `Calc(select=[a, b], where=[(a > 3)])` is `a, b`.
 * Undefined when it has no such part.
 */
export function descriptionPart(description: string, name: string): string | undefined {
  const start = new RegExp(`[(, ]${name}=\\[`).exec(description);
  if (start === null) {
    return undefined;
  }
  const from = start.index + start[0].length;
  const end = closingBracket(description, from);
  return end < 0 ? undefined : description.slice(from, end);
}

/** Where the bracket that is open at `from` closes; brackets within quotes do not count. -1 when it does not. */
function closingBracket(text: string, from: number): number {
  let depth = 1;
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === "'") {
      quoted = !quoted;
    } else if (!quoted && sign === '[') {
      depth++;
    } else if (!quoted && sign === ']' && --depth === 0) {
      return at;
    }
  }
  return -1;
}
