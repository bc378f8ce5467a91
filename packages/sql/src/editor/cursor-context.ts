/** Where the cursor stands in a text that is being written: the statement, the tokens before, the word under way. */
import type { Span } from '@riffle/plan';
import { lex } from '../lexer/lexer.ts';
import type { Token } from '../lexer/token.ts';

export interface CursorContext {
  readonly text: string;
  readonly offset: number;
  /** The statement around the cursor, without its semicolon. */
  readonly statement: Span;
  /** The statement's tokens that end before the word under way. */
  readonly before: readonly Token[];
  /** What has been typed of the word or quoted text at the cursor, without its quote; often empty. */
  readonly word: Span;
  /** The cursor is inside quotes that are open before it. */
  readonly quote: 'string' | 'name' | null;
}

/** The context at `offset`; undefined inside a comment or a number, where nothing can be helped with. */
export function cursorContext(text: string, offset: number): CursorContext | undefined {
  const prefix = text.slice(0, offset);
  const { tokens, diagnostics } = lex(prefix);
  const open = diagnostics.find(({ code }) => code.startsWith('unterminated-'));
  if (open?.code === 'unterminated-comment' || (open === undefined && endsInComment(prefix))) {
    return undefined;
  }
  const whole = tokens.slice(0, -1);
  const last = whole.at(-1);
  const quote = open === undefined ? null : open.code === 'unterminated-string' ? 'string' : 'name';
  const isWord = quote === null && last?.end === offset && last.kind === 'word';
  if (quote === null && last?.end === offset && ['number', 'string', 'quoted', 'raw', 'bad'].includes(last.kind)) {
    return undefined;
  }
  const from = quote === null ? (isWord ? last.start : offset) : quoteEnd(prefix, open?.span.start ?? offset);
  const statementTokens = afterLastSemicolon(isWord ? whole.slice(0, -1) : whole);
  const start = semicolonEnd(whole);
  return {
    text,
    offset,
    statement: { start, end: statementEnd(text, offset, quote) },
    before: statementTokens,
    word: { start: from, end: offset },
    quote,
  };
}

/** A letter typed at the end of a comment makes no token. */
function endsInComment(prefix: string): boolean {
  const { tokens } = lex(`${prefix}x`);
  return tokens.at(-2)?.end !== prefix.length + 1;
}

/** Where the quoted text begins: prefixes such as `U&'` come before the quote. */
function quoteEnd(prefix: string, start: number): number {
  const rest = prefix.slice(start);
  return start + rest.search(/['"`]/) + 1;
}

function semicolonEnd(tokens: readonly Token[]): number {
  return tokens.findLast(({ key }) => key === ';')?.end ?? 0;
}

function afterLastSemicolon(tokens: readonly Token[]): readonly Token[] {
  return tokens.slice(tokens.findLastIndex(({ key }) => key === ';') + 1);
}

function statementEnd(text: string, offset: number, quote: CursorContext['quote']): number {
  const from = quote === null ? offset : closingQuote(text, offset, quote);
  const semicolon = lex(text.slice(from)).tokens.find(({ key }) => key === ';');
  return semicolon === undefined ? text.length : from + semicolon.start;
}

/** Behind the quote that closes on the same line, else the offset itself. */
export function closingQuote(text: string, offset: number, quote: 'string' | 'name'): number {
  const mark = quote === 'string' ? "'" : '`';
  const lineEnd = text.indexOf('\n', offset);
  const line = text.slice(offset, lineEnd === -1 ? text.length : lineEnd);
  const at = line.indexOf(mark);
  return at === -1 || /[,()=;]/.test(line.slice(0, at)) ? offset : offset + at + 1;
}

/** The tokens of the dotted name that ends right before the word under way: `cat.db.` gives `cat`, `db`. */
export function qualifierBefore(before: readonly Token[]): readonly Token[] {
  const parts: Token[] = [];
  for (let at = before.length - 1; at >= 1 && before[at]?.key === '.'; at -= 2) {
    const name = before[at - 1];
    if (name === undefined || (name.kind !== 'word' && name.kind !== 'quoted')) {
      break;
    }
    parts.unshift(name);
  }
  return parts;
}

/** A bracket that is open at the end of `tokens`, by its index; the nearest first. */
export function openBrackets(tokens: readonly Token[]): number[] {
  const open: number[] = [];
  for (const [at, { key }] of tokens.entries()) {
    if (key === '(' || key === '[') {
      open.push(at);
    } else if (key === ')' || key === ']') {
      open.pop();
    }
  }
  return open.reverse();
}
