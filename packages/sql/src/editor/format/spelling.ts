/** How tokens are spelt and what stands between them. */
import { isBareFunction, isCallable, isReserved } from '../../lexer/keywords.ts';
import type { Token } from '../../lexer/token.ts';
import { type Piece, WITH_TYPE_BRACKETS, type Word } from './source-tokens.ts';

/** How much of the letter case is the formatter's. */
export type CaseRule = 'all-keywords' | 'reserved-words' | 'none';

/** Words that are keywords behind these. */
const KEYWORD_AFTER: Readonly<Record<string, readonly string[]>> = {
  KEY: ['PRIMARY'],
  TEMPORARY: ['CREATE', 'DROP', 'ALTER', 'REPLACE'],
  VIEW: ['CREATE', 'TEMPORARY', 'DROP', 'ALTER', 'REPLACE'],
  DATABASE: ['CREATE', 'DROP', 'ALTER'],
  CATALOG: ['CREATE', 'DROP', 'ALTER', 'USE'],
  IF: ['TABLE', 'VIEW', 'DATABASE', 'CATALOG', 'FUNCTION'],
  ENFORCED: ['NOT'],
  OVERWRITE: ['INSERT'],
  STATEMENT: ['BEGIN', 'EXECUTE'],
  NULLS: ['ASC', 'DESC'],
};

export function spell(word: Word, previous: Token | undefined, next: Piece | undefined, rule: CaseRule): string {
  const { kind, key } = word.token;
  if (kind !== 'word' || rule === 'none' || previous?.key === '.') {
    return word.text;
  }
  const isCalled = next?.kind === 'bracket' && next.open.token.key === '(';
  if (isReserved(key)) {
    return isBareFunction(key) || (isCallable(key) && isCalled) ? word.text : key;
  }
  const isKeyword = KEYWORD_AFTER[key]?.includes(previous?.key ?? '') === true;
  return rule === 'all-keywords' && isKeyword ? key : word.text;
}

/** Words with a blank between them and a bracket; names behind the second kind have one too. */
const BLANK_BEFORE_BRACKET = new Set(
  'IN AS OVER WITH VALUES EXISTS AND OR NOT ON BY FROM FILTER USING KEY SETS WHERE HAVING SELECT THEN WHEN ELSE CASE JOIN UNION ALL ANY SOME EXCEPT INTERSECT MINUS SET LIKE BETWEEN GROUP PATTERN MATCH_RECOGNIZE LATERAL INTO DISTINCT RESET ADD MODIFY PARTITION HASH RANGE IS QUALIFY LIMIT FOR'.split(
    ' ',
  ),
);
const NAMES_A_LIST = new Set(['INTO', 'TABLE', 'EXISTS', 'OVERWRITE', 'AS', 'VIEW', 'WITH', 'RECURSIVE']);
const OPERANDS_END = new Set([')', ']', 'END', 'NULL', 'TRUE', 'FALSE']);

/** Whether a blank stands between two tokens; `beforeName` is the token before the dotted name that ends with `left`. */
export function blankBetween(
  left: Token,
  right: Token,
  context: { beforeName: Token | undefined; sign: boolean },
): boolean {
  if (context.sign) {
    // Two signs side by side would begin a comment.
    return right.key === '-' || right.key === '+';
  }
  if (right.key === '<' && WITH_TYPE_BRACKETS.has(left.key)) {
    return false;
  }
  if (right.key === '(') {
    return blankBeforeBracket(left, context.beforeName);
  }
  if (right.key === '[') {
    return !(left.kind === 'quoted' || left.kind === 'word' || OPERANDS_END.has(left.key));
  }
  return !(left.key === '.' || right.key === '.' || right.key === ',' || right.key === ';');
}

function blankBeforeBracket(left: Token, beforeName: Token | undefined): boolean {
  if (
    left.kind === 'quoted' ||
    (left.kind === 'word' && !isReserved(left.key) && !BLANK_BEFORE_BRACKET.has(left.key))
  ) {
    return beforeName !== undefined && NAMES_A_LIST.has(beforeName.key);
  }
  return left.kind !== 'word' || BLANK_BEFORE_BRACKET.has(left.key);
}

/** Whether a `-` or `+` behind `left` is a sign and no operator. */
export function isSignAfter(left: Token | undefined): boolean {
  if (left === undefined) {
    return true;
  }
  if (left.kind === 'word') {
    return isReserved(left.key) && !OPERANDS_END.has(left.key) && !isBareFunction(left.key);
  }
  return left.kind === 'symbol' && !OPERANDS_END.has(left.key);
}
