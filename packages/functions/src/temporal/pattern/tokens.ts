/** One part of a date pattern: a run of one letter, text to stand as it is, or an optional section. */
export type PatternToken =
  | { readonly kind: 'field'; readonly letter: string; readonly count: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'optional'; readonly tokens: readonly PatternToken[] };

/** The pattern is not one of Java's. */
export class DatePatternError extends Error {
  override readonly name = 'DatePatternError';
}

/**
 * Splits a date pattern as Java does: letters are fields, `'…'` is text, `''` a quote. `[…]` is an optional section in
 * the patterns of `java.time` only (`brackets`).
 *
 * Throws `DatePatternError`.
 */
export function tokenizePattern(pattern: string, brackets: boolean): readonly PatternToken[] {
  const open: PatternToken[][] = [[]];
  let at = 0;
  const top = (): PatternToken[] => open[open.length - 1] as PatternToken[];
  while (at < pattern.length) {
    const char = pattern[at] as string;
    if (/[A-Za-z]/.test(char)) {
      const run = runLength(pattern, at);
      top().push({ kind: 'field', letter: char, count: run });
      at += run;
    } else if (char === "'") {
      const quoted = readQuoted(pattern, at);
      top().push({ kind: 'text', text: quoted.text });
      at = quoted.end;
    } else if (brackets && char === '[') {
      open.push([]);
      at++;
    } else if (brackets && char === ']') {
      closeOptional(open, pattern);
      at++;
    } else {
      top().push({ kind: 'text', text: char });
      at++;
    }
  }
  while (open.length > 1) {
    closeOptional(open, pattern);
  }
  return open[0] as PatternToken[];
}

function runLength(pattern: string, at: number): number {
  let end = at + 1;
  while (pattern[end] === pattern[at]) {
    end++;
  }
  return end - at;
}

function readQuoted(pattern: string, start: number): { text: string; end: number } {
  if (pattern[start + 1] === "'") {
    return { text: "'", end: start + 2 };
  }
  let text = '';
  for (let at = start + 1; at < pattern.length; at++) {
    if (pattern[at] !== "'") {
      text += pattern[at];
    } else if (pattern[at + 1] === "'") {
      text += "'";
      at++;
    } else {
      return { text, end: at + 1 };
    }
  }
  throw new DatePatternError(`The date pattern "${pattern}" has a quoted text without end.`);
}

function closeOptional(open: PatternToken[][], pattern: string): void {
  const tokens = open.pop() as PatternToken[];
  const outer = open[open.length - 1];
  if (outer === undefined) {
    throw new DatePatternError(`The date pattern "${pattern}" has a "]" without "[".`);
  }
  outer.push({ kind: 'optional', tokens });
}

/** Says that a letter, or that many of it, is no field. */
export function unknownField(letter: string, count: number): DatePatternError {
  return new DatePatternError(
    `The date pattern has "${letter.repeat(count)}", which is not supported. Quote text that shall stand as it is: '${letter.repeat(count)}'.`,
  );
}
