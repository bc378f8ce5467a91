import { isReserved } from '../lexer/keywords.ts';
import type { Token } from '../lexer/token.ts';

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A name as it is written: in backticks where it is no plain word or a reserved one. */
export function writtenName(name: string): string {
  return PLAIN.test(name) && !isReserved(name.toUpperCase()) ? name : `\`${name.replaceAll('`', '``')}\``;
}

/** Whether a token may be a name. */
export function isNameToken(token: Token | undefined): token is Token {
  return token?.kind === 'quoted' || (token?.kind === 'word' && !isReserved(token.key));
}
