/** A piece of a type's text: a keyword or bare name, a `` `quoted` `` name, a 'string', a number or a sign. */
export interface TypeToken {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'sign' | 'end';
  /** The content without quotes. */
  readonly text: string;
  readonly at: number;
}

/** What is wrong with a type's text, and where. */
export class TypeSyntaxError extends Error {
  /** UTF-16 offset into the text. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const TOKEN =
  /\s*(?:(?<word>[\p{L}_][\p{L}\p{N}_$]*)|`(?<name>(?:[^`]|``)*)`|'(?<string>(?:[^']|'')*)'|(?<number>\d+)|(?<sign>[<>(),]))/uy;

/** Splits the text of a type. Throws `TypeSyntaxError` on a character no type contains. */
export function tokenizeType(text: string): readonly TypeToken[] {
  const tokens: TypeToken[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match?.groups === undefined) {
      throw new TypeSyntaxError(`Unexpected '${text.slice(at).trim().charAt(0)}' in the type '${text}'.`, at);
    }
    tokens.push(tokenOf(match.groups, TOKEN.lastIndex));
    at = TOKEN.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }];
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>, end: number): TypeToken {
  const { word, name, string, number, sign = '' } = groups;
  if (word !== undefined) {
    return { kind: 'word', text: word, at: end - word.length };
  }
  if (name !== undefined) {
    return { kind: 'name', text: name.replaceAll('``', '`'), at: end - name.length - 2 };
  }
  if (string !== undefined) {
    return { kind: 'string', text: string.replaceAll("''", "'"), at: end - string.length - 2 };
  }
  return number !== undefined
    ? { kind: 'number', text: number, at: end - number.length }
    : { kind: 'sign', text: sign, at: end - sign.length };
}

/** `name` in backticks, inner ones doubled. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
