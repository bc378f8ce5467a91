/** Tokens with the comments around them, nested by brackets. */
import { lex } from '../../lexer/lexer.ts';
import type { Token } from '../../lexer/token.ts';

export interface Comment {
  readonly text: string;
  /** Nothing but blanks stands before it on its line. */
  readonly ownLine: boolean;
  readonly isLine: boolean;
}

/** A token as written, with the comments on lines before it and those behind it on its own line. */
export interface Word {
  readonly kind: 'word';
  readonly token: Token;
  readonly text: string;
  readonly before: readonly Comment[];
  readonly after: readonly Comment[];
}

export interface Bracket {
  readonly kind: 'bracket';
  readonly open: Word;
  readonly inside: readonly Piece[];
  readonly close: Word;
}

export type Piece = Word | Bracket;

export interface SourceStatement {
  readonly pieces: readonly Piece[];
  readonly semicolon: Word | undefined;
  readonly start: number;
  readonly end: number;
}

export interface Source {
  readonly statements: readonly SourceStatement[];
  /** Comments behind the last token. */
  readonly rest: readonly Comment[];
}

/** Undefined when the text has open quotes or brackets that do not match. */
export function readSource(text: string): Source | undefined {
  const { tokens, diagnostics } = lex(text);
  if (diagnostics.length > 0) {
    return undefined;
  }
  const words = tokens.map((token, at) => wordAt(text, tokens, at, token));
  const end = words.at(-1);
  const statements: SourceStatement[] = [];
  let run: Word[] = [];
  for (const word of words.slice(0, -1)) {
    if (word.token.key !== ';') {
      run.push(word);
      continue;
    }
    const statement = statementOf(run, word);
    if (statement === undefined) {
      return undefined;
    }
    statements.push(statement);
    run = [];
  }
  const last = run.length === 0 ? null : statementOf(run, undefined);
  if (last === undefined) {
    return undefined;
  }
  return { statements: last === null ? statements : [...statements, last], rest: end?.before ?? [] };
}

function wordAt(text: string, tokens: readonly Token[], at: number, token: Token): Word {
  const previous = tokens[at - 1];
  const gap = commentsIn(text, previous?.end ?? 0, token.start, at === 0);
  const next = tokens[at + 1];
  const behind = next === undefined ? [] : commentsIn(text, token.end, next.start, false);
  return {
    kind: 'word',
    token,
    text: text.slice(token.start, token.end),
    before: gap.slice(trailingCount(gap, at === 0)),
    after: behind.slice(0, trailingCount(behind, false)),
  };
}

/** How many of the comments between two tokens belong to the line of the first. */
function trailingCount(comments: readonly Comment[], isFirst: boolean): number {
  const own = comments.findIndex(({ ownLine }) => ownLine);
  return isFirst ? 0 : own === -1 ? comments.length : own;
}

const COMMENT = /--[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

function commentsIn(text: string, from: number, to: number, atStart: boolean): Comment[] {
  const gap = text.slice(from, to);
  let end = 0;
  return [...gap.matchAll(COMMENT)].map((found, i) => {
    const ownLine = gap.slice(end, found.index).includes('\n') || (atStart && i === 0);
    end = found.index + found[0].length;
    return { text: found[0].trimEnd(), ownLine, isLine: !found[0].startsWith('/*') };
  });
}

function statementOf(words: readonly Word[], semicolon: Word | undefined): SourceStatement | undefined {
  const pieces = nest(words);
  const first = words[0] ?? semicolon;
  const last = words.at(-1) ?? semicolon;
  return pieces && { pieces, semicolon, start: first?.token.start ?? 0, end: last?.token.end ?? 0 };
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '<': '>', '/*+': '*/' };
/** Types that hold other types between `<` and `>`. */
export const WITH_TYPE_BRACKETS: ReadonlySet<string> = new Set(['ARRAY', 'MAP', 'MULTISET', 'ROW', 'STRUCTURED']);

function nest(words: readonly Word[]): readonly Piece[] | undefined {
  const levels: { open: Word | undefined; inside: Piece[] }[] = [{ open: undefined, inside: [] }];
  for (const [at, word] of words.entries()) {
    const { key } = word.token;
    const level = levels.at(-1);
    if (level?.open !== undefined && key === CLOSING[level.open.token.key]) {
      levels.pop();
      levels.at(-1)?.inside.push({ kind: 'bracket', open: level.open, inside: level.inside, close: word });
    } else if (isOpening(key, words[at - 1])) {
      levels.push({ open: word, inside: [] });
    } else if (key === ')' || key === ']') {
      return undefined;
    } else {
      level?.inside.push(word);
    }
  }
  return levels.length === 1 ? levels[0]?.inside : undefined;
}

function isOpening(key: string, previous: Word | undefined): boolean {
  return key === '<' ? WITH_TYPE_BRACKETS.has(previous?.token.key ?? '') : key in CLOSING;
}
