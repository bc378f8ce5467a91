/** How a value must be written at a place so that it stays a value there. */
export type Quoting = (value: string) => string;

const asItIs: Quoting = (value) => value;
const inString: Quoting = (value) => value.replaceAll("'", "''");
const inIdentifier: Quoting = (value) => value.replaceAll('`', '``');
const inLineComment: Quoting = (value) => value.replace(/[\r\n]+/g, ' ');
const inBlockComment: Quoting = (value) => value.replaceAll('*/', '* /');

/**
 * Follows SQL text from piece to piece and says how a value must be quoted where the last piece ended. Inside `'…'`
 * quotes are doubled, inside backticks backticks are, and a comment is never left; anywhere else a value is plain SQL
 * text, as in Zeppelin: a form may stand for a condition or the name of a table.
 */
export class SqlPlace {
  #quoting: Quoting = asItIs;

  get quoting(): Quoting {
    return this.#quoting;
  }

  read(piece: string): void {
    for (let at = 0; at < piece.length; ) {
      at = this.#quoting === asItIs ? this.#open(piece, at) : this.#close(piece, at);
    }
  }

  /** From plain text to where something begins. */
  #open(piece: string, from: number): number {
    // A hint, `/*+ … */`, is SQL text.
    const match = /'|`|--|\/\*(?!\+)/.exec(piece.slice(from));
    if (match === null) {
      return piece.length;
    }
    this.#quoting = { "'": inString, '`': inIdentifier, '--': inLineComment, '/*': inBlockComment }[match[0]] ?? asItIs;
    return from + match.index + match[0].length;
  }

  /** To behind the end of what is open. A doubled quote ends and begins again, which comes to the same. */
  #close(piece: string, from: number): number {
    const end =
      this.#quoting === inString
        ? "'"
        : this.#quoting === inIdentifier
          ? '`'
          : this.#quoting === inLineComment
            ? '\n'
            : '*/';
    const at = piece.indexOf(end, from);
    if (at === -1) {
      return piece.length;
    }
    this.#quoting = asItIs;
    return at + end.length;
  }
}

/** In text that is not SQL a value stays as it is. */
export const PLAIN_PLACE = { quoting: asItIs, read: (_piece: string): void => undefined };
