/** The text of a quoted token: quotes cut off, doubled quotes single. */
export function unquote(raw: string, quote: string): string {
  return raw.slice(1, -1).replaceAll(quote + quote, quote);
}

/**
 * Replaces the escapes of a `U&'…'` string: `\263A` is a UTF-16 unit, `\+01F600` a code point, `\\` the escape itself.
 * Returns undefined where an escape is malformed.
 */
export function unescapeUnicode(text: string, mark: string): string | undefined {
  let result = '';
  let from = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, from)) {
    result += text.slice(from, at);
    if (text[at + 1] === mark) {
      result += mark;
      from = at + 2;
      continue;
    }
    const long = text[at + 1] === '+';
    const digits = long ? text.slice(at + 2, at + 8) : text.slice(at + 1, at + 5);
    if (!(long ? /^[0-9a-fA-F]{6}$/ : /^[0-9a-fA-F]{4}$/).test(digits)) {
      return undefined;
    }
    const unit = Number.parseInt(digits, 16);
    if (unit > 0x10ffff) {
      return undefined;
    }
    result += String.fromCodePoint(unit);
    from = at + (long ? 8 : 5);
  }
  return result + text.slice(from);
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Replaces the C escapes of an `E'…'` string: \n \t … \101 (octal) \x41 \u263A \U0001F600. Undefined where malformed. */
export function unescapeC(text: string): string | undefined {
  let malformed = false;
  const result = text.replaceAll(
    /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g,
    (_match, octal: string, byte: string, unit: string, point: string, other: string) => {
      if (octal !== undefined) {
        return String.fromCharCode(Number.parseInt(octal, 8));
      }
      const hex = byte ?? unit ?? point;
      if (hex !== undefined) {
        const code = Number.parseInt(hex, 16);
        malformed ||= code > 0x10ffff;
        return code > 0x10ffff ? '' : String.fromCodePoint(code);
      }
      malformed ||= other === 'u' || other === 'U' || other === 'x';
      return SIMPLE_ESCAPES[other] ?? other;
    },
  );
  return malformed ? undefined : result;
}
