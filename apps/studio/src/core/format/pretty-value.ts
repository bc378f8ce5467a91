/** A value laid out for reading: JSON and nested values with a line for each part, everything else as it is. */
export function prettyValue(text: string): string {
  const trimmed = text.trim();
  if (!/^[[{(]/.test(trimmed) || trimmed.length < 3) {
    return text;
  }
  return prettyJson(trimmed) ?? prettyNested(trimmed) ?? text;
}

function prettyJson(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // Numbers that a double cannot hold would come out as others.
    return /\d{16,}/.test(text) ? undefined : JSON.stringify(value, null, 2);
  } catch {
    return undefined;
  }
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' };

/** ROW, ARRAY and MAP values print as `(a, [b, c], {k=v})`. Undefined when brackets do not match. */
function prettyNested(text: string): string | undefined {
  const open: string[] = [];
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    const closing = CLOSING[sign];
    if (closing !== undefined) {
      const empty = text[at + 1] === closing;
      open.push(closing);
      out += empty ? sign : `${sign}\n${indent(open.length)}`;
    } else if (sign === open.at(-1)) {
      open.pop();
      out += CLOSING[text[at - 1] ?? ''] === sign ? sign : `\n${indent(open.length)}${sign}`;
    } else if (sign === ',' && open.length > 0) {
      out += `,\n${indent(open.length)}`;
      at += text[at + 1] === ' ' ? 1 : 0;
    } else {
      out += sign;
    }
  }
  return open.length === 0 ? out : undefined;
}

function indent(depth: number): string {
  return '  '.repeat(depth);
}
