/** Texts by code points, as Flink counts characters. Texts without surrogates take the short way. */

const SURROGATE = /[\ud800-\udfff]/;

function hasSurrogates(text: string): boolean {
  return SURROGATE.test(text);
}

/** The number of code points. */
export function codePointCount(text: string): number {
  if (!hasSurrogates(text)) {
    return text.length;
  }
  let count = 0;
  for (const _ of text) {
    count++;
  }
  return count;
}

/** The code points from `start` (from 0) up to `end` (excluded). */
export function sliceCodePoints(text: string, start: number, end: number): string {
  return hasSurrogates(text) ? [...text].slice(start, end).join('') : text.slice(start, end);
}

/** The place of `part` at or after the code point `from`, counted in code points from 0; -1 when it is not there. */
export function indexOfCodePoint(text: string, part: string, from: number): number {
  if (!hasSurrogates(text)) {
    return text.indexOf(part, from);
  }
  const skipped = sliceCodePoints(text, 0, from);
  const at = text.indexOf(part, skipped.length);
  return at === -1 ? -1 : codePointCount(text.slice(0, at));
}
