/** Where in a text, from 1, in UTF-16 units as editors count. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A text with the part between two places replaced. */
export function replaceRange(text: string, start: TextPlace, end: TextPlace, replacement: string): string {
  const from = offsetOf(text, start);
  const to = Math.max(from, offsetOf(text, end));
  return text.slice(0, from) + replacement + text.slice(to);
}

function offsetOf(text: string, place: TextPlace): number {
  let offset = 0;
  for (let n = 1; n < place.line; n++) {
    const next = text.indexOf('\n', offset);
    if (next < 0) {
      return text.length;
    }
    offset = next + 1;
  }
  return Math.min(text.length, offset + place.column - 1);
}
