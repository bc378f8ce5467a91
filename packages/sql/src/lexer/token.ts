export type TokenKind = 'word' | 'quoted' | 'string' | 'binary' | 'number' | 'symbol' | 'raw' | 'bad' | 'end';

/**
 * A piece of source text. `key` is what grammar rules compare: a word in upper case, a symbol's sign, else empty.
 * `text` is the token's value: a word as written, a string or quoted name unescaped, digits of a number.
 */
export interface Token {
  readonly kind: TokenKind;
  readonly key: string;
  readonly text: string;
  /** UTF-16 offsets, `end` excluded. */
  readonly start: number;
  readonly end: number;
  /** The character set of `_UTF8'…'`. */
  readonly charset?: string | undefined;
}
